using MlDsl.Training;

namespace MlDsl.Monitoring.Estimates;

/// <summary>The expected size of an error from the features and the prediction, and how errors lie around it.</summary>
/// <remarks>
/// The trainer learns |y − f| from the features and f. How many times its size an error was, among rows of a similar size (in ten parts), is kept: the mean of those ratios
/// mends what the trainer missed, and draws of them, with their signs, are errors.
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
    /// <param name="errors">The label less that.</param>
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
            loss += counts[row] * Math.Abs(errors[row]);
            most = counts[row] > 0 ? Math.Max(most, Math.Abs(errors[row])) : most;
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
            builder.EndRow((float)Math.Abs(errors[row]), counts[row]);
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
        ratios = [.. parts.Select(static p => p.Order().ToArray())];
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

    /// <summary>What is to be expected of rows of these sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="intervals">The intervals around the predictions; empty where there are none.</param>
    public ExpectedErrors Expected(ReadOnlySpan<double> sizes, ReadOnlySpan<Interval<float>> intervals)
    {
        double[] mean = [.. ratios.Select(static r => r.Average(static x => Math.Abs((double)x)))], square = [.. ratios.Select(static r => r.Average(static x => (double)x * x))];
        double absolute = 0, squared = 0, covered = 0;
        for (int row = 0; row < sizes.Length; row++)
        {
            double size = sizes[row];
            int part = PartOf(size);
            absolute += size * mean[part];
            squared += size * size * square[part];
            if (!intervals.IsEmpty) covered += (double)Within(ratios[part], size, in intervals[row]) / ratios[part].Length;
        }
        return Of(absolute, squared, covered, sizes.Length, intervals);
    }

    /// <summary>The same of errors that are drawn.</summary>
    public ExpectedErrors Drawn(ReadOnlySpan<double> sizes, ReadOnlySpan<Interval<float>> intervals, ulong stream)
    {
        double absolute = 0, squared = 0, covered = 0;
        for (int row = 0; row < sizes.Length; row++)
        {
            float[] part = ratios[PartOf(sizes[row])];
            double error = sizes[row] * part[(int)(StreamDraws.Uniform(stream, (ulong)row) * part.Length)];
            absolute += Math.Abs(error);
            squared += error * error;
            if (!intervals.IsEmpty && intervals[row] is var own && error >= (double)own.Low - own.Value && error <= (double)own.High - own.Value) covered++;
        }
        return Of(absolute, squared, covered, sizes.Length, intervals);
    }

    private static ExpectedErrors Of(double absolute, double squared, double covered, int rows, ReadOnlySpan<Interval<float>> intervals) =>
        new(absolute / rows, Math.Sqrt(squared / rows), intervals.IsEmpty ? double.NaN : covered / rows);

    // How many of ascending ratios make an error that stays in the interval.
    private static int Within(float[] ratios, double size, in Interval<float> interval)
    {
        double low = (double)interval.Low - interval.Value, high = (double)interval.High - interval.Value;
        return First(ratios, ratio => size * ratio > high) - First(ratios, ratio => size * ratio >= low);
    }

    // The first of ascending numbers that is beyond; as many as there are where none is.
    private static int First(float[] ascending, Func<float, bool> isBeyond)
    {
        int from = 0, to = ascending.Length;
        while (from < to)
        {
            int middle = (from + to) >> 1;
            if (isBeyond(ascending[middle])) to = middle;
            else from = middle + 1;
        }
        return from;
    }

    private int PartOf(double size)
    {
        int at = Array.BinarySearch(edges, size);
        return at >= 0 ? at + 1 : ~at;
    }
}

/// <summary>How far predictions are off, and how many labels their intervals hold.</summary>
/// <param name="Mae">The mean absolute error.</param>
/// <param name="Rmse">The root of the mean squared one.</param>
/// <param name="Coverage">The share of the labels in their intervals; NaN where there are no intervals.</param>
internal readonly record struct ExpectedErrors(double Mae, double Rmse, double Coverage);
