using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Weights of rows for trainers that know none.</summary>
internal static class EqualWeights
{
    /// <summary>A weight of 1 for each row.</summary>
    /// <param name="rows">The rows, for messages.</param>
    /// <param name="read">What was read of them.</param>
    /// <param name="trainer">The trainer's name, for messages.</param>
    /// <param name="other">Which trainer knows weights, as the end of a sentence.</param>
    /// <exception cref="TrainingException">Rows have different weights.</exception>
    public static float[] Of(IDesign rows, DesignRows read, string trainer, string other)
    {
        if (Array.FindIndex(read.Weights, weight => weight != read.Weights[0]) is >= 0 and var row)
        {
            throw new TrainingException(FormattableString.Invariant(
                $"Training row {rows.NumberOf(row) + 1} weighs {read.Weights[row]} and the first one {read.Weights[0]}, and {trainer} knows no weights; leave the column of weights out, or {other}"), rows.NumberOf(row), null);
        }
        float[] ones = new float[read.Weights.Length];
        Array.Fill(ones, 1f);
        return ones;
    }
}
