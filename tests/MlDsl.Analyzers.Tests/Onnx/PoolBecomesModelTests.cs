using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Fixes;
using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>Pools of <c>Microsoft.Extensions.ML</c>, which is declared for the tests.</summary>
public sealed class PoolBecomesModelTests
{
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

    private static readonly TextFile[] Files = FareFiles.Of("taxi-fare");

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

    [Fact]
    public Task AProgramOfStatementsGetsTheClassBehindItsTypes()
    {
        const string Program = """
            IServiceCollection services = null;
            Microsoft.AspNetCore.Builder.IEndpointRouteBuilder app = null;
            {0}
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(app, "/fare", ({1} pool, ModelInput input) => pool.Predict("fare", input));

            """;
        string before = Program.Replace("{0}", "services.{|MLD2087:AddPredictionEnginePool|}<ModelInput, ModelOutput>().FromFile(modelName: \"fare\", filePath: \"Models/taxi-fare.zip\");", StringComparison.Ordinal)
            .Replace("{1}", "PredictionEnginePool<ModelInput, ModelOutput>", StringComparison.Ordinal);
        string after = Program.Replace("{0}", "services.AddSingleton(TaxiFareModel.Load());", StringComparison.Ordinal).Replace("{1}", "TaxiFareModel", StringComparison.Ordinal)
            .Replace("\"fare\", input", "input", StringComparison.Ordinal);
        return FixTest.Verify<PoolBecomesModel, PoolBecomesModelFix>(
            Usings + before + Types, Usings + after + Types + Written,
            static compilation => compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)).AddReferences(Library.All), Files);
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
        await FixTest.VerifyNone<PoolBecomesModel, PoolBecomesModelFix>(Usings + Types + code, Library.All, [], Files);
    }

    // What an engine fills with the inputs, and the class does not.
    private static readonly string Filled = Types.Replace("{ public float Score", "{ public float Miles { get; set; } public float Score", StringComparison.Ordinal);

    [Fact]
    public Task WhatNobodyReadsIsNoColumnWherePredictionsAreReadByMember() => FixTest.Verify<PoolBecomesModel, PoolBecomesModelFix>(
        Usings + Filled + Startup + """
            public sealed class Fares(PredictionEnginePool<ModelInput, ModelOutput> pool)
            {
                public float Fare(ModelInput input)
                {
                    var said = pool.Predict(input);
                    return said.Score + pool.Predict(input).Score;
                }
            }

            """,
        Usings + Filled.Replace("{ public float Miles { get; set; } public float Score", "{ [NoColumn] public float Miles { get; set; } public float Score", StringComparison.Ordinal) + Fixed + Written + """
            public sealed class Fares(TaxiFareModel pool)
            {
                public float Fare(ModelInput input)
                {
                    var said = pool.Predict(input);
                    return said.Score + pool.Predict(input).Score;
                }
            }

            """,
        Library.All, Files);

    [Theory]
    [InlineData("public static object Of(PredictionEnginePool<ModelInput, ModelOutput> pool, ModelInput input) => pool.Predict(input);")]
    [InlineData("public static object Of(PredictionEnginePool<ModelInput, ModelOutput> pool, ModelInput input) { var said = pool.Predict(input); return said; }")]
    [InlineData("public static string Of(PredictionEnginePool<ModelInput, ModelOutput> pool, ModelInput input) => pool.Predict(input).ToString();")]
    [InlineData("public static Func<ModelInput, ModelOutput> Of(PredictionEnginePool<ModelInput, ModelOutput> pool) => input => pool.Predict(input);")]
    public Task APredictionThatIsHandedOnWholeLacksNothing(string member) =>
        FixTest.VerifyNone<PoolBecomesModel, PoolBecomesModelFix>(Usings + Filled + Startup + "public static class Asked { " + member + " }", Library.All, [], Files);

    [Theory]
    [InlineData("Fare.razor", "@inject PredictionEnginePool<ModelInput, ModelOutput> Pool")]
    [InlineData("Fare.cshtml", "@inject Microsoft.Extensions.ML.PredictionEnginePool<ModelInput, ModelOutput> Pool")]
    public Task APageThatTakesThePoolKeepsIt(string page, string text) =>
        FixTest.VerifyNone<PoolBecomesModel, PoolBecomesModelFix>(Usings + Types + Startup, Library.All, [], [.. Files, new TextFile("Pages/" + page, text)]);

    [Theory]
    [InlineData("public sealed record Fares(PredictionEnginePool<ModelInput, ModelOutput> Pool);", "public static class Other { public static float Of(Fares fares) => fares.Pool.Predict(new ModelInput()).Score; }")]
    [InlineData("public sealed partial class Fares(PredictionEnginePool<ModelInput, ModelOutput> pool);", "public sealed partial class Fares { public object Lent => pool; }")]
    [InlineData("public static class Fares { public static PredictionEnginePool<ModelInput, ModelOutput> Pool; }", "public static class Other { public static object Of() => Fares.Pool; }")]
    public Task WhatAnotherFileTakesFromThereIsLeft(string code, string other) =>
        FixTest.VerifyNone<PoolBecomesModel, PoolBecomesModelFix>(Usings + Types + Startup + code, Library.All, ["using Microsoft.Extensions.ML;\nusing Microsoft.ML;\n" + other], Files);

    [Fact]
    public Task AFileThatIsToBeWatchedIsLeft() => FixTest.VerifyNone<PoolBecomesModel, PoolBecomesModelFix>(
        Usings + Types + Startup.Replace("taxi-fare.zip\")", "taxi-fare.zip\", true)", StringComparison.Ordinal), Library.All, [], Files);

    [Fact]
    public Task AFileThatIsNotWatchedIsNotMissed() => VerifyFix(Startup.Replace("taxi-fare.zip\")", "taxi-fare.zip\", watchForChanges: false)", StringComparison.Ordinal), Fixed + Written);

    [Fact]
    public Task AnotherPredictIsLeft() => FixTest.VerifyNone<PoolBecomesModel, PoolBecomesModelFix>(
        Usings + Types + Startup + """
            public static class Own
            {
                public static float Predict(this PredictionEnginePool<ModelInput, ModelOutput> pool, float miles) => pool.Predict(new ModelInput { Miles = miles }).Score;
                public static float Of(PredictionEnginePool<ModelInput, ModelOutput> pool) => pool.Predict(3f);
            }
            """,
        Library.All, [], Files);

    [Fact]
    public Task TwoPoolsOfOneFileAreTwoClasses() => VerifyFix(
        Startup.Replace("    }\n}", "        services.{|MLD2087:AddPredictionEnginePool|}<ModelInput, Other>().FromFile(\"Models/taxi-fare.zip\");\n    }\n}", StringComparison.Ordinal) + "public class Other { public float Score { get; set; } }\n",
        Fixed.Replace("    }\n}", "        services.AddSingleton(TaxiFareModel2.Load());\n    }\n}", StringComparison.Ordinal)
            + Written.Replace("TaxiFareModel", "TaxiFareModel2", StringComparison.Ordinal).Replace("ModelOutput", "Other", StringComparison.Ordinal) + Written + "public class Other { public float Score { get; set; } }\n");

    [Fact]
    public Task GlobalImportsStayFirst()
    {
        const string Import = "using Microsoft.Extensions.DependencyInjection;\n";
        string qualified = "Microsoft.Extensions.DependencyInjection.IServiceCollection", bare = "global using System.Text;\nglobal using Zed;\nusing Microsoft.Extensions.ML;\n#nullable disable\n";
        return FixTest.Verify<PoolBecomesModel, PoolBecomesModelFix>(
            bare + Types + Startup.Replace("IServiceCollection", qualified, StringComparison.Ordinal) + "namespace Zed { }\n",
            bare.Replace("using Microsoft.Extensions.ML;", Import + "using Microsoft.Extensions.ML;", StringComparison.Ordinal) + Types + (Fixed + Written).Replace("IServiceCollection", qualified, StringComparison.Ordinal) + "namespace Zed { }\n",
            Library.All, Files);
    }
}
