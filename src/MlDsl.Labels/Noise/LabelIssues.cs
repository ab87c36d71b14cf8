using System.Globalization;
using System.Text;

namespace MlDsl.Labels;

/// <summary>A row whose label was judged.</summary>
/// <param name="Number">The number of the row in its data set, from 0.</param>
/// <param name="Row">The row.</param>
/// <param name="Given">The label that it has.</param>
/// <param name="Suggested">The likeliest label, which may be the same.</param>
/// <param name="Quality">How far the label can be trusted, 0 to 1, see <see cref="LabelNoise.Quality"/>.</param>
/// <param name="IsSuspect">Whether it is among as many as are estimated to be wrong, and another label is likelier than the one it has.</param>
public sealed record LabelIssue<TRow, TLabel>(long Number, TRow Row, TLabel Given, TLabel Suggested, double Quality, bool IsSuspect)
{
    /// <summary>The number, the labels and the quality; nothing else of the row, whose values may be private.</summary>
    public override string ToString() => FormattableString.Invariant($"row {Number}: given '{Visible.Of($"{Given}")}', rather '{Visible.Of($"{Suggested}")}', quality {Quality:0.###}{(IsSuspect ? ", a suspect" : "")}");
}

/// <summary>The labels of rows, judged by models that did not see them.</summary>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TLabel">The label's type.</typeparam>
public sealed class LabelIssues<TRow, TLabel> where TRow : IRow<TRow>
{
    private const int MostShown = 6;

    private readonly RowSource<TRow> source;

    internal LabelIssues(RowSource<TRow> source, LabelNoise noise, IReadOnlyList<LabelIssue<TRow, TLabel>> rows, long unscored)
    {
        this.source = source;
        (Noise, Rows, Unscored) = (noise, rows, unscored);
        Suspects = [.. rows.Where(static row => row.IsSuspect)];
    }

    /// <summary>The estimate: how much is wrong, and how classes are taken for each other. Its places are those of the validated rows, fold after fold; <see cref="Rows"/> has them by their numbers.</summary>
    public LabelNoise Noise { get; }

    /// <summary>The rows that were judged, the most suspect first.</summary>
    public IReadOnlyList<LabelIssue<TRow, TLabel>> Rows { get; }

    /// <summary>The suspects, the most suspect first: what to look at.</summary>
    public IReadOnlyList<LabelIssue<TRow, TLabel>> Suspects { get; }

    /// <summary>The rows of the folds that no fold validates, as the first ones of folds in time; they were not judged.</summary>
    public long Unscored { get; }

    /// <summary>The rows of a train set without the suspects, to fit on.</summary>
    /// <param name="train">Rows of the data set that the folds are of.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="ArgumentException">The rows are of another data set.</exception>
    public TrainSet<TRow> Without(TrainSet<TRow> train, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (!ReferenceEquals(train.Selection.Source, source))
            throw new ArgumentException("The rows are of another data set than the folds; give a train set that was split of the same Dataset", nameof(train));
        var suspects = Suspects.Select(static row => row.Number).ToHashSet();
        return SampledRows.Where(train, (_, number) => !suspects.Contains(number), cancellation);
    }

    /// <summary>What was found, in a few lines: how many labels, and which classes are taken for which most.</summary>
    public override string ToString()
    {
        ConfidentJoint joint = Noise.Joint;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Rows.Count} rows judged, {Suspects.Count} suspects; estimated wrong labels {Noise.Errors} ({Noise.ErrorShare} of all)");
        if (Unscored > 0) text.Append(CultureInfo.InvariantCulture, $"; {Unscored} rows are in no validation fold and were not judged");
        var pairs = from given in Enumerable.Range(0, joint.Classes.Count)
                    from actual in Enumerable.Range(0, joint.Classes.Count)
                    where given != actual && joint.Joint(given, actual) > 0
                    orderby joint.Joint(given, actual) descending
                    select (given, actual);
        foreach (var (given, actual) in pairs.Take(MostShown))
            text.Append(CultureInfo.InvariantCulture, $"\ngiven '{Visible.Of(joint.Classes[given])}', rather '{Visible.Of(joint.Classes[actual])}': {joint.Joint(given, actual) * Rows.Count:0.#} rows, {joint.GivenOfActual(given, actual):P1} of the class");
        return text.ToString();
    }
}
