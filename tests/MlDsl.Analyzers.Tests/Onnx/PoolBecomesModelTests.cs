using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>Pools of <c>Microsoft.Extensions.ML</c>, which is declared for the tests.</summary>
public sealed class PoolBecomesModelTests
{
    private const string Manifest = """
        mldsl-manifest 1
        model "Models/taxi-fare.zip"
        sha256 00
        metadata "mlnet.schema" "saved"
        metadata "mlnet.column" "Miles"
        metadata "mlnet.column" "Fare"
        metadata "mlnet.read" "Miles"
        metadata "mlnet.given" "Miles"
        metadata "mlnet.given" "Score"
        input "Miles" tensor(float)["batch", 1]
        output "Score" tensor(float)["batch", 1]

        """;

    private const string Plan = """
        mldsl-plan 1
        model "Models/taxi-fare.zip"
        sha256 00
        input v0 float "Miles" ["batch", 1]
        value v1 float "Score" ["batch", 1]
        call "score" Identity<float> () (v0, v1)
        output v1
        weights 0

        """;

    private const string Usings = """
        using System;
        using System.IO;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.ML;
        using Microsoft.ML.Data;
        #nullable disable

        """;

    private const string Types = """
        public class ModelInput { public float Miles { get; set; } }
        public class ModelOutput { public float Score { get; set; } }

        """;

    private const string Startup = """
        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.{|MLD2087:AddPredictionEnginePool|}<ModelInput, ModelOutput>().FromFile("Models/taxi-fare.zip");
            }
        }

        """;

    private const string Consumer = """
        public sealed class Fares
        {
            private readonly PredictionEnginePool<ModelInput, ModelOutput> pool;

            public Fares(PredictionEnginePool<ModelInput, ModelOutput> pool) => this.pool = pool ?? throw new ArgumentNullException(nameof(pool));

            public float Fare(float miles) => pool.Predict(new ModelInput { Miles = miles }).Score;

            public static float Of(IServiceProvider services) => services.GetRequiredService<PredictionEnginePool<ModelInput, ModelOutput>>().Predict(example: new ModelInput()).Score;
        }

        """;

    private const string Written = """

        [MlDsl.MlNetModel("Models/taxi-fare.zip")]
        public sealed partial class TaxiFareModel : MlDsl.IScorer<ModelInput, ModelOutput>
        {
            public ModelOutput Predict(ModelInput example)
            {
                Run(in example, out ModelOutput output);
                return output;
            }
        }

        """;

    private const string Fixed = """
        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton(TaxiFareModel.Load());
            }
        }

        """;

    private static readonly TextFile[] Files = [new("obj/taxi-fare.zip.manifest", Manifest), new("obj/taxi-fare.zip.plan", Plan)];

    private static Task Verify(string markup) => RuleTest.Verify<PoolBecomesModel>(Usings + Types + markup, Library.All, Files);

    private static Task VerifyFix(string markup, string expected) =>
        FixTest.Verify<PoolBecomesModel, PoolBecomesModelFix>(Usings + Types + markup, Usings + Types + expected, Library.All, Files);

    private static readonly string Plain = Startup.Replace("{|MLD2087:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);

    [Fact]
    public Task ReportsAPoolOfAFile() => Verify(Startup + Consumer);

    [Theory]
    [InlineData("FromFile(\"fare\", \"Models/taxi-fare.zip\")")]
    [InlineData("FromFile(modelName: \"fare\", filePath: Path.Combine(AppContext.BaseDirectory, \"taxi-fare.zip\"), watchForChanges: true)")]
    public Task ReportsAPoolOfAFileWithAName(string fill) => Verify(Startup.Replace("FromFile(\"Models/taxi-fare.zip\")", fill, StringComparison.Ordinal));

    [Theory]
    [InlineData("taxi-fare.zip", "other.zip")]
    [InlineData("FromFile(\"Models/taxi-fare.zip\");", "FromUri(\"http://models/taxi-fare.zip\");")]
    [InlineData("FromFile(\"Models/taxi-fare.zip\");", "FromFile(\"a\", \"Models/taxi-fare.zip\").FromFile(\"b\", \"Models/taxi-fare.zip\");")]
    [InlineData("taxi-fare.zip\");", "taxi-fare.zip\"); services.AddPredictionEnginePool<ModelInput, ModelOutput>();")]
    [InlineData("services.Add", "var builder = services.Add")]
    [InlineData("public static void Add(IServiceCollection services)", "public static void Add<T>(IServiceCollection services) where T : class, new()", "taxi-fare.zip\");", "taxi-fare.zip\"); services.AddPredictionEnginePool<ModelInput, T>();")]
    public Task AllowsPoolsOfWhichItIsNotKnownWhatAnswers(string right, string wrong, string other = "", string more = "")
    {
        Assert.Contains(right, Plain, StringComparison.Ordinal);
        string changed = Plain.Replace(right, wrong, StringComparison.Ordinal);
        return Verify(other.Length == 0 ? changed : changed.Replace(other, more, StringComparison.Ordinal));
    }

    [Fact]
    public Task AllowsClassesThatDoNotFit() => RuleTest.Verify<PoolBecomesModel>(Usings + Types.Replace("float Miles", "string Miles", StringComparison.Ordinal) + Plain, Library.All, Files);

    [Fact]
    public Task AllowsAModelThatNothingRuns() => RuleTest.Verify<PoolBecomesModel>(
        Usings + Types + Plain, Library.All, Files[0], new TextFile("obj/taxi-fare.zip.plan", "mldsl-plan 1\nmodel \"Models/taxi-fare.zip\"\nsha256 00\nobstacle \"it is a custom mapping\"\n"));

    [Fact]
    public async Task AllowsProjectsWithoutAdapters()
    {
        var compilation = CSharp.Compile(Usings + Types + Plain).AddReferences(Library.All);
        var bare = compilation.RemoveReferences(compilation.References.Where(static r => Path.GetFileName(r.Display ?? "") is "MlDsl.dll"));
        Assert.Empty(await RuleTest.Diagnostics(bare, [.. Files], new PoolBecomesModel()));
    }

    [Fact]
    public Task IsSilencedByPragma() => Verify("#pragma warning disable MLD2087\n" + Plain);

    [Fact]
    public Task WhoeverTakesThePoolTakesTheClass() => VerifyFix(Startup + Consumer, Fixed + Written + """
        public sealed class Fares
        {
            private readonly TaxiFareModel pool;

            public Fares(TaxiFareModel pool) => this.pool = pool ?? throw new ArgumentNullException(nameof(pool));

            public float Fare(float miles) => pool.Predict(new ModelInput { Miles = miles }).Score;

            public static float Of(IServiceProvider services) => services.GetRequiredService<TaxiFareModel>().Predict(example: new ModelInput()).Score;
        }

        """);

    [Fact]
    public Task TheNameOfTheModelGoes() => VerifyFix(
        Startup.Replace("FromFile(", "FromFile(\"fare\", ", StringComparison.Ordinal) + """
            public sealed class Fares(PredictionEnginePool<ModelInput, ModelOutput> pool)
            {
                private const string Name = "fare";

                public float Fare(ModelInput input) => pool.Predict(Name, input).Score + pool.Predict(modelName: "fare", example: input).Score + pool.Predict(example: input, modelName: "fare").Score;
            }

            """,
        Fixed + Written + """
            public sealed class Fares(TaxiFareModel pool)
            {
                private const string Name = "fare";

                public float Fare(ModelInput input) => pool.Predict(input).Score + pool.Predict(example: input).Score + pool.Predict(example: input).Score;
            }

            """);

    [Fact]
    public Task AUsedNameGetsANumberAndALambdaTakesTheClass() => VerifyFix(
        Startup + """
            public sealed class TaxiFareModel
            {
                public static void Map(Microsoft.AspNetCore.Builder.IEndpointRouteBuilder app) =>
                    Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(app, "/fare", (Microsoft.Extensions.ML.PredictionEnginePool<ModelInput, ModelOutput> pool, ModelInput input) => pool.Predict(input));
            }

            """,
        Fixed.Replace("TaxiFareModel", "TaxiFareModel2", StringComparison.Ordinal) + Written.Replace("class TaxiFareModel", "class TaxiFareModel2", StringComparison.Ordinal) + """
            public sealed class TaxiFareModel
            {
                public static void Map(Microsoft.AspNetCore.Builder.IEndpointRouteBuilder app) =>
                    Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(app, "/fare", (TaxiFareModel2 pool, ModelInput input) => pool.Predict(input));
            }

            """);

    [Fact]
    public async Task WhereServicesAreNotImportedTheyAre()
    {
        string markup = Usings.Replace("using Microsoft.Extensions.DependencyInjection;\n", "", StringComparison.Ordinal) + Types + Startup.Replace("IServiceCollection", "Microsoft.Extensions.DependencyInjection.IServiceCollection", StringComparison.Ordinal);
        string expected = Usings + Types + (Fixed + Written).Replace("IServiceCollection", "Microsoft.Extensions.DependencyInjection.IServiceCollection", StringComparison.Ordinal);
        await FixTest.Verify<PoolBecomesModel, PoolBecomesModelFix>(markup, expected, Library.All, Files);
    }

    [Theory]
    [InlineData("pool.Predict(new ModelInput { Miles = miles }).Score", "pool.GetPredictionEngine().Predict(new ModelInput { Miles = miles }).Score")]
    [InlineData("pool.Predict(new ModelInput { Miles = miles }).Score", "pool.Predict(\"fare\", new ModelInput { Miles = miles }).Score")]
    [InlineData("pool.Predict(new ModelInput { Miles = miles }).Score", "pool.GetHashCode()")]
    [InlineData("private readonly PredictionEnginePool<ModelInput, ModelOutput> pool;", "private readonly PredictionEnginePool<ModelInput, ModelOutput> pool; public Type Taken => typeof(PredictionEnginePool<ModelInput, ModelOutput>);")]
    [InlineData("private readonly PredictionEnginePool<ModelInput, ModelOutput> pool;", "private readonly PredictionEnginePool<ModelInput, ModelOutput> pool; public object Lent => pool;")]
    public async Task APoolThatIsUsedForMoreIsLeft(string right, string wrong)
    {
        string code = (Startup + Consumer).Replace(right, wrong, StringComparison.Ordinal);
        Assert.Contains(wrong, code, StringComparison.Ordinal);
        await Verify(code);
        await FixTest.VerifyNone<PoolBecomesModel, PoolBecomesModelFix>(Usings + Types + code, Library.All, Files);
    }
}
