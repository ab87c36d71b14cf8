using MlDsl.Training;

namespace MlDsl.Monitoring;

/// <summary>
/// The ways in which the columns of a reference may shift. Of a number its location by normal scores of its bins, which find a shift as well as the mean does and are not
/// moved by outliers, and its spread by their squares; of categories the share of each; of both what is missing and what is unknown. Of times, which are hours of the week, the first two only in windows that are long enough.
/// </summary>
/// <remarks>
/// The first two of Neyman's (1937) smooth components on the normal scores of van der Waerden (1952). Few and each of them a mean, so that pairs of columns tell all about how they
/// vary together.
/// </remarks>
internal static class ShiftComponents
{
    // What a column's own budget goes to.
    private const double Values = 0.85, OfLocation = 0.85, Missing = 0.1, Unknown = 0.05;

    // More categories than these are looked at as one; fewer where all columns together would have more components than these, two at least.
    private const int MostShares = 24, LeastShares = 2, MostComponents = 4_096;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    // As far as a normal score goes beside bins without rows.
    private const double Furthest = 3.5;

    public static ShiftComponent[] Of(ReferenceProfile reference)
    {
        ColumnProfile[] columns = [.. reference.Columns, .. reference.Scores];
        int shares = MostShares;
        while (shares > LeastShares && columns.Sum(column => 2L + (column.Kind == ColumnProfileKind.Number ? 2 : Math.Min(column.Bins, shares))) > MostComponents) shares--;
        TimeSpan least = BlockMeans.AreEnough(reference) ? reference.BlockLength : Week;
        return [.. columns.SelectMany((column, place) => Of(column, place, 1.0 / columns.Length, shares).Select(component => IsHour(column, component) ? component with { Least = least } : component))];
    }

    // Hours that are missing are as rare in one part of a week as in another.
    private static bool IsHour(ColumnProfile column, ShiftComponent component) =>
        column.Of == ProfiledColumn.HourOfWeek && component.Kind is ShiftKind.Location or ShiftKind.Spread;

    private static IEnumerable<ShiftComponent> Of(ColumnProfile column, int place, double budget, int shares)
    {
        long[] cells = column.ToCells();
        foreach (ShiftComponent component in column.Kind == ColumnProfileKind.Number ? OfNumber(column, cells, place, budget) : OfCategories(column, cells, place, budget, shares))
            yield return component;
        yield return Count(column, cells, place, ShiftKind.Missing, null, budget * Missing, cell => cell == column.Bins);
        yield return Count(column, cells, place, ShiftKind.Unknown, null, budget * Unknown, cell => cell == column.Bins + 1 || (cell < column.Bins && cells[cell] == 0));
    }

    private static IEnumerable<ShiftComponent> OfNumber(ColumnProfile column, long[] cells, int place, double budget)
    {
        double[] normal = NormalScores(column.Counts.AsSpan());
        if (Standardised(normal, cells, column.Bins, null) is not { } first) yield break;
        double[] squares = Array.ConvertAll(normal, static score => score * score);
        double[]? second = Standardised(squares, cells, column.Bins, first);
        ShiftComponent location = New(column, cells, first, place, ShiftKind.Location, budget * Values * (second is null ? 1 : OfLocation)) with { Curve = new ShiftCurve(first, column.Counts.AsSpan(), cells) };

        // Of two bins the location is how often the upper one comes: rows that are counted.
        int[] seen = [.. Enumerable.Range(0, column.Bins).Where(bin => cells[bin] > 0)];
        yield return seen.Length == 2 ? location with { Share = cells[seen[1]] / (double)cells.Sum() } : location;
        if (second is not null) yield return New(column, cells, second, place, ShiftKind.Spread, budget * Values * (1 - OfLocation)) with { Location = (first, cells) };
    }

    private static IEnumerable<ShiftComponent> OfCategories(ColumnProfile column, long[] cells, int place, double budget, int shares)
    {
        // With noise by place: the least together would be those whose noise is lowest.
        int[] seen = [.. Enumerable.Range(0, column.Bins).Where(bin => cells[bin] > 0).OrderByDescending(bin => column.Epsilon is null ? cells[bin] : 0).ThenBy(static bin => bin)];

        // Of two categories the one's share is what the other's is not.
        int[] own = seen.Length == 2 ? seen[1..] : seen.Length == 1 ? [] : seen.Length > shares ? seen[..(shares - 1)] : seen;
        int[] others = seen.Length > shares ? seen[own.Length..] : [];
        double weight = budget * Values / (own.Length + (others.Length > 0 ? 1 : 0));
        foreach (int bin in own) yield return Count(column, cells, place, ShiftKind.Share, column.Categories[bin], weight, cell => cell == bin);
        if (others.Length > 0) yield return Count(column, cells, place, ShiftKind.Share, $"{others.Length} others", weight, cell => others.Contains(cell));
    }

    private static ShiftComponent Count(ColumnProfile column, long[] cells, int place, ShiftKind kind, string? category, double weight, Func<int, bool> counted)
    {
        double rows = cells.Sum();
        double share = rows > 0 ? Enumerable.Range(0, cells.Length).Where(counted).Sum(cell => cells[cell]) / rows : 0;
        double deviation = Math.Sqrt(share * (1 - share)), scale = deviation > 0 ? deviation : 1;
        double[] scores = [.. Enumerable.Range(0, cells.Length).Select(cell => ((counted(cell) ? 1 : 0) - share) / scale)];
        return New(column, cells, scores, place, kind, weight) with { Category = category, Share = share, Varies = deviation > 0 };
    }

    private static ShiftComponent New(ColumnProfile column, long[] cells, double[] scores, int place, ShiftKind kind, double weight) =>
        new(place, kind, null, weight) { Scores = scores, Varies = true, GroupScores = ByGroup(column, cells, scores), Noise = NoiseOf(column, cells, scores) };

    private static MeanNoise? NoiseOf(ColumnProfile column, long[] cells, double[] scores) =>
        column.Epsilon is { } epsilon && cells.Sum() is > 0 and var rows ? new MeanNoise(scores, rows, epsilon) : null;

    // The mean of a standard normal draw that falls where the bin's rows are.
    private static double[] NormalScores(ReadOnlySpan<long> counts)
    {
        double rows = 0, below = 0;
        foreach (long count in counts) rows += count;
        var scores = new double[counts.Length];
        for (int bin = 0; bin < counts.Length; bin++)
        {
            double share = counts[bin] / rows, low = Normal.Quantile(below / rows), high = Normal.Quantile((below + counts[bin]) / rows);
            scores[bin] = counts[bin] > 0 ? (Normal.Density(low) - Normal.Density(high)) / share : Math.Clamp(low, -Furthest, Furthest);
            below += counts[bin];
        }
        return scores;
    }

    // Mean 0 and variance 1 over all rows, and without a part of 'before'; missing and unknown rows score 0. Null where bins do not differ in it.
    private static double[]? Standardised(double[] scores, long[] cells, int bins, double[]? before)
    {
        double rows = cells.Sum(), present = 0, mean = 0, common = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            present += cells[bin];
            mean += scores[bin] * cells[bin];
            if (before is not null) common += scores[bin] * before[bin] * cells[bin];
        }
        if (present == 0) return null;
        (mean, common) = (mean / present, common / rows);
        var free = new double[cells.Length];
        double square = 0;
        for (int bin = 0; bin < bins; bin++)
        {
            free[bin] = scores[bin] - mean - (before is null ? 0 : common * before[bin]);
            square += free[bin] * free[bin] * cells[bin] / rows;
        }
        if (square < 1e-6) return null;
        for (int bin = 0; bin < bins; bin++) free[bin] /= Math.Sqrt(square);
        return free;
    }

    private static double[] ByGroup(ColumnProfile column, long[] cells, double[] scores)
    {
        double[] sums = new double[column.GroupCount], rows = new double[column.GroupCount];
        for (int cell = 0; cell < column.Groups.Length; cell++)
        {
            sums[column.Groups[cell]] += cells[cell] * scores[cell];
            rows[column.Groups[cell]] += cells[cell];
        }
        for (int group = 0; group < sums.Length; group++)
        {
            if (rows[group] > 0) sums[group] /= rows[group];
        }
        return sums;
    }
}
