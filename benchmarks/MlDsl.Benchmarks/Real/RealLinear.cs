namespace MlDsl.Benchmarks.Real;

/// <summary>A linear model as ML.NET exports it, which is part of this assembly.</summary>
[OnnxModel("Real/sdca.onnx", Backend = Backend.Compiled)]
internal sealed partial class RealLinearCompiled : IScorer<RealRow, float>;

/// <summary>The same, run by ONNX Runtime.</summary>
[OnnxModel("Real/sdca.onnx", Backend = Backend.Runtime)]
internal sealed partial class RealLinearRuntime : IScorer<RealRow, float>;

/// <summary>What does a linear model with text categories cost, one row and a batch?</summary>
internal static class RealLinear
{
    /// <summary>Prints how many times faster the compiled model is than its peers.</summary>
    public static void Print(string folder)
    {
        using var peers = new RealPeers<RealLinearCompiled, RealLinearRuntime>(Path.Combine(folder, "sdca.zip"), RealLinearCompiled.Load(), RealLinearRuntime.Load(Path.Combine(folder, "sdca.onnx")));
        peers.Print("linear");
    }
}
