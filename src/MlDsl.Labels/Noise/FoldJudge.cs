using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Judges the labels of rows by models of their folds, round by round.</summary>
internal sealed class FoldJudge<TRow, TLabel> where TRow : IRow<TRow> where TLabel : notnull
{
    private readonly Folds<TRow> folds;
    private readonly Func<TrainSet<TRow>, ClassifierView<TRow, TLabel>> fit;
    private readonly Func<TRow, TLabel> labelOf;
    private readonly LabelNoiseOptions options;
    private readonly RowSource<TRow> source;
    private readonly bool isGrouped = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);

    // The rows that folds validate, fold after fold.
    private readonly List<TRow> rows = [];
    private readonly List<long> numbers = [];
    private readonly List<ulong> groups = [];
    private readonly int[] begins;

    // What the models of the first round say; those of later ones must have the same classes.
    private ClassifierView<TRow, TLabel>? first;

    public FoldJudge(Folds<TRow> folds, Func<TrainSet<TRow>, ClassifierView<TRow, TLabel>> fit, Func<TRow, TLabel> labelOf, LabelNoiseOptions options)
    {
        ArgumentNullException.ThrowIfNull(folds);
        (this.folds, this.fit, this.labelOf, this.options) = (folds, fit, labelOf, options);
        source = folds[0].Train.Selection.Source;
        begins = new int[folds.Count + 1];
    }

    public LabelIssues<TRow, TLabel> Find(CancellationToken cancellation)
    {
        long all = Read(cancellation);
        GivenLabels given = Score(static fold => fold.Train, round: 1, cancellation);
        LabelNoise noise = LabelNoise.Find(given, options);
        for (int round = 2; round <= options.Rounds; round++)
        {
            HashSet<long> taken = Taken(given, noise);
            given = Score(fold => SampledRows.Where(fold.Train, (_, number) => !taken.Contains(number), cancellation), round, cancellation);
            noise = noise.Again(given, options);
        }
        IReadOnlyList<TLabel> classes = first!.Classes;
        return new LabelIssues<TRow, TLabel>(
            source, noise, [.. noise.Order.Select(row => new LabelIssue<TRow, TLabel>(numbers[row], rows[row], classes[given.Given(row)], classes[noise.Suggested(row)], noise.Quality(row), noise.IsSuspect(row)))],
            all - rows.Count);
    }

    // The rows that are validated; how many there are in all folds together.
    private long Read(CancellationToken cancellation)
    {
        foreach (Fold<TRow> fold in folds)
        {
            begins[fold.Index] = rows.Count;
            foreach (RowBatch<TRow> batch in fold.Validation.Batches(cancellation))
            {
                for (int i = 0; i < batch.Count; i++)
                {
                    rows.Add(batch[i]);
                    numbers.Add(batch.Number(i));
                    if (isGrouped) groups.Add(TRow.GroupOf(batch[i]));
                }
            }
        }
        begins[^1] = rows.Count;
        long all = 0, last = source.Count(cancellation);
        for (long number = 0; number < last; number++)
            if (folds.Any(fold => fold.Train.Selection.Has(number) || fold.Validation.Selection.Has(number))) all++;
        return all;
    }

    private GivenLabels Score(Func<Fold<TRow>, TrainSet<TRow>> train, int round, CancellationToken cancellation)
    {
        int[] given = new int[rows.Count];
        float[] probabilities = [];
        foreach (Fold<TRow> fold in folds)
        {
            cancellation.ThrowIfCancellationRequested();
            ClassifierView<TRow, TLabel> model = Fit(fold, train(fold), round);
            first ??= model;
            CheckClasses(model, fold, round);
            int classes = model.Classes.Count;
            if (probabilities.Length == 0) probabilities = new float[checked(rows.Count * classes)];
            var codes = model.Classes.Select(static (label, code) => (label, code)).ToDictionary(static c => c.label, static c => c.code);
            for (int row = begins[fold.Index]; row < begins[fold.Index + 1]; row++)
            {
                given[row] = codes.TryGetValue(labelOf(rows[row]), out int code) ? code : throw Unknown(fold, $"{labelOf(rows[row])}");
                model.Probabilities(rows[row], probabilities.AsSpan(row * classes, classes));
            }
        }
        return new GivenLabels(first!.Names, given, probabilities, [.. groups]);
    }

    private ClassifierView<TRow, TLabel> Fit(Fold<TRow> fold, TrainSet<TRow> train, int round)
    {
        try
        {
            return fit(train);
        }
        catch (TrainingException problem) when (round > 1)
        {
            throw new LabelQualityException($"Fold {fold.Index} cannot be learned from without the suspects of round {round - 1}: {problem.Message} Set Rounds to {round - 1}", problem);
        }
    }

    private void CheckClasses(ClassifierView<TRow, TLabel> model, Fold<TRow> fold, int round)
    {
        if (model.Names.SequenceEqual(first!.Names, StringComparer.Ordinal)) return;
        string[] lost = [.. first.Names.Except(model.Names), .. model.Names.Except(first.Names)];
        throw new LabelQualityException(
            $"Not every fold's training rows have the class '{Visible.Of(lost.FirstOrDefault() ?? model.Names[0])}' (fold 0 and fold {fold.Index} differ); "
            + (round > 1 ? $"set Rounds to {round - 1}, or " : "") + "make folds that have every class, such as FoldsStratified, or fewer of them, or leave the class out");
    }

    private static LabelQualityException Unknown(Fold<TRow> fold, string label) => new(
        $"Fold {fold.Index} validates a row of the class '{Visible.Of(label)}', which none of its training rows has; make folds that have every class, such as FoldsStratified, or fewer of them, or leave the class out");

    // Of each class so many stay that every fold has some to learn from.
    private HashSet<long> Taken(GivenLabels given, LabelNoise noise)
    {
        long[] left = [.. given.Rows];
        long least = 2L * folds.Count;
        var taken = new HashSet<long>();
        foreach (int row in noise.Order)
        {
            if (!noise.IsTaken(row) || left[given.Given(row)] <= least) continue;
            left[given.Given(row)]--;
            taken.Add(numbers[row]);
        }
        return taken;
    }
}
