namespace MlDsl.Labels;

/// <summary>Takes units, rows or whole groups, until so many rows are chosen.</summary>
/// <param name="sizes">The rows of each unit.</param>
/// <param name="count">The most rows.</param>
internal sealed class Taker(int[] sizes, int count)
{
    private readonly bool[] isTaken = new bool[sizes.Length];
    private readonly List<(int Unit, double Score)> taken = [];
    private int left = count;

    /// <summary>What was taken, in order.</summary>
    public IReadOnlyList<(int Unit, double Score)> Taken => taken;

    /// <summary>Whether a unit may be taken: it is not yet, and has room; the first one always has.</summary>
    public bool Fits(int unit) => !isTaken[unit] && (taken.Count == 0 || sizes[unit] <= left);

    /// <summary>Takes a unit.</summary>
    public void Take(int unit, double score)
    {
        isTaken[unit] = true;
        left -= sizes[unit];
        taken.Add((unit, score));
    }

    /// <summary>Takes units by their scores, the highest first.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="ties">What orders equal ones, ascending.</param>
    public void TakeBest(double[] scores, ulong[] ties)
    {
        foreach (int unit in Enumerable.Range(0, scores.Length).OrderByDescending(unit => scores[unit]).ThenBy(unit => ties[unit]))
        {
            if (left <= 0) return;
            if (Fits(unit)) Take(unit, scores[unit]);
        }
    }

    /// <summary>Takes units one after the other until none fits.</summary>
    /// <param name="next">The next one of those that fit, with its score; −1 for none.</param>
    public void TakeEach(Func<(int Unit, double Score)> next)
    {
        while (left > 0 && next() is { Unit: >= 0 } chosen) Take(chosen.Unit, chosen.Score);
    }
}
