using System.Globalization;
using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Chooses rows of a train set to be labelled.</summary>
internal sealed class RowSelector<TRow, TLabel> where TRow : IRow<TRow>
{
    private readonly ClassifierView<TRow, TLabel>? model;
    private readonly SelectionOptions options;
    private readonly ulong stream;

    // Rows without a label by unit, each a row or a group, in the order in which they come; and those with one.
    private readonly List<List<(TRow Row, long Number)>> units = [];
    private readonly List<ulong> keys = [];
    private readonly List<TRow> labelled = [];
    private readonly long pool;

    /// <param name="model">What is asked of rows; null where rows are taken at random.</param>
    /// <param name="rows">The rows that may be labelled.</param>
    /// <param name="isLabeled">Whether a row is.</param>
    /// <param name="options">How they are chosen.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="LabelQualityException">Every row has a label, or fewer have none than are asked for.</exception>
    public RowSelector(ClassifierView<TRow, TLabel>? model, TrainSet<TRow> rows, Func<TRow, bool> isLabeled, SelectionOptions options, CancellationToken cancellation)
    {
        (this.model, this.options, stream) = (model, options, EvaluationRandom.Stream(options.Seed, (int)options.Strategy));
        bool isGrouped = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Group);
        var places = new Dictionary<ulong, int>();
        foreach (RowBatch<TRow> batch in rows.Batches(cancellation))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch[i];
                if (isLabeled(row))
                {
                    if (options.Strategy == SelectionStrategy.KCenter) labelled.Add(row);
                    continue;
                }
                ulong key = isGrouped ? TRow.GroupOf(row) : (ulong)batch.Number(i);
                if (!isGrouped || !places.TryGetValue(key, out int place))
                {
                    place = units.Count;
                    if (isGrouped) places.Add(key, place);
                    units.Add([]);
                    keys.Add(key);
                }
                units[place].Add((row, batch.Number(i)));
                pool++;
            }
        }
        if (pool == 0) throw new LabelQualityException(FormattableString.Invariant($"Each of the {rows.Count} rows has a label; there is none to choose"));
        if (pool < options.Count)
            throw new LabelQualityException(FormattableString.Invariant($"{options.Count} rows are to be chosen, and {pool} have no label; ask for at most so many"));
    }

    public Selection<TRow> Select()
    {
        int[] looked = Looked();
        List<(TRow Row, long Number)>[] candidates = [.. looked.Select(unit => units[unit])];
        if (candidates.Sum(static unit => (long)unit.Count) is var held && held < options.Count)
            throw new LabelQualityException(FormattableString.Invariant($"{options.Count} rows are to be chosen, and MaxCandidates = {options.MaxCandidates} looks at {held}; raise it to {options.Count} at least"));
        var taker = new Taker([.. candidates.Select(static unit => unit.Count)], options.Count);
        ulong[] ties = [.. looked.Select(unit => EvaluationRandom.At(stream, keys[unit]))];
        switch (options.Strategy)
        {
            case SelectionStrategy.Random:
                taker.TakeBest(new double[looked.Length], ties);
                break;
            case SelectionStrategy.KCenter:
                DiverseUnits.KCenter(Points(candidates), taker, candidates.Length, stream);
                break;
            case SelectionStrategy.Badge:
                double[] errors = Errors(ref candidates, out List<(TRow Row, long Number)>[] whole);
                DiverseUnits.Badge(Points(candidates), errors, model!.Classes.Count, taker, stream);
                candidates = whole;
                break;
            default:
                taker.TakeBest([.. candidates.Select(Uncertainty)], ties);
                break;
        }
        return new Selection<TRow>([.. taker.Taken.SelectMany(chosen => candidates[chosen.Unit].Select(row => new SelectedRow<TRow>(row.Number, row.Row, chosen.Score, Reason(row.Row))))], pool);
    }

    // Of too many as many at random, in their order. Rows that are taken at random are not looked at.
    private int[] Looked() => units.Count <= options.MaxCandidates || options.Strategy == SelectionStrategy.Random
        ? [.. Enumerable.Range(0, units.Count)]
        : [.. Enumerable.Range(0, units.Count).OrderBy(unit => EvaluationRandom.At(~stream, keys[unit])).Take(options.MaxCandidates).Order()];

    private double Uncertainty(List<(TRow Row, long Number)> unit)
    {
        var probabilities = new float[model!.Classes.Count];
        double sum = 0;
        foreach ((TRow row, _) in unit)
        {
            model.Probabilities(row, probabilities);
            sum += ClassUncertainty.Of(probabilities, options.Strategy);
        }
        return sum / unit.Count;
    }

    private Embeddings Points(List<(TRow Row, long Number)>[] candidates)
    {
        var points = new Embeddings(model!.Width);
        var sink = new SparseSink(64);
        foreach (List<(TRow Row, long Number)> unit in candidates)
        {
            foreach ((TRow row, _) in unit) Add(row);
            points.End();
        }
        foreach (TRow row in labelled)
        {
            Add(row);
            points.End();
        }
        points.Finish();
        return points;

        void Add(TRow row)
        {
            sink.Clear();
            model.Features(row, ref sink);
            points.Add(sink.Positions, sink.Values);
        }
    }

    // A group's gradient is that of its least certain row, which then stands for it.
    private double[] Errors(ref List<(TRow Row, long Number)>[] candidates, out List<(TRow Row, long Number)>[] whole)
    {
        whole = candidates;
        candidates = [.. candidates.Select(unit => unit.Count == 1 ? unit : [unit.MaxBy(row => Uncertainty([row]))])];
        int classes = model!.Classes.Count;
        var errors = new double[candidates.Length * classes];
        var probabilities = new float[classes];
        for (int unit = 0; unit < candidates.Length; unit++)
        {
            model.Probabilities(candidates[unit][0].Row, probabilities);
            int best = probabilities.AsSpan().IndexOf(probabilities.Max());
            for (int i = 0; i < classes; i++) errors[(unit * classes) + i] = probabilities[i] - (i == best ? 1 : 0);
        }
        return errors;
    }

    private string Reason(TRow row)
    {
        string strategy = options.Strategy switch
        {
            SelectionStrategy.LeastConfidence => "least confidence",
            SelectionStrategy.Margin => "margin",
            SelectionStrategy.Entropy => "entropy",
            SelectionStrategy.KCenter => "k-center",
            SelectionStrategy.Badge => "BADGE",
            _ => "random",
        };
        if (model is null) return strategy;
        var probabilities = new float[model.Classes.Count];
        model.Probabilities(row, probabilities);
        IEnumerable<string> likely = Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).Take(2)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{Visible.Of(model.Names[i])} {probabilities[i]:0.00}"));
        return $"{strategy}: {string.Join(", ", likely)}";
    }
}
