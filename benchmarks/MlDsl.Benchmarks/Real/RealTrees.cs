namespace MlDsl.Benchmarks.Real;

/// <summary>100 trees of 20 leaves by ML.NET's FastTree.</summary>
[OnnxModel("Real/ft100.onnx", Backend = Backend.Compiled)]
internal sealed partial class Ft100Compiled : IScorer<RealRow, float>;

[OnnxModel("Real/ft100.onnx", Backend = Backend.Runtime)]
internal sealed partial class Ft100Runtime : IScorer<RealRow, float>;

/// <summary>300 trees of 31 leaves by LightGBM.</summary>
[OnnxModel("Real/lgb300.onnx", Backend = Backend.Compiled)]
internal sealed partial class Lgb300Compiled : IScorer<RealRow, float>;

[OnnxModel("Real/lgb300.onnx", Backend = Backend.Runtime)]
internal sealed partial class Lgb300Runtime : IScorer<RealRow, float>;

/// <summary>500 trees of 64 leaves by ML.NET's FastTree.</summary>
[OnnxModel("Real/ft500.onnx", Backend = Backend.Compiled)]
internal sealed partial class Ft500Compiled : IScorer<RealRow, float>;

[OnnxModel("Real/ft500.onnx", Backend = Backend.Runtime)]
internal sealed partial class Ft500Runtime : IScorer<RealRow, float>;

/// <summary>What do trees as trainers grow them cost, texts included: compiled, by ONNX Runtime, in ML.NET itself, and in LightGBM's library?</summary>
internal static class RealTrees
{
    public static void Print(string folder)
    {
        Print(folder, "ft100", Ft100Compiled.Load(), Ft100Runtime.Load(Path.Combine(folder, "ft100.onnx")));
        Print(folder, "lgb300", Lgb300Compiled.Load(), Lgb300Runtime.Load(Path.Combine(folder, "lgb300.onnx")));
        Print(folder, "ft500", Ft500Compiled.Load(), Ft500Runtime.Load(Path.Combine(folder, "ft500.onnx")));

        // LightGBM knows no texts: it gets numbers that are encoded already, as does the scorer beside it.
        using var encoded = new RealEncoded(Path.Combine(folder, "lgb300.onnx"));
        Ratios.Pair("real.single.lgb300.lightgbm", encoded.OneByLightGbm, encoded.OneByKernels);
        Ratios.Pair("real.batch.lgb300.lightgbm", encoded.BatchByLightGbm, encoded.BatchByKernels);
    }

    private static void Print<TCompiled, TRuntime>(string folder, string name, TCompiled compiled, TRuntime runtime)
        where TCompiled : IScorer<RealRow, float>, IDisposable
        where TRuntime : IScorer<RealRow, float>, IDisposable
    {
        using var peers = new RealPeers<TCompiled, TRuntime>(Path.Combine(folder, name + ".zip"), compiled, runtime);
        peers.Print(name);
    }
}
