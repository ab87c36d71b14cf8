namespace MlDsl.Training;

/// <summary>Finds Gaussians, and their number where it is to be found, and makes a predictor of them.</summary>
internal static class MixtureTrainer
{
    /// <exception cref="TrainingException">There are fewer different rows than clusters, a covariance is singular, or a row cannot be learned from.</exception>
    public static TrainedPredictor Train(TrainingProblem problem, GaussianMixtureOptions options, TrainingControl control)
    {
        int most = Math.Max(options.Clusters, options.MaxClusters);
        if (options.MaxClusters > 0 && options.MaxClusters < options.Clusters)
            throw new TrainingException($"MaxClusters is {options.MaxClusters}, below Clusters, {options.Clusters}: give the larger number, or 0 for a fixed one");
        RowMatrix rows = RowMatrix.Of(problem.Rows, control.Cancellation);
        KMeansTrainer.CheckRows(rows, most);
        int[] varying = [.. Enumerable.Range(0, rows.Width).Where(position => Varies(rows, position))];
        RowMatrix kept = varying.Length == rows.Width ? rows : Narrowed(rows, varying);
        Mixture? best = null;
        List<TriedCount> tried = [];
        List<TrainingException> singular = [];
        for (int count = options.Clusters; count <= most; count++)
        {
            Mixture likeliest;
            try
            {
                likeliest = Likeliest(kept, count, options, control, position => NameOf(problem, varying[position]));
            }
            catch (TrainingException one)
            {
                // Others of the range may have none.
                singular.Add(one);
                continue;
            }
            tried.Add(new TriedCount(count, likeliest.Bic));
            if (best is null || likeliest.Bic < best.Bic) best = likeliest;
            control.Progress?.Report(new TrainingProgress(tried.Count, -best.LogLikelihood, 0, 1));
        }
        if (best is null) throw singular[0];
        return new TrainedPredictor(
            Predictor(best, rows, varying, options.Covariance), Link.Softmax, new TrainingLog(best.Iterations, best.Converged, -best.LogLikelihood) { Tried = options.MaxClusters > 0 ? tried : null })
        {
            Classes = ClusterCodes<NoLabel>.NamesOf(best.Shares.Length),
            Warnings =
            [
                .. Enumerable.Range(0, rows.Width).Except(varying).Select(position => $"{NameOf(problem, position)} is the same in all training rows: the mixture leaves it out, and other values of it change no cluster"),
                .. singular.Select(static one => $"BIC does not know all numbers. {one.Message}"),
            ],
        };
    }

    private static Mixture Likeliest(RowMatrix rows, int count, GaussianMixtureOptions options, TrainingControl control, Func<int, string> name)
    {
        Mixture? best = null;
        SingularCovarianceException? problem = null;
        for (int restart = 0; restart < options.Restarts; restart++)
        {
            control.Cancellation.ThrowIfCancellationRequested();
            var centers = new Centers(rows, Centers.Draw(rows, count, EvaluationRandom.Stream((uint)options.Seed, restart)));
            centers.Run(options.MaxIterations, control);
            var mixture = new Mixture(rows, count, options.Covariance, options.Regularization);
            try
            {
                mixture.Begin(centers, control);
                mixture.Run(options.MaxIterations, options.Tolerance, control);
            }
            catch (SingularCovarianceException singular)
            {
                // Another beginning may have none.
                problem = singular;
                continue;
            }
            if (best is null || mixture.LogLikelihood > best.LogLikelihood) best = mixture;
        }
        return best ?? throw new TrainingException(
            FormattableString.Invariant($"With {count} clusters a covariance is singular, whatever the beginning: ")
            + problem! switch
            {
                { Position: null } => "the rows of a cluster are all the same; raise Regularization, or ask for fewer clusters",
                // A diagonal has the same variance of 0.
                { Position: { } still, IsTold: false } => $"{name(still)} does not vary within a cluster; raise Regularization, or ask for fewer clusters",
                { Position: { } told } => $"the features before {name(told)} tell it exactly; raise Regularization, ask for fewer clusters, or take Covariance.Diagonal",
            });
    }

    private static string NameOf(TrainingProblem problem, int position) =>
        problem.Plan is { } plan ? $"'{plan.FeatureNames[position]}'" : FormattableString.Invariant($"the feature at position {position}");

    private static bool Varies(RowMatrix rows, int position)
    {
        for (int row = 1; row < rows.Rows; row++)
            if (rows.Row(row)[position] != rows.Row(0)[position]) return true;
        return false;
    }

    private static RowMatrix Narrowed(RowMatrix rows, int[] positions)
    {
        var values = new float[rows.Rows * positions.Length];
        for (int row = 0; row < rows.Rows; row++)
            for (int i = 0; i < positions.Length; i++) values[(row * positions.Length) + i] = rows.Row(row)[positions[i]];
        return rows with { Values = values, Width = positions.Length };
    }

    // From the largest share down, of equals by their means; where a position is left out, its scales are 0.
    private static MixturePredictor Predictor(Mixture mixture, RowMatrix rows, int[] varying, Covariance covariance)
    {
        int count = mixture.Shares.Length, width = rows.Width, kept = varying.Length;
        double[] shares = mixture.Shares.ToArray(), own = mixture.Means.ToArray(), scales = mixture.Scales.ToArray();
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(k => shares[k]).ThenBy(k => own.AsMemory(k * kept, kept), Comparer<Memory<double>>.Create(static (a, b) => a.Span.SequenceCompareTo(b.Span)))];
        // One number for all positions leaves none out.
        bool isRound = covariance == Covariance.Spherical, isNarrower = kept < width;
        Covariance shape = isRound && isNarrower ? Covariance.Diagonal : covariance;
        var biases = new float[count];
        var means = new float[count * width];
        for (int k = 0; k < count; k++)
        {
            biases[k] = (float)mixture.Biases[order[k]];
            rows.Row(0).CopyTo(means.AsSpan(k * width, width));
            for (int i = 0; i < kept; i++) means[(k * width) + varying[i]] = (float)own[(order[k] * kept) + i];
        }
        int triangle = kept * (kept + 1) / 2;
        float[] written = shape switch
        {
            Covariance.Full => [.. order.SelectMany(k => Triangle(scales.AsSpan(k * triangle, triangle), varying, width))],
            Covariance.Tied => Triangle(scales, varying, width),
            Covariance.Diagonal => [.. order.SelectMany(k => Diagonal(isRound ? scales.AsSpan(k, 1) : scales.AsSpan(k * kept, kept), varying, width))],
            _ => [.. order.Select(k => (float)scales[k])],
        };
        return new MixturePredictor(shape, biases, means, written);
    }

    private static float[] Triangle(ReadOnlySpan<double> scales, int[] varying, int width)
    {
        var written = new float[width * (width + 1) / 2];
        int at = 0;
        for (int i = 0; i < varying.Length; i++)
            for (int j = 0; j <= i; j++) written[(varying[i] * (varying[i] + 1) / 2) + varying[j]] = (float)scales[at++];
        return written;
    }

    private static float[] Diagonal(ReadOnlySpan<double> scales, int[] varying, int width)
    {
        var written = new float[width];
        for (int i = 0; i < varying.Length; i++) written[varying[i]] = (float)scales[scales.Length == 1 ? 0 : i];
        return written;
    }
}
