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

    private static Task Verify(string markup) => RuleTest.Verify<PoolBecomesModel>(Usings + Types + markup + Declarations.AspNetCore, Library.All, Files);

    private static Task VerifyFix(string markup, string expected) =>
        FixTest.Verify<PoolBecomesModel, PoolBecomesModelFix>(Usings + Types + markup + Declarations.AspNetCore, Usings + Types + expected + Declarations.AspNetCore, Library.All, Files);

    // The same code with one thing changed, and nothing marked.
    private static Task VerifyNone(string right, string wrong)
    {
        string plain = (Startup + Consumer).Replace("{|MLD2087:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);
        Assert.Contains(right, plain, StringComparison.Ordinal);
        return Verify(plain.Replace(right, wrong, StringComparison.Ordinal));
    }

    [Fact]
    public Task ReportsAPoolOfAFile() => Verify(Startup);
}
