namespace MlDsl.Labels;

/// <summary>The labels that rows were given, beside the probabilities that models say which did not see them.</summary>
internal sealed class GivenLabels
{
    // What a sum of probabilities may be off, of float and of files that round.
    private const float Slack = 1e-3f;

    private readonly int[] given;
    private readonly float[] probabilities;
    private readonly ulong[] keys;

    /// <param name="classes">The names of the classes.</param>
    /// <param name="given">The class that each row was given, from 0.</param>
    /// <param name="probabilities">The probabilities, row by row.</param>
    /// <param name="groups">What rows are resampled by; empty where each stands for itself.</param>
    /// <exception cref="LabelQualityException">A label or probability is none, or there are fewer than two classes or two rows of one.</exception>
    public GivenLabels(IReadOnlyList<string> classes, int[] given, float[] probabilities, ulong[] groups)
    {
        (Classes, this.given, this.probabilities, keys) = (classes, given, probabilities, groups);
        CheckShape(groups);
        for (int row = 0; row < given.Length; row++) Check(row);
        Rows = new long[classes.Count];
        foreach (int label in given) Rows[label]++;
        for (int label = 0; label < Rows.Length; label++) Check(label, Rows[label]);
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many rows were given each class.</summary>
    public long[] Rows { get; }

    /// <summary>The number of rows.</summary>
    public int Count => given.Length;

    /// <summary>How many independent draws there are: groups, or rows.</summary>
    public int Units => keys.Length == 0 ? Count : keys.Distinct().Count();

    /// <summary>The class that a row was given.</summary>
    public int Given(int row) => given[row];

    /// <summary>The probabilities of a row.</summary>
    public ReadOnlySpan<float> Of(int row) => probabilities.AsSpan(row * Classes.Count, Classes.Count);

    /// <summary>What a row is resampled by.</summary>
    public ulong Key(int row) => keys.Length == 0 ? (ulong)row : keys[row];

    private void CheckShape(ulong[] groups)
    {
        if (Classes.Count < 2)
            throw new LabelQualityException($"There is {Classes.Count} class; a label can only be doubted where there are two or more");
        if (Classes.Distinct(StringComparer.Ordinal).Count() < Classes.Count)
            throw new LabelQualityException($"The class '{Visible.Of(Classes.GroupBy(static c => c, StringComparer.Ordinal).First(static c => c.Count() > 1).Key)}' is named twice; name each class once");
        if (given.Length == 0) throw new LabelQualityException("There are no rows; give the rows that were scored by models which did not see them");
        if (probabilities.Length != (long)given.Length * Classes.Count)
            throw new LabelQualityException(FormattableString.Invariant($"{given.Length} rows of {Classes.Count} classes have {(long)given.Length * Classes.Count} probabilities, not {probabilities.Length}; give those of every class, row by row"));
        if (groups.Length > 0 && groups.Length != given.Length)
            throw new LabelQualityException(FormattableString.Invariant($"There are {given.Length} rows and {groups.Length} groups; give the group of every row, or none"));
    }

    private void Check(int row)
    {
        if (given[row] < 0 || given[row] >= Classes.Count)
            throw new LabelQualityException(FormattableString.Invariant($"Row {row + 1} has the label {given[row]}, and the {Classes.Count} classes are 0 to {Classes.Count - 1}"));
        double sum = 0;
        foreach (float probability in Of(row))
        {
            if (!(probability >= 0 && probability <= 1 + Slack))
                throw new LabelQualityException(FormattableString.Invariant($"Row {row + 1} has the probability {probability}, which is none from 0 to 1; give what the model's link returns, not its scores"));
            sum += probability;
        }
        if (Math.Abs(sum - 1) > Slack)
            throw new LabelQualityException(FormattableString.Invariant($"The probabilities of row {row + 1} add up to {sum:0.####}, not 1; give those of every class, in the order of the classes"));
    }

    private void Check(int label, long rows)
    {
        if (rows >= 2) return;
        string name = Visible.Of(Classes[label]);
        throw new LabelQualityException(rows == 0
            ? $"No row was given the class '{name}'; leave the class out"
            : $"The class '{name}' has a single row, which no model that did not see it can know; add rows of it, merge it with another, or leave it out");
    }
}
