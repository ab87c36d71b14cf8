using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>What a build writes of an ML.NET model that says fares by miles.</summary>
internal static class FareFiles
{
    /// <summary>Manifest and plan of a model whose file is called so.</summary>
    public static TextFile[] Of(string name) =>
    [
        new($"obj/{name}.zip.manifest", $"""
            mldsl-manifest 1
            model "Models/{name}.zip"
            sha256 00
            metadata "mlnet.schema" "saved"
            metadata "mlnet.column" "Miles"
            metadata "mlnet.column" "Fare"
            metadata "mlnet.read" "Miles"
            metadata "mlnet.given" "Miles"
            metadata "mlnet.given" "Features"
            metadata "mlnet.given" "Score"
            input "Miles" tensor(float)["batch", 1]
            output "Score" tensor(float)["batch", 1]

            """),
        new($"obj/{name}.zip.plan", $"""
            mldsl-plan 1
            model "Models/{name}.zip"
            sha256 00
            input v0 float "Miles" ["batch", 1]
            value v1 float "Score" ["batch", 1]
            call "score" Identity<float> () (v0, v1)
            output v1
            weights 0

            """),
    ];
}
