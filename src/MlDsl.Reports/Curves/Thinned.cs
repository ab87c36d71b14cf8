namespace MlDsl.Reports;

/// <summary>A curve of few points for the eye: of many, those at even steps, both ends among them.</summary>
internal static class Thinned
{
    /// <summary>The most points of a drawn curve.</summary>
    public const int Most = 160;

    /// <summary>The points that are drawn, by their numbers.</summary>
    public static int[] Places(int count) => count <= Most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, Most).Select(i => (int)((long)i * (count - 1) / (Most - 1)))];

    /// <summary>The values at those places.</summary>
    public static double[] Of(IReadOnlyList<double> values) => [.. Places(values.Count).Select(i => values[i])];
}
