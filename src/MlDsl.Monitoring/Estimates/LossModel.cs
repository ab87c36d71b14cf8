using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>The expected size of an error from the features and the prediction, and how errors lie around it.</summary>
/// <remarks>
/// The trainer learns |y − f| from the features and f. How many times its size an error was, among rows of a similar size (in ten parts), is kept: the mean of those ratios
/// mends what the trainer missed, and draws of them are errors.
/// </remarks>
internal sealed class LossModel
{
    private const int Parts = 10;
    private readonly Predictor predictor;
    private readonly Link link;
    private readonly double center, scale, least, most;
    private readonly double[] edges;
    private readonly float[][] ratios;

    /// <param name="rows">The validation rows' features.</param>
    /// <param name="predictions">What the model predicts of each.</param>
    /// <param name="errors">How far off it is, from 0 on.</param>
    /// <param name="counts">How often each row counts; a row of 0 is passed over.</param>
    /// <param name="width">The width of the feature vector.</param>
    /// <param name="trainer">What learns.</param>
    public LossModel(FeatureRows rows, ReadOnlySpan<float> predictions, ReadOnlySpan<double> errors, ReadOnlySpan<int> counts, int width, TrainerOptions trainer)
    {
        double sum = 0, squares = 0, n = 0, loss = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            sum += (double)counts[row] * predictions[row];
            n += counts[row];
            loss += counts[row] * errors[row];
            most = counts[row] > 0 ? Math.Max(most, errors[row]) : most;
        }
        center = sum / n;
        for (int row = 0; row < rows.Count; row++) squares += counts[row] * (predictions[row] - center) * (predictions[row] - center);
        scale = squares > 0 ? Math.Sqrt(squares / n) : 1;
        // No size is 0, or a ratio would be infinite.
        least = Math.Max(loss / n * 1e-3, 1e-30);
        var builder = new FeatureBlockBuilder();
        var blocks = new List<FeatureBlock>();
        for (int row = 0; row < rows.Count; row++)
        {
            if (counts[row] == 0) continue;
            if (builder.IsFull) blocks.Add(builder.Build());
            builder.Add(rows.PositionsOf(row), rows.ValuesOf(row));
            builder.Add(width, (float)((predictions[row] - center) / scale));
            builder.EndRow((float)errors[row], counts[row]);
        }
        blocks.Add(builder.Build());
        TrainedPredictor trained = trainer.Train(new TrainingProblem { Rows = new HeldDesign(width + 1, blocks), Target = TargetKind.Value }, new TrainingControl { Threads = 1, IsPart = true });
        (predictor, link) = (trained.Predictor, trained.Link);

        double[] sizes = Sizes(rows, predictions);
        double[] sorted = [.. sizes.Order()];
        edges = [.. Enumerable.Range(1, Parts - 1).Select(i => sorted[sorted.Length * i / Parts]).Distinct()];
        var parts = new List<float>[edges.Length + 1];
        for (int i = 0; i < parts.Length; i++) parts[i] = [];
        for (int row = 0; row < rows.Count; row++)
            for (int i = 0; i < counts[row]; i++) parts[PartOf(sizes[row])].Add((float)(errors[row] / sizes[row]));
        // A part that no drawn row fell into takes its neighbour's.
        for (int i = 1; i < parts.Length; i++) if (parts[i].Count == 0) parts[i] = parts[i - 1];
        for (int i = parts.Length - 2; i >= 0; i--) if (parts[i].Count == 0) parts[i] = parts[i + 1];
        ratios = [.. parts.Select(static p => p.ToArray())];
    }

    /// <summary>The expected size of each row's error, above 0 and no larger than the largest that was seen.</summary>
    public double[] Sizes(FeatureRows rows, ReadOnlySpan<float> predictions)
    {
        var sizes = new double[rows.Count];
        var (positions, values) = (new List<int>(), new List<float>());
        Span<float> score = stackalloc float[1];
        for (int row = 0; row < sizes.Length; row++)
        {
            positions.Clear();
            values.Clear();
            positions.AddRange(rows.PositionsOf(row));
            values.AddRange(rows.ValuesOf(row));
            positions.Add(predictor.Width - 1);
            values.Add((float)((predictions[row] - center) / scale));
            predictor.Score(new SparseRows([0, positions.Count], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(positions), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values)), score);
            double size = link == Link.Log ? Math.Exp(score[0]) : score[0];
            sizes[row] = Math.Clamp(size, least, Math.Max(most, least));
        }
        return sizes;
    }

    /// <summary>The expected mean absolute and root mean squared error of rows of these sizes.</summary>
    public (double Mae, double Rmse) Expected(ReadOnlySpan<double> sizes)
    {
        double[] mean = [.. ratios.Select(static r => r.Average(static x => (double)x))], square = [.. ratios.Select(static r => r.Average(static x => (double)x * x))];
        double absolute = 0, squared = 0;
        foreach (double size in sizes)
        {
            int part = PartOf(size);
            absolute += size * mean[part];
            squared += size * size * square[part];
        }
        return (absolute / sizes.Length, Math.Sqrt(squared / sizes.Length));
    }

    /// <summary>The same of errors that are drawn.</summary>
    public (double Mae, double Rmse) Drawn(ReadOnlySpan<double> sizes, ulong stream)
    {
        double absolute = 0, squared = 0;
        for (int row = 0; row < sizes.Length; row++)
        {
            float[] part = ratios[PartOf(sizes[row])];
            double error = sizes[row] * part[(int)(StreamDraws.Uniform(stream, (ulong)row) * part.Length)];
            absolute += error;
            squared += error * error;
        }
        return (absolute / sizes.Length, Math.Sqrt(squared / sizes.Length));
    }

    private int PartOf(double size)
    {
        int at = Array.BinarySearch(edges, size);
        return at >= 0 ? at + 1 : ~at;
    }
}
