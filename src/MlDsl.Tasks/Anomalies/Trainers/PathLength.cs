namespace MlDsl.Training;

/// <summary>How many cuts of a random tree set a row apart, where nothing else is known.</summary>
internal static class PathLength
{
    private const double EulerGamma = 0.57721566490153286;

    /// <summary>
    /// The mean depth of an unsuccessful search in a binary search tree of <paramref name="rows"/> rows: 2·H(n − 1) − 2·(n − 1)/n with the harmonic number as ln(n − 1) + γ, exactly 1 for two, 0 for
    /// fewer. Preiss (1999), "Data structures and algorithms"; Liu, Ting and Zhou (2008), "Isolation Forest", equation 1.
    /// </summary>
    public static double Expected(double rows) => rows switch
    {
        <= 1 => 0,
        <= 2 => 1,
        _ => (2 * (Math.Log(rows - 1) + EulerGamma)) - (2 * (rows - 1) / rows),
    };

    /// <summary>What a leaf gives: less its depth and the depth that would follow, in units of what is expected of a tree of <paramref name="sample"/> rows. Two to its mean over the trees is the score.</summary>
    /// <param name="depth">The cuts above the leaf.</param>
    /// <param name="rows">The rows that the leaf was grown with, at least 1.</param>
    /// <param name="sample">The rows of the tree, at least 2.</param>
    public static double LeafValue(int depth, int rows, int sample) => -(depth + Expected(rows)) / Expected(sample);
}
