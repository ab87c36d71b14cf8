using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Training;

/// <summary>What rows count in training: their weights, times what their class counts.</summary>
internal static class ClassWeighting
{
    /// <summary>The weights of rows whose classes all count alike together; <paramref name="weights"/> itself where classes do not matter.</summary>
    /// <param name="labels">The class of each row, from 0; each has a row of positive weight.</param>
    /// <param name="weights">The weight of each row; null where each is 1.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weighting">Whether classes matter.</param>
    [return: NotNullIfNotNull(nameof(weights))]
    public static float[]? Of(float[] labels, float[]? weights, int classes, ClassWeights weighting)
    {
        if (weighting != ClassWeights.Balanced) return weights;
        var sums = new double[classes];
        for (int i = 0; i < labels.Length; i++) sums[(int)labels[i]] += weights?[i] ?? 1;
        double total = sums.Sum();
        return [.. labels.Select((label, i) => (float)((weights?[i] ?? 1) * total / (classes * sums[(int)label])))];
    }
}
