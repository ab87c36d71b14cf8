using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.Benchmarks.Real;

/// <summary>A linear model as ML.NET exports it, which is part of this assembly.</summary>
[OnnxModel("Real/sdca.onnx", Backend = Backend.Compiled)]
internal sealed partial class RealLinearCompiled : IScorer<RealRow, float>;

/// <summary>The same, run by ONNX Runtime.</summary>
[OnnxModel("Real/sdca.onnx", Backend = Backend.Runtime)]
internal sealed partial class RealLinearRuntime : IScorer<RealRow, float>;

/// <summary>What does a linear model with text categories cost, one row and a batch: compiled, by ONNX Runtime, and in ML.NET itself?</summary>
public sealed class RealLinear : IDisposable
{
    private readonly RealRow[] rows = RealRow.Make();
    private readonly float[] scores = new float[RealRow.Count];
    private readonly RealMlNetRow[] mlNetRows;
    private readonly RealLinearCompiled compiled = RealLinearCompiled.Load();
    private readonly RealLinearRuntime runtime;
    private readonly MLContext context = new(seed: 1);
    private readonly ITransformer model;
    private readonly PredictionEngine<RealMlNetRow, RealMlNetScore> engine;
    private int row;

    /// <param name="folder">Where the models lie.</param>
    public RealLinear(string folder)
    {
        mlNetRows = [.. rows.Select(static r => new RealMlNetRow(in r))];
        runtime = RealLinearRuntime.Load(Path.Combine(folder, "sdca.onnx"));
        model = context.Model.Load(Path.Combine(folder, "sdca.zip"), out _);
        engine = context.Model.CreatePredictionEngine<RealMlNetRow, RealMlNetScore>(model);
    }

    /// <summary>Prints how many times faster the compiled model is than its peers.</summary>
    public static void Print(string folder)
    {
        using var linear = new RealLinear(folder);
        Ratios.Pair("real.single.linear.mlnet", linear.OneByMlNet, linear.OneCompiled);
        Ratios.Pair("real.single.linear.ort", linear.OneByOnnxRuntime, linear.OneCompiled);
        Ratios.Pair("real.batch.linear.mlnet", linear.BatchByMlNet, linear.BatchCompiled);
        Ratios.Pair("real.batch.linear.ort", linear.BatchByOnnxRuntime, linear.BatchCompiled);
        Ratios.Time("real.single.linear", linear.OneCompiled, 1);
        Ratios.Time("real.batch.linear", linear.BatchCompiled, RealRow.Count);
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
