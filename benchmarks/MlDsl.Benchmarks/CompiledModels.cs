using BenchmarkDotNet.Attributes;

namespace MlDsl.Benchmarks;

[OnnxModel("Models/trees.onnx", Backend = Backend.Compiled)]
internal sealed partial class CompiledTrees;

[OnnxModel("Models/trees.onnx", Backend = Backend.Runtime)]
internal sealed partial class RuntimeTrees;

[OnnxModel("Models/linear.onnx", Backend = Backend.Compiled)]
internal sealed partial class CompiledLinear;

[OnnxModel("Models/linear.onnx", Backend = Backend.Runtime)]
internal sealed partial class RuntimeLinear;

[OnnxModel("Models/dense.onnx", Backend = Backend.Compiled)]
internal sealed partial class CompiledDense;

[OnnxModel("Models/dense.onnx", Backend = Backend.Runtime)]
internal sealed partial class RuntimeDense;

[OnnxModel("Models/pipeline.onnx", Backend = Backend.Compiled)]
internal sealed partial class CompiledPipeline;

[OnnxModel("Models/pipeline.onnx", Backend = Backend.Runtime)]
internal sealed partial class RuntimePipeline;

/// <summary>What does one row cost in generated classes: compiled, and by ONNX Runtime with prebuilt bindings? 4,096 distinct rows in rotation.</summary>
[MemoryDiagnoser]
public class CompiledModels : IDisposable
{
    private const int RowCount = 4096;
    private readonly float[] rows;
    private readonly string[] texts;
    private readonly CompiledTrees compiledTrees = CompiledTrees.Load();
    private readonly CompiledLinear compiledLinear = CompiledLinear.Load();
    private readonly CompiledDense compiledDense = CompiledDense.Load();
    private readonly CompiledPipeline compiledPipeline = CompiledPipeline.Load();
    private readonly RuntimeTrees runtimeTrees = RuntimeTrees.Load();
    private readonly RuntimeLinear runtimeLinear = RuntimeLinear.Load();
    private readonly RuntimeDense runtimeDense = RuntimeDense.Load();
    private readonly RuntimePipeline runtimePipeline = RuntimePipeline.Load();
    private int row;

    public CompiledModels()
    {
        var random = new Random(47);
        rows = [.. Enumerable.Range(0, RowCount * ModelFiles.Features).Select(_ => random.NextSingle())];
        texts = [.. Enumerable.Range(0, RowCount * ModelFiles.Texts).Select(_ => ModelFiles.Category(random.Next(ModelFiles.Categories)))];
    }

    public void Dispose()
    {
        foreach (IDisposable model in new IDisposable[] { compiledTrees, compiledLinear, compiledDense, compiledPipeline, runtimeTrees, runtimeLinear, runtimeDense, runtimePipeline }) model.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public float TreesByOnnxRuntime()
    {
        using RuntimeTrees.Output output = runtimeTrees.Run(new() { X = Next(32) });
        return output.Scores[0];
    }

    [Benchmark]
    public float TreesCompiled()
    {
        using CompiledTrees.Output output = compiledTrees.Run(new() { X = Next(32) });
        return output.Scores[0];
    }

    [Benchmark]
    public float LinearByOnnxRuntime()
    {
        using RuntimeLinear.Output output = runtimeLinear.Run(new() { X = Next(ModelFiles.Features) });
        return output.Y[0];
    }

    [Benchmark]
    public float LinearCompiled()
    {
        using CompiledLinear.Output output = compiledLinear.Run(new() { X = Next(ModelFiles.Features) });
        return output.Y[0];
    }

    [Benchmark]
    public float DenseByOnnxRuntime()
    {
        using RuntimeDense.Output output = runtimeDense.Run(new() { X = Next(ModelFiles.Features) });
        return output.Y[0];
    }

    [Benchmark]
    public float DenseCompiled()
    {
        using CompiledDense.Output output = compiledDense.Run(new() { X = Next(ModelFiles.Features) });
        return output.Y[0];
    }

    [Benchmark]
    public float DenseBatchByOnnxRuntime()
    {
        using RuntimeDense.Output output = runtimeDense.Run(new() { X = rows });
        return output.Y[0];
    }

    [Benchmark]
    public float DenseBatchCompiled()
    {
        using CompiledDense.Output output = compiledDense.Run(new() { X = rows });
        return output.Y[0];
    }

    [Benchmark]
    public float PipelineByOnnxRuntime()
    {
        using RuntimePipeline.Output output = runtimePipeline.Run(new() { Numbers = Next(ModelFiles.Numbers), Texts = Words() });
        return output.Y[0];
    }

    [Benchmark]
    public float PipelineCompiled()
    {
        using CompiledPipeline.Output output = compiledPipeline.Run(new() { Numbers = Next(ModelFiles.Numbers), Texts = Words() });
        return output.Y[0];
    }

    private ReadOnlySpan<float> Next(int width)
    {
        row = (row + 1) % RowCount;
        return rows.AsSpan(row * ModelFiles.Features, width);
    }

    private ReadOnlySpan<string> Words() => texts.AsSpan(row * ModelFiles.Texts, ModelFiles.Texts);
}
