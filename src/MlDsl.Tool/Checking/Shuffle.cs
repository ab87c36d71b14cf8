namespace MlDsl.Tool.Checking;

/// <summary>Rows whose columns know nothing of each other but the row's class: what stands there again among them does so by chance.</summary>
internal static class Shuffle
{
    /// <summary>Puts each column's cells into another order, within the rows of each class.</summary>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="classes">Each row's class; one for all where the label is no class.</param>
    /// <param name="seed">The same seed gives the same order.</param>
    public static string[][] Of(string[][] rows, string[] classes, int seed)
    {
        var random = new Random(seed);
        string[][] shuffled = [.. rows.Select(static row => new string[row.Length])];
        foreach (var group in Enumerable.Range(0, rows.Length).GroupBy(i => classes[i], StringComparer.Ordinal))
        {
            int[] here = [.. group], from = [.. group];
            for (int column = 0; column < rows[0].Length; column++)
            {
                random.Shuffle(from);
                for (int i = 0; i < here.Length; i++) shuffled[here[i]][column] = rows[from[i]][column];
            }
        }
        return shuffled;
    }
}
