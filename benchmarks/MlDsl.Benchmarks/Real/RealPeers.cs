using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.Benchmarks.Real;

/// <summary>One model as ML.NET trained it, one row and a batch: compiled, by ONNX Runtime, and in ML.NET itself.</summary>
internal sealed class RealPeers<TCompiled, TRuntime> : IDisposable
    where TCompiled : IScorer<RealRow, float>, IDisposable
    where TRuntime : IScorer<RealRow, float>, IDisposable
{
    private readonly RealRow[] rows = RealRow.Make();
    private readonly float[] scores = new float[RealRow.Count];
    private readonly RealMlNetRow[] mlNetRows;
    private readonly TCompiled compiled;
    private readonly TRuntime runtime;
    private readonly MLContext context = new(seed: 1);
    private readonly ITransformer model;
    private readonly PredictionEngine<RealMlNetRow, RealMlNetScore> engine;
    private int row;

    /// <param name="saved">ML.NET's own file of the model.</param>
    /// <param name="compiled">The model as part of this assembly.</param>
    /// <param name="runtime">The same, run by ONNX Runtime.</param>
    public RealPeers(string saved, TCompiled compiled, TRuntime runtime)
    {
        (this.compiled, this.runtime) = (compiled, runtime);
        mlNetRows = [.. rows.Select(static r => new RealMlNetRow(in r))];
        model = context.Model.Load(saved, out _);
        engine = context.Model.CreatePredictionEngine<RealMlNetRow, RealMlNetScore>(model);
    }

    /// <summary>Prints how many times faster the compiled model is than its peers.</summary>
    public void Print(string name)
    {
        Ratios.Pair($"real.single.{name}.mlnet", OneByMlNet, OneCompiled);
        Ratios.Pair($"real.single.{name}.ort", OneByOnnxRuntime, OneCompiled);
        // ML.NET's batches run on threads of its own.
        Ratios.Pair($"real.batch.{name}.mlnet", BatchByMlNet, BatchCompiled, isWholeProcess: true);
        Ratios.Pair($"real.batch.{name}.ort", BatchByOnnxRuntime, BatchCompiled);
        Ratios.Time($"real.single.{name}", OneCompiled, 1);
        Ratios.Time($"real.batch.{name}", BatchCompiled, RealRow.Count);
    }

    public void Dispose()
    {
        compiled.Dispose();
        runtime.Dispose();
        engine.Dispose();
    }

    private float OneCompiled()
    {
        compiled.Run(in rows[Next()], out float score);
        return score;
    }

    private float OneByOnnxRuntime()
    {
        runtime.Run(in rows[Next()], out float score);
        return score;
    }

    private float OneByMlNet() => engine.Predict(mlNetRows[Next()]).Score;

    private float BatchCompiled()
    {
        compiled.Run(rows, scores);
        return scores[0];
    }

    private float BatchByOnnxRuntime()
    {
        runtime.Run(rows, scores);
        return scores[0];
    }

    private float BatchByMlNet()
    {
        int at = 0;
        foreach (float score in model.Transform(context.Data.LoadFromEnumerable(mlNetRows)).GetColumn<float>("Score")) scores[at++] = score;
        return scores[0];
    }

    private int Next() => row = (row + 1) % RealRow.Count;
}
