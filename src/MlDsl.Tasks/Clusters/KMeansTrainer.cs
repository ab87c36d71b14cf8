namespace MlDsl.Training;

/// <summary>Finds centres, and makes linear scores of them.</summary>
internal static class KMeansTrainer
{
    // Of rows that lie on their centres the variance is none; shares are then all but 0 and 1.
    private const double LeastVariance = 1e-4;

    /// <exception cref="TrainingException">There are fewer different rows than clusters, or a row cannot be learned from.</exception>
    public static TrainedPredictor Train(TrainingProblem problem, KMeansOptions options, TrainingControl control)
    {
        RowMatrix rows = RowMatrix.Of(problem.Rows, control.Cancellation);
        CheckRows(rows, options.Clusters);
        Centers? best = null;
        for (int restart = 0; restart < options.Restarts; restart++)
        {
            var centers = new Centers(rows, Centers.Draw(rows, options.Clusters, EvaluationRandom.Stream((uint)options.Seed, restart)));
            centers.Run(options.MaxIterations, control);
            if (best is null || centers.Inertia < best.Inertia) best = centers;
            control.Progress?.Report(new TrainingProgress(restart + 1, best.Inertia, 0, 1));
        }
        int[] order = BySize(best!, rows, options.Clusters);
        return new TrainedPredictor(Linear(best!, rows, order), Link.Softmax, new TrainingLog(best!.Iterations, best.Converged, best.Inertia)) { Classes = ClusterCodes<NoLabel>.NamesOf(order.Length) };
    }

    /// <exception cref="TrainingException">There are fewer different rows than clusters.</exception>
    public static void CheckRows(RowMatrix rows, int clusters)
    {
        if (rows.Different(clusters) is var different && different < clusters)
            throw new TrainingException($"The training rows are {rows.Rows}, of which {different} differ, and {clusters} clusters were asked for; {(different < 2 ? "there is nothing to divide: give rows that differ" : $"ask for at most {different}, or give more rows")}");
    }

    // From the largest cluster down; equal ones as they are.
    private static int[] BySize(Centers centers, RowMatrix rows, int clusters)
    {
        var sizes = new double[clusters];
        for (int row = 0; row < rows.Rows; row++) sizes[centers.Nearest[row]] += rows.Weights[row];
        return [.. Enumerable.Range(0, clusters).OrderByDescending(k => sizes[k])];
    }

    // From the middle of the centres, so that numbers stay small: (x − m)·(c − m) − (c − m)²/2.
    private static LinearPredictor Linear(Centers centers, RowMatrix rows, int[] order)
    {
        int width = rows.Width, clusters = order.Length;
        double[] points = centers.Points.ToArray(), middle = new double[width], means = new double[width];
        double total = 0;
        for (int i = 0; i < points.Length; i++) middle[i % width] += points[i] / clusters;
        for (int row = 0; row < rows.Rows; row++)
        {
            total += rows.Weights[row];
            for (int i = 0; i < width; i++) means[i] += (double)rows.Weights[row] * rows.Row(row)[i];
        }
        double unit = Math.Max(centers.Inertia / (total * width), LeastVariance * Closest(points, width));
        var weights = new float[points.Length];
        var biases = new float[clusters];
        for (int k = 0; k < clusters; k++)
        {
            double bias = 0;
            for (int i = 0; i < width; i++)
            {
                double from = points[(order[k] * width) + i] - middle[i];
                weights[(k * width) + i] = (float)(from / unit);
                bias -= from * (middle[i] + (from / 2));
            }
            biases[k] = (float)(bias / unit);
        }
        return new LinearPredictor(weights, biases, Array.ConvertAll(means, sum => (float)(sum / total)));
    }

    // The least squared distance between two centres.
    private static double Closest(double[] points, int width)
    {
        double least = double.PositiveInfinity;
        for (int a = 0; a < points.Length; a += width)
        {
            for (int b = 0; b < a; b += width)
            {
                double sum = 0;
                for (int i = 0; i < width; i++) sum += (points[a + i] - points[b + i]) * (points[a + i] - points[b + i]);
                if (sum > 0) least = Math.Min(least, sum);
            }
        }
        return least;
    }
}
