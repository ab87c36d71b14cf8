namespace MlDsl;

/// <summary>A line through points, level before the first and behind the last.</summary>
internal static class Polyline
{
    /// <summary>The height at <paramref name="x"/>.</summary>
    /// <param name="knots">The points' places, ascending; at least one.</param>
    /// <param name="heights">Their heights.</param>
    /// <param name="x">Any number.</param>
    public static double At(ReadOnlySpan<double> knots, ReadOnlySpan<double> heights, double x)
    {
        if (x <= knots[0]) return heights[0];
        if (x >= knots[^1]) return heights[^1];
        int low = 0, high = knots.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (knots[middle] <= x) low = middle;
            else high = middle;
        }
        return heights[low] + ((x - knots[low]) * Slope(knots, heights, low));
    }

    /// <summary>How steep the line is behind a point that is not the last.</summary>
    public static double Slope(ReadOnlySpan<double> knots, ReadOnlySpan<double> heights, int knot) =>
        (heights[knot + 1] - heights[knot]) / (knots[knot + 1] - knots[knot]);

    /// <summary>What is wrong with points, as the rest of a sentence; null where nothing is.</summary>
    public static string? Problem(ReadOnlySpan<double> knots, ReadOnlySpan<double> heights)
    {
        if (knots.Length != heights.Length) return FormattableString.Invariant($"{knots.Length} knots do not go with {heights.Length} values");
        for (int i = 0; i < knots.Length; i++)
        {
            if (!double.IsFinite(knots[i]) || !double.IsFinite(heights[i])) return "a knot or a value is not a finite number";
            if (i > 0 && !(knots[i] > knots[i - 1])) return "the knots do not ascend";
            if (i > 0 && !double.IsFinite(Slope(knots, heights, i - 1))) return "two knots are too near to each other";
        }
        return null;
    }
}
