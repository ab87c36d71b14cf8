using System.Collections.Concurrent;

namespace MlDsl.Training;

/// <summary>The rows of a search: folds that lie within its train set, and shares of what a fold learns from, each made once.</summary>
internal sealed class SearchRows<TRow> where TRow : IRow<TRow>
{
    private readonly Folds<TRow> folds;
    private readonly ConcurrentDictionary<(int Fold, double Share), Lazy<TrainSet<TRow>>> samples = new();

    /// <exception cref="ArgumentException">A fold has a row that the train set does not have.</exception>
    public SearchRows(TrainSet<TRow> train, Folds<TRow> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        this.folds = folds;
        RowSelection<TRow> all = train.Selection;
        long rows = all.Source.Count(CancellationToken.None);
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
        TrainSet<TRow> rows = samples.GetOrAdd((fold, share), key => new Lazy<TrainSet<TRow>>(() => SampledRows.Of(folds[key.Fold].Train, key.Share, CancellationToken.None))).Value;
        cancellation.ThrowIfCancellationRequested();
        return rows.Count > 0
            ? rows
            : throw new TrainingException(FormattableString.Invariant($"A share of {share:0.####} of the {folds[fold].Train.Count} rows to fit on has none; halve in fewer steps, or by a smaller factor"));
    }
}
