using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>What rows count in training: their weights, times what their class counts.</summary>
internal static class ClassWeighting
{
    public static float[] Of(TrainingSample sample, LightGbmOptions options, TrainingProblem problem)
    {
        if (options.ClassWeights != ClassWeights.Balanced) return sample.Weights;
        var sums = new double[problem.Classes];
        for (int i = 0; i < sample.Labels.Length; i++) sums[(int)sample.Labels[i]] += sample.Weights[i];
        double total = sums.Sum();
        return [.. sample.Labels.Select((label, i) => (float)(sample.Weights[i] * total / (problem.Classes * sums[(int)label])))];
    }
}
