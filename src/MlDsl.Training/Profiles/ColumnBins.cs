using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>Makes the bins of a column of what was counted.</summary>
internal static class ColumnBins
{
    // Behind so many coarse groups of bins is one of missing and unknown values.
    private const int MostGroups = 4;

    /// <summary>The profile of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="count">What was counted.</param>
    /// <param name="sampled">Its texts in sampled rows.</param>
    /// <param name="options">How many bins, and of how many rows at least.</param>
    public static ColumnProfile Of(ProfiledColumn column, ColumnCount count, IEnumerable<string> sampled, ProfileOptions options)
    {
        int least = options.LeastOf(column.IsSensitive);
        var empty = new ColumnProfile(column.Name, column.Kind) { Of = column.Of, Unit = column.Unit, IsSensitive = column.IsSensitive, Missing = count.Missing, Unknown = count.Unknown };
        ColumnProfile profile = column.Kind == ColumnProfileKind.Number ? Numbers(empty, column, count, least, options) : Texts(empty, count, sampled, least, options);
        return profile with { Groups = GroupsOf(profile.Counts) };
    }

    private static ColumnProfile Numbers(ColumnProfile profile, ProfiledColumn column, ColumnCount count, int least, ProfileOptions options)
    {
        List<(int Key, long Count)> buckets = count.Numbers!.Buckets();
        long rows = buckets.Sum(static b => b.Count);
        // Too few values make no bin: what they were would show.
        if (rows < least) return profile with { Unknown = profile.Unknown + rows, Distinct = count.Distinct.Estimate() };
        List<int> starts = Cut(buckets, rows, least, options.MostBins);
        List<double> edges = [], centres = [];
        List<long> counts = [];
        double sum = 0, squares = 0;
        for (int i = 0; i < starts.Count; i++)
        {
            int end = i + 1 < starts.Count ? starts[i + 1] : buckets.Count;
            long own = 0;
            double values = 0;
            for (int k = starts[i]; k < end; k++)
            {
                double middle = NumberSketch.MiddleOf(buckets[k].Key, column.IsInteger);
                own += buckets[k].Count;
                values += middle * buckets[k].Count;
            }
            if (i > 0) edges.Add(NumberSketch.LowerOf(buckets[starts[i]].Key));
            centres.Add(values / own);
            counts.Add(own);
            sum += values;
        }
        double mean = sum / rows;
        foreach (var (key, own) in buckets)
        {
            double far = NumberSketch.MiddleOf(key, column.IsInteger) - mean;
            squares += far * far * own;
        }
        return profile with
        {
            Edges = [.. edges],
            Centres = [.. centres],
            Counts = [.. counts],
            Distinct = Math.Min(count.Distinct.Estimate(), rows),
            Mean = mean,
            Deviation = Math.Sqrt(squares / rows),
        };
    }

    /// <summary>The first bucket of each bin: about equal counts, a frequent bucket on its own, and none with fewer rows than the least.</summary>
    public static List<int> Cut(IReadOnlyList<(int Key, long Count)> buckets, long rows, int least, int most)
    {
        double target = Math.Max((double)rows / most, least);
        List<int> starts = [0];
        long own = 0, left = rows;
        for (int i = 0; i < buckets.Count; i++)
        {
            long next = buckets[i].Count;
            // Before a bucket that would go further beyond the target than it now falls short, or that fills a bin alone.
            bool isFull = own + (next / 2.0) > target || next >= target;
            if (own >= least && left >= least && isFull && starts.Count < most)
            {
                starts.Add(i);
                own = 0;
                target = Math.Max((double)left / (most - starts.Count + 1), least);
            }
            own += next;
            left -= next;
        }
        return starts;
    }

    private static ColumnProfile Texts(ColumnProfile profile, ColumnCount count, IEnumerable<string> sampled, int least, ProfileOptions options)
    {
        long rows = count.Texts!.Rows;
        List<(string Text, long Count)> frequent = count.Texts.Frequent(options.MostCategories, least, sampled, rows);
        return profile with
        {
            Categories = [.. frequent.Select(static f => f.Text)],
            Counts = [.. frequent.Select(static f => f.Count)],
            Unknown = profile.Unknown + rows - frequent.Sum(static f => f.Count),
            Distinct = count.Texts.Distinct,
        };
    }

    /// <summary>The coarse group of each cell.</summary>
    public static ImmutableArray<byte> GroupsOf(ImmutableArray<long> counts)
    {
        var groups = new byte[counts.Length + 2];
        double rows = counts.Sum(), before = 0;
        int group = 0, from = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            // A bin goes to the group that its middle lies in, as far as groups are left; none is empty.
            int wanted = (int)Math.Min(MostGroups - 1, (before + (counts[i] / 2.0)) / rows * MostGroups);
            if (i > from && wanted > group) (group, from) = (group + 1, i);
            groups[i] = (byte)group;
            before += counts[i];
        }
        groups[counts.Length] = groups[counts.Length + 1] = (byte)(counts.Length == 0 ? 0 : group + 1);
        return [.. groups];
    }
}
