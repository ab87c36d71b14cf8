using BenchmarkDotNet.Attributes;
using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Trees;

namespace MlDsl.Benchmarks.Trees;

/// <summary>How much more does double precision cost than single? The same 500 complete trees and rows in both, and ONNX Runtime in double.</summary>
[MemoryDiagnoser]
public class TreesInDouble : IDisposable
{
    private readonly float[] singleRows = SyntheticTrees.MakeRows();
    private readonly double[] doubleRows;
    private readonly float[] singleScores;
    private readonly double[] doubleScores;
    private readonly int batch;
    private int turn;
    private TreeScorer single = null!, wide = null!;
    private OnnxPeer onnx = null!;

    public TreesInDouble() : this(1)
    {
    }

    /// <param name="batch">The rows of a call.</param>
    internal TreesInDouble(int batch)
    {
        this.batch = batch;
        doubleRows = Array.ConvertAll(singleRows, static value => (double)value);
        singleScores = new float[batch];
        doubleScores = new double[batch];
    }

    [Params(6, 8)]
    public int Depth { get; set; } = 6;

    [GlobalSetup]
    public void Setup()
    {
        TreeEnsemble ensemble = SyntheticTrees.Complete(500, Depth);
        single = TreeScorer.Load(TreePacker.Pack(ensemble));
        ensemble = ensemble with { IsDouble = true };
        wide = TreeScorer.Load(TreePacker.Pack(ensemble));
        onnx = new OnnxPeer(OnnxTrees.File(ensemble), batch);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        onnx.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public float OnnxRuntime() => onnx.Score(Next(doubleRows));

    [Benchmark]
    public float Single()
    {
        if (batch == 1) return single.Predict(Next(singleRows));
        single.PredictBatch(Next(singleRows), singleScores);
        return singleScores[0];
    }

    [Benchmark]
    public float Double()
    {
        if (batch == 1) return (float)wide.Predict(Next(doubleRows));
        wide.PredictBatch(Next(doubleRows), doubleScores);
        return (float)doubleScores[0];
    }

    private ReadOnlySpan<T> Next<T>(T[] rows)
    {
        turn = (turn + 1) % (SyntheticTrees.Rows / batch);
        return rows.AsSpan(turn * batch * SyntheticTrees.Features, batch * SyntheticTrees.Features);
    }
}
