using MathNet.Numerics.Distributions;

namespace MlDsl.Training;

/// <summary>Finds the median and the spread of each feature.</summary>
internal static class RobustZScoresTrainer
{
    // Spreads beyond which the score of a float tells no more apart.
    private const double Farthest = 1 << 24;

    // What of the weight may lie beyond.
    private const double FewBeyond = 0.01;

    /// <exception cref="TrainingException">There are fewer than two rows, they do not differ, or a value or a weight is none.</exception>
    public static TrainedPredictor Train(TrainingProblem problem, RobustZScoresOptions options, TrainingControl control)
    {
        RowMatrix rows = DeviationTraining.Read(problem, control);
        double[] centers = new double[rows.Width], factors = new double[rows.Width];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation };
        Parallel.For(0, rows.Width, parallel, position => (centers[position], factors[position]) = Scale(rows, position));
        DeviationTraining.CheckDiffer(rows, factors);
        double unit = options.Norm == DeviationNorm.Largest ? 1 : Columns(problem.Plan, factors);
        var predictor = new DeviationPredictor(centers, factors, [], DeviationTraining.MayMiss(problem.Plan), options.Norm, unit);
        return DeviationTraining.Finish(predictor, new TrainingLog(1, Converged: true, Objective: 0), problem, options.Contamination, control);
    }

    // The columns in which rows differ; the positions of a category are one.
    private static int Columns(FeaturePlan? plan, double[] factors)
    {
        int[] starts = FeatureColumns.Of(plan, factors.Length);
        int count = 0;
        for (int column = 0; column + 1 < starts.Length; column++)
            if (factors.AsSpan(starts[column]..starts[column + 1]).ContainsAnyExcept(0)) count++;
        return count;
    }

    private static (double Center, double Factor) Scale(RowMatrix rows, int position)
    {
        double[] values = new double[rows.Rows], weights = new double[rows.Rows];
        int count = 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            float value = rows.Values[((long)row * rows.Width) + position];
            if (float.IsNaN(value)) continue;
            (values[count], weights[count++]) = (value, rows.Weights[row]);
        }
        return Scale(values.AsSpan(0, count), weights.AsSpan(0, count));
    }

    /// <summary>The median of a feature, and one over its spread; 0 where it has one value, or none.</summary>
    /// <param name="values">The values, which are overwritten.</param>
    /// <param name="weights">The weight of each, above 0; reordered.</param>
    internal static (double Center, double Factor) Scale(Span<double> values, Span<double> weights)
    {
        if (values.IsEmpty) return default;
        double center = WeightedMedian.Of(values, weights);
        foreach (ref double value in values) value = Math.Abs(value - center);
        double spread = 1.4826 * WeightedMedian.Of(values, weights), all = 0, differing = 0, distance = 0;
        for (int i = 0; i < values.Length; i++)
        {
            all += weights[i];
            if (values[i] <= Farthest * spread) continue;
            differing += weights[i];
            distance += weights[i] * values[i];
        }
        if (spread > 0 && differing <= FewBeyond * all) return (center, 1 / spread);
        if (differing == 0) return (center, 0);
        double normal = -Normal.InvCDF(0, 1, differing / all / 2);
        return (center, normal * differing / distance);
    }
}
