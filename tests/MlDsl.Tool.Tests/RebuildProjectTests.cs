using System.Text.Json;
using MlDsl.Generators.Incremental;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl rebuild --project</c>: a model whose feature methods are code comes out again, with the code of a project that is built.</summary>
public sealed class RebuildProjectTests : IDisposable
{
    private const string Code = """
        using System.Globalization;
        using MlDsl;

        [Dataset]
        internal sealed partial record CodedVisit
        {
            [Column("age")] public required float Age { get; init; }
            [Column("cost"), Label] public float Cost { get; init; }
        }

        [Features<CodedVisit>]
        internal static class CodedFeatures
        {
            [Numeric]
            public static float Letters(float age) => age.ToString(CultureInfo.InvariantCulture).Length;

            [Numeric(Length = 2, Impute = Impute.Mean)]
            public static float[] Spelt(float age) => [-age, age.ToString(CultureInfo.InvariantCulture).Length % 2 == 0 ? age : float.NaN];
        }

        [Model<CodedVisit, Regression>(Name = "coded-visit")]
        [LinearRegression]
        internal sealed partial class CodedVisitModel;

        """;

    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WhatCodeFittedComesOutAgain()
    {
        string data = folder.Write("visits.csv", Visits.Text(600)), model = Model(data), project = Project(Code);
        Answer same = await CodeFolder.Run("rebuild", model, data, "--project", project, "--out", folder["again.mldsl"]);
        Assert.Equal((0, "", "fitted anew to 360 rows (train): the data that the file names, the same encoding of columns, the same bytes of predictor"), (same.Code, same.Error, same.Output.TrimEnd()));
        Assert.Equal("coded-visit", DynamicModel.Load(folder["again.mldsl"]).Card.Name);

        // Other data is compared by name, with the values that the methods give.
        Answer other = await CodeFolder.Run("rebuild", model, folder.Write("other.csv", Visits.Text(600, seed: 2)), "--project", project, "--json");
        Assert.Equal((1, ""), (other.Code, other.Error));
        using JsonDocument said = JsonDocument.Parse(other.Output);
        Assert.False(said.RootElement.GetProperty("same_data").GetBoolean());
        Assert.Equal(240, said.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(3, said.RootElement.GetProperty("metrics").GetProperty("RMSE").GetProperty("difference").GetArrayLength());

        await Refused("has 500 rows, and 'coded-visit' learned from 360", model, folder.Write("less.csv", Visits.Text(500)), "--project", project);
        await Refused("--join Prices: the rows of 'CodedVisit' are joined with nothing", model, data, "--project", project, "--join", $"Prices={data}");
    }

    // The split is of steps, and the data the rows that were split, or the training rows alone.
    [Fact]
    public async Task AModelOfNumberedStepsComesOutAgain()
    {
        string data = folder.Write("visits.csv", Visits.Numbered(600)), project = Project("""
            using MlDsl;

            [Dataset]
            internal sealed partial record NumberedVisit
            {
                [Column("age"), Numeric] public required float Age { get; init; }
                [Column("step"), EventTime] public required int Step { get; init; }
                [Column("cost"), Label] public float Cost { get; init; }
            }

            [Model<NumberedVisit, Regression>(Name = "numbered-visit")]
            [LinearRegression]
            internal sealed partial class NumberedVisitModel;

            """);
        string model = folder.Save("numbered.mldsl", NumberedVisitModel.Fit(Dataset<NumberedVisit>.FromCsv(data).SplitByStep(360, 480, embargo: 5).Train).Save);
        foreach (var (rows, side) in new[] { (600, "train"), (355, "all rows") })
        {
            Answer same = await CodeFolder.Run("rebuild", model, folder.Write("rows.csv", Visits.Numbered(rows)), "--project", project);
            Assert.Equal((0, "", $"fitted anew to 355 rows ({side}): the data that the file names, the same encoding of columns, the same bytes of predictor"), (same.Code, same.Error, same.Output.TrimEnd()));
        }
    }

    [Fact]
    public async Task TwoModelsOfTheNameAreRefused()
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        await Refused("has 2 models of the name 'coded-visit': CodedVisitModel, Other", Model(data), data, "--project", Project(Code + """[Model<CodedVisit, Regression>(Name = "coded-visit"), LinearRegression] internal sealed partial class Other;"""));
    }

    [Fact]
    public async Task AProjectWithoutTheModelTellsWhichItHas()
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        await Refused("has no model of the name 'coded-visit'; it has 'else' (CodedVisitModel)", Model(data), data, "--project", Project(Code.Replace("\"coded-visit\"", "\"else\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhatDoesNotBuildIsRefusedWithTheErrors()
    {
        string data = folder.Write("visits.csv", Visits.Text(600)), model = Model(data);
        await Refused("error CS1002", model, data, "--project", Project("class Broken { int x }"));
        await Refused("--project 'none.csproj' is no project file", model, data, "--project", "none.csproj");
        await Refused("--framework net9.0: '", model, data, "--project", Project(Code), "--framework", "net9.0");
        await Refused("--join is for the code of a project; give --project", model, data, "--join", "A=b.csv");
        await Refused("--framework is one of a project; give --project", model, data, "--framework", "net10.0");
        await Refused("--build-seconds is for the build of a project; give --project", model, data, "--build-seconds", "9");
        await Refused("are code, which no file holds; give --project with the .csproj that has it", model, data);
        await Refused("was stopped, because it took more than 1 s", model, data, "--project", Project(Code), "--build-seconds", "1");
        folder.Write("App/Other.csproj", "<Project />");
        await Refused("is a folder with several projects, App.csproj, Other.csproj; name one of them", model, data, "--project", folder["App"]);
        await Refused("is a folder without a project", model, data, "--project", Directory.CreateDirectory(folder["Empty"]).FullName);
        await Refused("does not reference MlDsl", model, data, "--project", folder.Write("Plain/Plain.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>"));
    }

    [Fact]
    public async Task OptionsAreSearchedForWithTheValuesOfCode()
    {
        string data = folder.Write("visits.csv", Visits.Text(600)), model = Model(data), project = Project(Code);
        string[] search = ["search", data, "--model", model, "--range", "L2=1e-6..1:log", "--trials", "3", "--quiet"];
        Answer refused = await CodeFolder.Run(search);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("are code, which no file holds; give --project", refused.Error, StringComparison.Ordinal);

        Answer found = await CodeFolder.Run([.. search, "--project", project, "--out", folder["best.mldsl"], "--json"]);
        Assert.True(found.Code == 0, found.Error);
        // The project's own type reads what was found, and gives the values of its method itself.
        CodedVisitModel best = CodedVisitModel.Load(folder["best.mldsl"]);
        Assert.Equal(600, best.Card.Rows);
        Assert.True(float.IsFinite(best.Predict(new CodedVisit.Input { Age = 41 })));

        Answer without = await CodeFolder.Run("search", data, "--range", "L2=1e-6..1:log", "--project", project);
        Assert.Contains("--project has the code of a model; give --model", without.Error, StringComparison.Ordinal);
    }

    private string Model(string data) => folder.Save("coded.mldsl", CodedVisitModel.Fit(Dataset<CodedVisit>.FromCsv(data).SplitRandom(0.2, 0.2, 7).Train).Save);

    // What the package brings a project, from where this project has it.
    private string Project(string code)
    {
        folder.Write("App/App.cs", code);
        string references = string.Concat(new[] { "MlDsl", "MlDsl.Training", "MlDsl.Kernels" }.Select(static name => $"<Reference Include=\"{Path.Combine(AppContext.BaseDirectory, name)}.dll\" />"));
        return folder.Write("App/App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                {references}
                <Analyzer Include="{typeof(DatasetGenerator).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
    }

    private static async Task Refused(string reason, params string[] arguments)
    {
        Answer answer = await CodeFolder.Run(["rebuild", .. arguments]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }
}
