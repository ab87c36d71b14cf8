using System.Collections.Concurrent;

namespace MlDsl.Training;

/// <summary>The rows of a search: folds that lie within its train set, and shares of what a fold learns from, each made once.</summary>
internal sealed class SearchRows<TRow> where TRow : IRow<TRow>
{
    private readonly Folds<TRow> folds;
    private readonly CancellationToken stop;
    private readonly ConcurrentDictionary<(int Fold, double Share), Lazy<TrainSet<TRow>>> samples = new();

    /// <param name="train">The rows to search on.</param>
    /// <param name="folds">Their folds.</param>
    /// <param name="stop">Ends the passes over them.</param>
    /// <exception cref="ArgumentException">A fold has a row that the train set does not have.</exception>
    public SearchRows(TrainSet<TRow> train, Folds<TRow> folds, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(folds);
        (this.folds, this.stop) = (folds, stop);
        RowSelection<TRow> all = train.Selection;
        long rows = all.Source.Count(stop);
        foreach (Fold<TRow> fold in folds)
        {
            RowSelection<TRow> learned = fold.Train.Selection, measured = fold.Validation.Selection;
            bool isWithin = ReferenceEquals(learned.Source, all.Source) && ReferenceEquals(measured.Source, all.Source);
            for (long row = 0; row < rows && isWithin; row++) isWithin = all.Has(row) || !(learned.Has(row) || measured.Has(row));
            if (!isWithin)
                throw new ArgumentException(
                    $"Fold {fold.Index} has rows that are not among the {train.Count} to search on, such as those of the test; make the folds of the rows that are given: rows => rows.FoldsRandom(5, seed: 1)",
                    nameof(folds));
        }
    }

    /// <summary>What a fold learns from in a step.</summary>
    /// <exception cref="TrainingException">The share has no row.</exception>
    public TrainSet<TRow> Train(int fold, double share, CancellationToken cancellation)
    {
        TrainSet<TRow> rows = samples.GetOrAdd((fold, share), key => new Lazy<TrainSet<TRow>>(() => SampledRows.Of(folds[key.Fold].Train, key.Share, stop))).Value;
        cancellation.ThrowIfCancellationRequested();
        return rows.Count > 0
            ? rows
            : throw new TrainingException(FormattableString.Invariant($"A share of {share:0.####} of the {folds[fold].Train.Count} rows to fit on has none; halve in fewer steps, or by a smaller factor"));
    }
}
