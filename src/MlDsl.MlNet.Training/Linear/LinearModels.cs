using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Weights that ML.NET learned, as a predictor of ours.</summary>
internal static class LinearModels
{
    /// <summary>The weights and the bias of one output.</summary>
    public static (float[] Weights, float[] Biases) Read(LinearModelParameters model) => ([.. model.Weights], [model.Bias]);

    /// <summary>The weights, class after class, and the biases.</summary>
    public static (float[] Weights, float[] Biases) Read(MaximumEntropyModelParameters model)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        return ([.. weights.SelectMany(static own => own.DenseValues())], [.. model.GetBiases()]);
    }

    /// <summary>The predictor, with the means that contributions start from.</summary>
    /// <param name="trainer">The trainer's name, for messages.</param>
    /// <param name="weights">Row-major, outputs × width.</param>
    /// <param name="biases">The bias of each output.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="rowWeights">The weight of each.</param>
    /// <param name="advice">What to do where the training has diverged, as the end of a sentence.</param>
    /// <param name="cancellation">Stops the pass over them.</param>
    /// <exception cref="TrainingException">A weight is not finite.</exception>
    public static LinearPredictor Predictor(string trainer, float[] weights, float[] biases, IDesign rows, float[] rowWeights, string advice, CancellationToken cancellation)
    {
        if (!weights.All(float.IsFinite) || !biases.All(float.IsFinite))
            throw new TrainingException($"The weights that ML.NET's {trainer} learned are not finite: the training has diverged; {advice}");
        return new LinearPredictor(weights, biases, Means(rows, rowWeights, cancellation));
    }

    private static float[] Means(IDesign rows, float[] weights, CancellationToken cancellation)
    {
        var sums = new double[rows.Width];
        double total = 0;
        int row = 0;
        foreach (FeatureBlock block in rows.Blocks(cancellation))
        {
            for (int i = 0; i < block.Rows; i++, row++)
            {
                total += weights[row];
                for (int entry = block.RowStart[i]; entry < block.RowStart[i + 1]; entry++) sums[block.Positions[entry]] += (double)weights[row] * block.Values[entry];
            }
        }
        return [.. sums.Select(sum => (float)(sum / total))];
    }
}
