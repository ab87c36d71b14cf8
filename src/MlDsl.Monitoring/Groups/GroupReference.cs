using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MlDsl.Training;

namespace MlDsl.Monitoring;

/// <summary>
/// How a model treated groups of people on validation rows, as a reference whose columns are the groups: so that alarms of windows and trends watch fairness over time with the same two budgets, over all groups together.
/// Groups are held by name, values by counts of bins; groups of few rows by neither.
/// </summary>
/// <remarks>What is compared is each group with itself: a model that was unfair in the reference and still is raises no alarm; <see cref="GroupWindow.Means"/> show it.</remarks>
public sealed class GroupReference
{
    // Bins of a group at most, and the rows that each has where there are enough.
    private const int MostBins = 12, LeastRows = 10;

    private readonly Dictionary<string, int> places;
    private readonly double[] means;

    private GroupReference(ReferenceProfile profile, double[] means, long others)
    {
        (Profile, this.means, Others) = (profile, means, others);
        places = profile.Columns.Select(static (column, place) => (column.Name, place)).ToDictionary(static one => one.Name, static one => one.place, StringComparer.Ordinal);
    }

    /// <summary>The groups as columns, by name: give it to <see cref="DriftAlarms"/>.</summary>
    public ReferenceProfile Profile { get; }

    /// <summary>The rows of groups with too few of them, which are not watched.</summary>
    public long Others { get; }

    /// <summary>Takes validation rows for the reference.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="leastRows">Groups of fewer rows are not watched, and not named; at least 2.</param>
    /// <exception cref="ArgumentException">A value is no finite number, or no group has rows enough.</exception>
    public static GroupReference Of(IEnumerable<GroupValue> rows, int leastRows = 50)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastRows, 2);
        var values = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        int at = 0;
        foreach (GroupValue row in rows)
        {
            ArgumentNullException.ThrowIfNull(row.Group, nameof(rows));
            if (!values.TryGetValue(row.Group, out List<double>? group)) values[row.Group] = group = [];
            group.Add(Checked(row, at++));
        }
        var kept = values.Where(group => group.Value.Count >= leastRows).ToArray();
        if (kept.Length == 0) throw new ArgumentException($"No group has {leastRows} rows; give more rows, or take a smaller {nameof(leastRows)}", nameof(rows));
        var profile = new ReferenceProfile
        {
            Rows = kept.Sum(static group => (long)group.Value.Count),
            Columns = [.. kept.Select(static group => Column(group.Key, [.. group.Value]))],
        };
        return new GroupReference(profile, [.. kept.Select(static group => group.Value.Average())], values.Values.Sum(static group => (long)group.Count) - profile.Rows);
    }

    /// <summary>Counts rows of a stretch of time.</summary>
    /// <exception cref="ArgumentException">A value is no finite number.</exception>
    public GroupWindow Window(IEnumerable<GroupValue> rows, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long[][] cells = [.. Profile.Columns.Select(static column => new long[column.Cells])];
        double[] sums = new double[cells.Length], squares = new double[cells.Length];
        long others = 0, watched = 0;
        int at = 0;
        foreach (GroupValue row in rows)
        {
            double value = Checked(row, at++);
            if (row.Group is null || !places.TryGetValue(row.Group, out int place))
            {
                others++;
                continue;
            }
            watched++;
            cells[place][Bin(Profile.Columns[place].Edges, value)]++;

            // From the reference's mean, so that squares of large values do not take the digits.
            double off = value - means[place];
            sums[place] += off;
            squares[place] += off * off;
        }
        var counts = new ProfileWindow { Reference = Profile.Hash, Rows = watched, From = from, To = to, Columns = [.. cells.Select(static column => column.ToImmutableArray())] };
        return new GroupWindow(counts, [.. cells.Select((column, place) => Mean(place, column.Sum(), sums[place], squares[place]))], others);
    }

    private GroupMean Mean(int place, long rows, double sum, double square)
    {
        string group = Profile.Columns[place].Name;
        if (rows == 0) return new GroupMean(group, 0, means[place], double.NaN, double.NaN, double.NaN);
        double off = sum / rows, mean = means[place] + off;
        if (rows == 1) return new GroupMean(group, 1, means[place], mean, double.NaN, double.NaN);
        double deviation = Math.Sqrt(Math.Max(0, (square - (rows * off * off)) / (rows - 1)) / rows);
        double half = deviation * StudentT.InvCDF(0, 1, rows - 1, 0.975);
        return new GroupMean(group, rows, means[place], mean, mean - half, mean + half);
    }

    // A bin for each value where there are few of them, else bins of about equal rows, a frequent value in one of its own.
    private static ColumnProfile Column(string group, double[] values)
    {
        Array.Sort(values);
        (double Value, long Rows)[] distinct = [.. values.GroupBy(static value => value).Select(static same => (same.Key, (long)same.Count()))];
        double[] edges = distinct.Length <= MostBins
            ? [.. distinct.Zip(distinct.Skip(1), static (low, high) => low.Value + ((high.Value - low.Value) / 2))]
            : [.. ColumnBins.Cut([.. distinct.Select(static (one, place) => (place, one.Rows))], values.Length, Math.Clamp(values.Length / MostBins, 1, LeastRows), MostBins).Skip(1).Select(start => distinct[start].Value)];
        long[] counts = new long[edges.Length + 1];
        double[] sums = new double[counts.Length];
        ImmutableArray<double> cuts = [.. edges];
        foreach (double value in values)
        {
            int bin = Bin(cuts, value);
            counts[bin]++;
            sums[bin] += value;
        }
        return new ColumnProfile(group, ColumnProfileKind.Number)
        {
            IsSensitive = true,
            Edges = cuts,
            Counts = [.. counts],
            Centres = [.. sums.Select((sum, bin) => counts[bin] > 0 ? sum / counts[bin] : edges[Math.Min(bin, edges.Length - 1)])],
            Groups = [.. Enumerable.Repeat((byte)0, counts.Length), 1, 1],
        };
    }

    private static int Bin(ImmutableArray<double> edges, double value)
    {
        int place = edges.BinarySearch(value);
        return place >= 0 ? place + 1 : ~place;
    }

    // By its place: the group's name may be the value of a [Sensitive] column, and this message in any log.
    private static double Checked(GroupValue row, int place) => double.IsFinite(row.Value)
        ? row.Value
        : throw new ArgumentException(FormattableString.Invariant($"The value of the row at place {place} is {row.Value}; give finite numbers"), nameof(row));
}
