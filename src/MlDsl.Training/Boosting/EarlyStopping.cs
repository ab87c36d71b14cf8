namespace MlDsl.Training;

/// <summary>Looks for the round of boosting with the least loss on rows that are held back.</summary>
/// <param name="loss">How far off predictions are; null where it is not told.</param>
/// <param name="control">Hears of every round, and may stop.</param>
/// <param name="most">The most rounds, at least 1.</param>
/// <param name="patience">After how many rounds without a smaller loss there are no more; at least 1.</param>
/// <param name="passes">How often the rows have been read.</param>
internal sealed class EarlyStopping(RowLoss? loss, TrainingControl control, int most, int patience, int passes)
{
    /// <summary>The work of growing until the loss stopped falling: rows times rounds, as <see cref="TrainerOptions.Work"/> counts.</summary>
    /// <param name="rows">The rows that were grown on.</param>
    /// <param name="most">The most rounds.</param>
    /// <param name="best">The round with the least loss.</param>
    /// <param name="patience">After how many more there were none.</param>
    public static double Work(double rows, int most, int best, int patience) => Math.Min(most, (double)best + patience) * rows;

    /// <summary>Grows round by round.</summary>
    /// <param name="held">The labels, weights and groups of the rows that are held back, and how many predictions each has.</param>
    /// <param name="grow">Makes a round; whether no more can be made.</param>
    /// <param name="predict">Writes the predictions of the rows that are held back, row after row, as they are after the last round.</param>
    /// <returns>The best round, from 1, and whether it was found before the rounds ran out.</returns>
    /// <exception cref="ArgumentException">No loss is told.</exception>
    /// <exception cref="TrainingException">The loss is a number in no round.</exception>
    public (int Best, bool IsFound) Run(in ScoredRows held, Func<bool> grow, Action<float[]> predict)
    {
        RowLoss measure = loss ?? throw new ArgumentException("Early stopping compares losses, and the problem tells none: set Loss, or EarlyStopping = 0");
        var predictions = new float[held.Labels.Length * held.Outputs];
        var (best, least, made) = (1, double.PositiveInfinity, 0);
        for (bool isFinished = false; made < most && made - best < patience && !isFinished;)
        {
            control.Cancellation.ThrowIfCancellationRequested();
            isFinished = grow();
            made++;
            predict(predictions);
            double measured = measure(new ScoredRows { Outputs = held.Outputs, Predictions = predictions, Labels = held.Labels, Rows = held.Rows });
            control.Progress?.Report(new TrainingProgress(made, measured, double.NaN, passes));
            if (measured < least) (best, least) = (made, measured);
        }
        return double.IsPositiveInfinity(least)
            ? throw new TrainingException($"The loss of the {held.Labels.Length} rows that are held back is not a number in any round; look at their labels and weights, or train without EarlyStopping")
            : (best, made < most);
    }
}
