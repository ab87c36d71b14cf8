using BenchmarkDotNet.Attributes;
using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Trees;

namespace MlDsl.Benchmarks.Trees;

/// <summary>What does one row cost, one call per row? Complete trees: a row visits as many branches per tree as the tree is deep.</summary>
[MemoryDiagnoser]
public class TreesSingleRow : IDisposable
{
    private readonly float[] rows = SyntheticTrees.MakeRows();
    private int row;
    private TreeScorer scorer = null!;
    private OnnxPeer onnx = null!;
    private Lazy<GccPeer> gcc = null!;
    private Lazy<XGBoostPeer> xgboost = null!;

    [Params("100x5", "500x6", "500x8")]
    public string Shape { get; set; } = "500x6";

    [GlobalSetup]
    public void Setup()
    {
        string[] parts = Shape.Split('x');
        TreeEnsemble ensemble = SyntheticTrees.Complete(int.Parse(parts[0], null), int.Parse(parts[1], null));
        scorer = TreeScorer.Load(TreePacker.Pack(ensemble));
        onnx = new OnnxPeer(OnnxTrees.File(ensemble), 1);

        // Compiled and loaded when they are first called: gcc takes its time over the larger ones.
        gcc = new Lazy<GccPeer>(() => new GccPeer(ensemble));
        xgboost = new Lazy<XGBoostPeer>(() => new XGBoostPeer(ensemble));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        onnx.Dispose();
        if (gcc.IsValueCreated) gcc.Value.Dispose();
        if (xgboost.IsValueCreated) xgboost.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public float OnnxRuntime() => onnx.Score(Next());

    [Benchmark]
    public float XGBoost() => xgboost.Value.Score(Next());

    [Benchmark]
    public float NestedIfsByGcc() => gcc.Value.Score(Next());

    [Benchmark]
    public float Kernels() => scorer.Predict(Next());

    private ReadOnlySpan<float> Next()
    {
        row = (row + 1) % SyntheticTrees.Rows;
        return rows.AsSpan(row * SyntheticTrees.Features, SyntheticTrees.Features);
    }
}
