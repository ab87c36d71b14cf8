using BenchmarkDotNet.Attributes;
using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Trees;

namespace MlDsl.Benchmarks.Trees;

/// <summary>What does a batch of 1,024 rows cost on one thread? The time is that of the whole batch.</summary>
[MemoryDiagnoser]
public class TreesBatch : IDisposable
{
    private const int Batch = 1024;
    private readonly float[] rows = SyntheticTrees.MakeRows();
    private readonly float[] scores = new float[Batch];
    private int turn;
    private TreeScorer scorer = null!;
    private OnnxPeer onnx = null!;

    [Params("500x6", "500x8", "500 of 31 leaves")]
    public string Shape { get; set; } = "500x6";

    [GlobalSetup]
    public void Setup()
    {
        string[] parts = Shape.Split('x');
        TreeEnsemble ensemble = parts.Length == 2
            ? SyntheticTrees.Complete(int.Parse(parts[0], null), int.Parse(parts[1], null))
            : SyntheticTrees.LeafWise(500, 31);
        scorer = TreeScorer.Load(TreePacker.Pack(ensemble));
        onnx = new OnnxPeer(OnnxTrees.File(ensemble), Batch);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        onnx.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public float OnnxRuntime() => onnx.Score(Next());

    [Benchmark]
    public float Kernels()
    {
        scorer.PredictBatch(Next(), scores);
        return scores[0];
    }

    private ReadOnlySpan<float> Next()
    {
        turn = (turn + 1) % (SyntheticTrees.Rows / Batch);
        return rows.AsSpan(turn * Batch * SyntheticTrees.Features, Batch * SyntheticTrees.Features);
    }
}
