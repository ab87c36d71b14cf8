using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Checking;

/// <summary>How well one column alone tells the label of rows that were not learned from.</summary>
/// <remarks>
/// Half of the rows, chosen by their numbers' hash, are learned from: the mean label of each value, of texts and of whole numbers with few of them, or of each of 64 bins of equal
/// counts; missing values are a value of their own, and of columns with too many texts all that is learned is whether there is one. The others are predicted. Values that were not
/// learned get the mean of all. Of classes that too few rows have nothing is said.
/// </remarks>
internal sealed class Strength
{
    private const int Bins = 64, MostValues = 1_000, LeastOfClass = 5;

    private readonly int[] codes;
    private readonly double[] labels;
    private readonly int classes;
    private readonly TaskKind task;

    /// <param name="target">The label; rows without one are passed over.</param>
    public Strength(TargetFacts target)
    {
        task = target.Task;
        ColumnFacts facts = target.Facts;
        string[] names = [.. facts.Counts.Keys.Order(StringComparer.Ordinal)];
        classes = names.Length;
        var numbers = names.Select(static (name, i) => (name, i)).ToDictionary(static pair => pair.name, static pair => pair.i, StringComparer.Ordinal);
        codes = [.. facts.Column.Texts.Select(text => text is null ? -1 : numbers[text])];
        labels = task is TaskKind.Regression or TaskKind.Ranking ? [.. facts.Values] : [.. codes.Select(static code => code < 0 ? double.NaN : (double)code)];
    }

    /// <summary>R² of a number, the area under the ROC curve of two classes, the share of the majority's errors that is removed of several; with what it is called.</summary>
    public (double Value, string Said, bool IsSuspect) Of(ColumnFacts column)
    {
        int[] values = Values(column);
        return task switch
        {
            TaskKind.Binary => Judge(Area(values), "the area under its ROC curve", 0.98),
            TaskKind.Multiclass => Judge(ErrorRemoved(values), "the share of errors that it alone removes", 0.95),
            _ => Judge(Explained(values), "its R²", 0.9),
        };
    }

    private static (double, string, bool) Judge(double value, string said, double limit) => (value, said, value >= limit);

    // The number of each row's value or bin, from 0.
    private static int[] Values(ColumnFacts column)
    {
        var texts = column.Column.Texts;
        if (IsTooWide(column)) return [.. texts.Select(static text => text is null ? 0 : 1)];
        if (column.Values.Count == 0 || column.Distinct <= Bins)
        {
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            return [.. texts.Select(text => text is null ? 0 : numbers.TryGetValue(text, out int number) ? number : numbers[text] = numbers.Count + 1)];
        }
        double[] sorted = [.. column.Values.Where(static value => !double.IsNaN(value)).Order()];
        double[] ends = [.. Enumerable.Range(1, Bins - 1).Select(i => sorted[(int)((long)i * sorted.Length / Bins)])];
        return [.. column.Values.Select(value => double.IsNaN(value) ? 0 : 1 + Upper(ends, value))];
    }

    private static int Upper(double[] ends, double value)
    {
        int at = Array.BinarySearch(ends, value);
        if (at < 0) return ~at;
        while (at < ends.Length && ends[at] <= value) at++;
        return at;
    }

    // Rows with a label; a hash of their numbers chooses the side, because labels and identifiers may come in turn.
    private IEnumerable<int> Rows(bool isLearned)
    {
        for (int i = 0; i < labels.Length; i++)
            if (!double.IsNaN(labels[i]) && (Hash((uint)i) & 1) == 0 == isLearned) yield return i;
    }

    // The last steps of MurmurHash3 (Austin Appleby).
    private static uint Hash(uint value)
    {
        value = (value ^ (value >> 16)) * 0x85EBCA6B;
        value = (value ^ (value >> 13)) * 0xC2B2AE35;
        return value ^ (value >> 16);
    }

    private (Dictionary<int, double> Means, double Mean) Means(int[] values)
    {
        var sums = new Dictionary<int, (double Sum, int Count)>();
        double sum = 0;
        int count = 0;
        foreach (int row in Rows(isLearned: true))
        {
            var of = sums.GetValueOrDefault(values[row]);
            sums[values[row]] = (of.Sum + labels[row], of.Count + 1);
            (sum, count) = (sum + labels[row], count + 1);
        }
        return (sums.ToDictionary(static pair => pair.Key, static pair => pair.Value.Sum / pair.Value.Count), sum / Math.Max(count, 1));
    }

    private double Explained(int[] values)
    {
        var (means, mean) = Means(values);
        double left = 0, total = 0;
        foreach (int row in Rows(isLearned: false))
        {
            left += Math.Pow(labels[row] - means.GetValueOrDefault(values[row], mean), 2);
            total += Math.Pow(labels[row] - mean, 2);
        }
        return total > 0 ? 1 - (left / total) : 0;
    }

    private double Area(int[] values)
    {
        if (!HasBoth(isLearned: true) || !HasBoth(isLearned: false)) return 0.5;
        var (means, mean) = Means(values);
        var scored = Rows(isLearned: false).Select(row => (Score: means.GetValueOrDefault(values[row], mean), IsPositive: labels[row] > 0)).GroupBy(static row => row.Score).OrderBy(static group => group.Key);
        double below = 0, positives = 0, area = 0;
        foreach (var group in scored)
        {
            double positive = group.Count(static row => row.IsPositive), negative = group.Count() - positive;
            area += positive * (below + (negative / 2));
            (below, positives) = (below + negative, positives + positive);
        }
        return area / (below * positives);
    }

    // One row of a class may stand beside another by chance, and of many columns one does.
    private bool HasBoth(bool isLearned)
    {
        int positives = 0, rows = 0;
        foreach (int row in Rows(isLearned))
        {
            if (labels[row] > 0) positives++;
            rows++;
        }
        return Math.Min(positives, rows - positives) >= LeastOfClass;
    }

    private double ErrorRemoved(int[] values)
    {
        var counts = new Dictionary<int, int[]>();
        var all = new int[classes];
        foreach (int row in Rows(isLearned: true))
        {
            if (!counts.TryGetValue(values[row], out int[]? of)) counts[values[row]] = of = new int[classes];
            of[codes[row]]++;
            all[codes[row]]++;
        }
        int most = Largest(all), wrong = 0, without = 0;
        foreach (int row in Rows(isLearned: false))
        {
            if (codes[row] != most) without++;
            if (codes[row] != (counts.TryGetValue(values[row], out int[]? of) ? Largest(of) : most)) wrong++;
        }
        return without >= LeastOfClass && all.Sum() - all[most] >= LeastOfClass ? 1 - ((double)wrong / without) : 0;
    }

    private static int Largest(int[] counts) => Array.IndexOf(counts, counts.Max());

    /// <summary>Whether a column has too many texts for their means to be learned, so that only their absence may tell.</summary>
    public static bool IsTooWide(ColumnFacts column) => column.Values.Count == 0 && column.Distinct > MostValues;
}
