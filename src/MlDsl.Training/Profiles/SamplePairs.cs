using MathNet.Numerics.Distributions;

namespace MlDsl.Training;

/// <summary>How pairs of columns depend on each other, by sampled rows.</summary>
internal static class SamplePairs
{
    // Columns that are paired, and pairs that windows count.
    private const int MostColumns = 64, MostObserved = 8;

    // Sampled rows that are looked at: what time needs beyond them, pairs do not.
    private const int MostRows = 8_192;

    /// <summary>The same profile with the pairs of its first columns, the most dependent first. A pair with a sensitive column is left out where it would show a few rows.</summary>
    public static ReferenceProfile AddTo(ReferenceProfile profile, SampleCells cells, ProfileOptions options)
    {
        int columns = Math.Min(profile.Columns.Length, MostColumns), rows = Math.Min(cells.Rows, MostRows);
        double[][] scores = [.. Enumerable.Range(0, columns).Select(i => ScoresOf(profile.Columns[i]))];
        List<(PairProfile Pair, double Strength)> pairs = [];
        for (int second = 1; second < columns; second++)
            for (int first = 0; first < second; first++)
            {
                var pair = Of(profile, cells, first, second, rows, scores);
                bool isSensitive = profile.Columns[first].IsSensitive || profile.Columns[second].IsSensitive;
                if (!isSensitive || pair.Pair.Counts.All(count => count == 0 || count >= options.LeastOf(isSensitive))) pairs.Add(pair);
            }
        // A stable order by descending strength; equal ones as the columns come.
        PairProfile[] sorted = [.. pairs.OrderByDescending(static p => p.Strength).ThenBy(static p => p.Pair.First).ThenBy(static p => p.Pair.Second).Select(static p => p.Pair)];
        return profile with { Pairs = [.. sorted], ObservedPairs = Math.Min(sorted.Length, MostObserved) };
    }

    private static (PairProfile Pair, double Strength) Of(ReferenceProfile profile, SampleCells cells, int first, int second, int rows, double[][] scores)
    {
        ColumnProfile a = profile.Columns[first], b = profile.Columns[second];
        ReadOnlySpan<byte> own = cells.Of(first), other = cells.Of(second);
        int width = b.Cells;
        int[] table = new int[a.Cells * width], odd = new int[table.Length];
        // Most rows have the cells of the one before: two tables, so that none waits for what the last has written.
        for (int row = 0; row + 1 < rows; row += 2)
        {
            table[(own[row] * width) + other[row]]++;
            odd[(own[row + 1] * width) + other[row + 1]]++;
        }
        if (rows % 2 != 0) table[(own[rows - 1] * width) + other[rows - 1]]++;
        for (int i = 0; i < table.Length; i++) table[i] += odd[i];
        var groups = new long[a.GroupCount * b.GroupCount];
        double count = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < table.Length; i++)
        {
            if (table[i] == 0) continue;
            int one = i / width, two = i % width;
            groups[(a.Groups[one] * b.GroupCount) + b.Groups[two]] += table[i];
            if (one >= a.Bins || two >= b.Bins) continue;
            double p = scores[first][one], q = scores[second][two];
            count += table[i];
            x += p * table[i];
            y += q * table[i];
            xx += p * p * table[i];
            yy += q * q * table[i];
            xy += p * q * table[i];
        }
        double spread = (xx - (x * x / count)) * (yy - (y * y / count));
        double correlation = count > 0 && spread > 1e-12 * xx * yy ? Math.Clamp((xy - (x * y / count)) / Math.Sqrt(spread), -1, 1) : 0;
        return (new PairProfile(first, second, [.. groups], correlation), CramerOf(groups, a.GroupCount, b.GroupCount));
    }

    // Cramér's V of the coarse table, from 0 to 1.
    private static double CramerOf(long[] table, int rows, int columns)
    {
        double all = table.Sum(), chi = 0;
        if (all == 0) return 0;
        var down = new double[rows];
        var across = new double[columns];
        for (int i = 0; i < table.Length; i++)
        {
            down[i / columns] += table[i];
            across[i % columns] += table[i];
        }
        for (int i = 0; i < table.Length; i++)
        {
            double expected = down[i / columns] * across[i % columns] / all;
            if (expected > 0) chi += (table[i] - expected) * (table[i] - expected) / expected;
        }
        int least = Math.Min(down.Count(static n => n > 0), across.Count(static n => n > 0)) - 1;
        return least < 1 ? 0 : Math.Sqrt(chi / (all * least));
    }

    // Of each bin the normal quantile of the middle of its ranks.
    private static double[] ScoresOf(ColumnProfile column)
    {
        double rows = column.Counts.Sum(), before = 0;
        var scores = new double[column.Bins];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Normal.InvCDF(0, 1, (before + (column.Counts[i] / 2.0)) / rows);
            before += column.Counts[i];
        }
        return scores;
    }
}
