using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>A made-up linear model on a plan, computed as models compute it: products added in float in the order written.</summary>
internal sealed class LinearSums(FeaturePlan plan, Random random, int outputs)
{
    public float[] Weights { get; } = [.. Enumerable.Range(0, plan.Width * outputs).Select(_ => random.Next(6) == 0 ? 0f : (float)(random.NextDouble() - 0.5))];

    public float[] Biases { get; } = [.. Enumerable.Range(0, outputs).Select(_ => (float)(random.NextDouble() - 0.5))];

    /// <summary>The scores of a row, and how far those of another order of the sum may be.</summary>
    public (float[] Scores, double[] Bounds) Of(in SparseSink features)
    {
        float[] scores = [.. Biases];
        double[] bounds = new double[outputs];
        for (int output = 0; output < outputs; output++)
        {
            double magnitude = Math.Abs(Biases[output]);
            int terms = 0;
            for (int i = 0; i < features.Count; i++)
            {
                float weight = Weights[(output * plan.Width) + features.Positions[i]], value = features.Values[i];
                scores[output] += weight * value;
                magnitude += Math.Abs((double)weight * value);
                if (value != 0 && weight != 0) terms++;
            }
            bounds[output] = 2.0 * terms * Math.Pow(2, -24) * magnitude;
        }
        return (scores, bounds);
    }
}
