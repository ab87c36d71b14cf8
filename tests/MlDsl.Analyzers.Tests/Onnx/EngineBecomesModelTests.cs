using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>That what the fix writes compiles and predicts as the engine did is asked in the tests of the build.</summary>
public sealed class EngineBecomesModelTests
{
    private const string Usings = """
        using System;
        using System.IO;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        #nullable disable

        """;

    private const string Types = """
        public class ModelInput { public float Miles { get; set; } [ColumnName("Fare")] public float Label { get; set; } }
        public class ModelOutput { public float Score { get; set; } }

        """;

    private const string Late = """
        public static class {|MLD2086:Fares|}
        {
            private static readonly Lazy<PredictionEngine<ModelInput, ModelOutput>> Engine = new(() =>
            {
                var context = new MLContext();
                ITransformer model = context.Model.Load("Models/fare.zip", out _);
                return context.Model.CreatePredictionEngine<ModelInput, ModelOutput>(model);
            });

            public static ModelOutput Predict(ModelInput input) => Engine.Value.Predict(input);
        }

        """;

    private const string Kept = """
        public sealed class {|MLD2086:FareService|}
        {
            private readonly MLContext ml = new();
            private readonly ITransformer model;
            private readonly PredictionEngine<ModelInput, ModelOutput> engine;

            public FareService(string folder)
            {
                model = ml.Model.Load(Path.Combine(folder, "fare.zip"), out var schema);
                engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(model);
            }

            public float Fare(float miles) => engine.Predict(new ModelInput { Miles = miles }).Score;
        }

        """;

    private static readonly TextFile[] Files = FareFiles.Of("fare");

    private static Task Verify(string markup, params TextFile[] files) => RuleTest.Verify<EngineBecomesModel>(Usings + markup, Library.All, files.Length == 0 ? Files : files);

    // Nothing is marked: the same code with one thing changed.
    private static Task VerifyNone(string code, string right, string wrong)
    {
        string plain = code.Replace("{|MLD2086:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);
        Assert.Contains(right, plain, StringComparison.Ordinal);
        return Verify(Types + plain.Replace(right, wrong, StringComparison.Ordinal));
    }

    [Fact]
    public Task ReportsAnEngineThatIsMadeLate() => Verify(Types + Late);

    [Fact]
    public Task ReportsAnEngineInAnObject() => Verify(Types + Kept);

    [Fact]
    public Task FixesAClassWithoutInstances() => FixTest.Verify<EngineBecomesModel, EngineBecomesModelFix>(Usings + Types + Late, Usings + Types + """
        [MlDsl.MlNetModel("Models/fare.zip")]
        public partial class Fares : MlDsl.IScorer<ModelInput, ModelOutput>
        {
            private static readonly Lazy<Fares> Engine = new(() =>
            {
                return Fares.Load();
            });

            public static ModelOutput Predict(ModelInput input) => Answer(Engine.Value, input);

            private static ModelOutput Answer(Fares model, ModelInput row)
            {
                model.Run(in row, out ModelOutput output);
                return output;
            }
        }

        """, Library.All, Files);

    [Fact]
    public Task FixesAClassWithInstancesByOneBesideIt() => FixTest.Verify<EngineBecomesModel, EngineBecomesModelFix>(Usings + Types + Kept, Usings + Types + """
        public sealed class FareService
        {
            private readonly FareServiceModel engine;

            public FareService(string folder)
            {
                engine = FareServiceModel.Load();
            }

            public float Fare(float miles) => Answer(engine, new ModelInput { Miles = miles }).Score;

            private static ModelOutput Answer(FareServiceModel model, ModelInput row)
            {
                model.Run(in row, out ModelOutput output);
                return output;
            }
        }

        [MlDsl.MlNetModel("Models/fare.zip")]
        public sealed partial class FareServiceModel : MlDsl.IScorer<ModelInput, ModelOutput>;

        """, Library.All, Files);

    [Theory]
    [InlineData("fare.zip", "other.zip")]
    [InlineData("\"Models/fare.zip\"", "Environment.CommandLine")]
    public Task AllowsModelsThatTheBuildDoesNotKnow(string right, string wrong) => VerifyNone(Late, right, wrong);

    [Fact]
    public Task AllowsAModelThatNothingRuns() => Verify(
        Types + Late.Replace("{|MLD2086:Fares|}", "Fares", StringComparison.Ordinal),
        Files[0],
        new TextFile("obj/fare.zip.plan", "mldsl-plan 1\nmodel \"Models/fare.zip\"\nsha256 00\nobstacle \"it is a custom mapping\"\n"));

    [Fact]
    public Task AllowsClassesThatDoNotFit() => Verify(Types.Replace("float Miles", "string Miles", StringComparison.Ordinal) + Late.Replace("{|MLD2086:Fares|}", "Fares", StringComparison.Ordinal));

    [Theory]
    [InlineData("=> Engine.Value.Predict(input);", "=> Engine.Value.OutputSchema.Count > 0 ? Engine.Value.Predict(input) : null;")]
    [InlineData("=> Engine.Value.Predict(input);", "=> Ask(Engine.Value, input); static ModelOutput Ask(PredictionEngine<ModelInput, ModelOutput> engine, ModelInput input) => engine.Predict(input);")]
    [InlineData("ModelOutput>(model);", "ModelOutput>(model, ignoreMissingColumns: false);")]
    public Task AllowsEnginesThatDoMore(string right, string wrong) => VerifyNone(Late, right, wrong);

    [Theory]
    [InlineData("engine = ml", "Console.WriteLine(schema.Count); engine = ml")]
    [InlineData("engine = ml", "Console.WriteLine(model); engine = ml")]
    public Task AllowsAModelThatIsUsedForMore(string right, string wrong) => VerifyNone(Kept, right, wrong);

    // Without the adapters' attribute nothing could be written.
    [Fact]
    public async Task AllowsProjectsWithoutAdapters()
    {
        var compilation = CSharp.Compile(Usings + Types + Late.Replace("{|MLD2086:Fares|}", "Fares", StringComparison.Ordinal)).AddReferences(Library.All);
        var bare = compilation.RemoveReferences(compilation.References.Where(static r => Path.GetFileName(r.Display ?? "") is "MlDsl.dll"));
        Assert.Empty(await RuleTest.Diagnostics(bare, [.. Files], new EngineBecomesModel()));
    }

    [Fact]
    public Task IsSilencedByPragma() => Verify(Types + "#pragma warning disable MLD2086\n" + Late.Replace("{|MLD2086:Fares|}", "Fares", StringComparison.Ordinal));
}
