namespace MlDsl.Training;

/// <summary>What trainers of factors share.</summary>
internal static class FactorTraining
{
    // By how much of itself the loss still falls in the last iteration of a training that has converged.
    private const double Converged = 1e-3;

    /// <summary>Iterates, each time telling the loss.</summary>
    /// <param name="iterations">How often.</param>
    /// <param name="control">Hears of each, and may stop it.</param>
    /// <param name="iterate">Does the iteration of the number, from 1, and gives the loss behind it.</param>
    public static TrainingLog Iterate(int iterations, TrainingControl control, Func<int, double> iterate)
    {
        double loss = double.PositiveInfinity;
        bool isConverged = false;
        for (int iteration = 1; iteration <= iterations; iteration++)
        {
            control.Cancellation.ThrowIfCancellationRequested();
            double now = iterate(iteration);
            isConverged = loss - now <= Converged * now;
            control.Progress?.Report(new TrainingProgress(iteration, now, double.NaN, iteration));
            loss = now;
        }
        return new TrainingLog(iterations, isConverged, loss);
    }

    /// <summary>Does something for every row, each on one thread, in no order; what a row gives depends on no other.</summary>
    public static void EachRow(int rows, int width, TrainingControl control, Action<int, LeastSquares> solve)
    {
        const int AtOnce = 64;
        try
        {
            Parallel.For(
                0, (rows + AtOnce - 1) / AtOnce, new ParallelOptions { MaxDegreeOfParallelism = control.Workers, CancellationToken = control.Cancellation },
                () => new LeastSquares(width),
                (part, _, squares) =>
                {
                    for (int row = part * AtOnce; row < Math.Min((part + 1) * AtOnce, rows); row++) solve(row, squares);
                    return squares;
                },
                static _ => { });
        }
        catch (AggregateException problem) when (problem.InnerExceptions.OfType<TrainingException>().FirstOrDefault() is { } first)
        {
            throw first;
        }
    }

    /// <summary>The sum of the products, in order.</summary>
    public static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++) sum += one[i] * other[i];
        return sum;
    }

    /// <summary>The exception of equations that double does not solve.</summary>
    public static TrainingException Indefinite(string trainer) =>
        new($"{trainer} cannot solve for the factors: the events are too large beside the penalty; raise Penalty, or give smaller events");
}
