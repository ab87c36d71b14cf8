namespace MlDsl.Training;

/// <summary>Chooses the rows of one slice; the default chooses all.</summary>
/// <param name="Codes">For each row the number of its value.</param>
/// <param name="Code">The value chosen.</param>
internal readonly record struct RowFilter(ReadOnlyMemory<int> Codes, int Code)
{
    // The spread of fewer draws says little: one group would always agree with itself.
    internal const int FewestKeys = 10;

    public bool IsAll => Codes.IsEmpty;

    /// <summary>How many of the rows are chosen.</summary>
    public int Count(KeptRows rows) => IsAll ? rows.Count : Codes.Span.Count(Code);

    /// <summary>Whether enough different rows, or groups of them, are chosen to resample them.</summary>
    public bool CanResample(KeptRows rows)
    {
        if (!rows.IsGrouped) return Count(rows) >= FewestKeys;
        ReadOnlySpan<int> codes = Codes.Span;
        var seen = new HashSet<uint>();
        for (int row = 0; row < rows.Count; row++)
        {
            if (codes.IsEmpty || codes[row] == Code) seen.Add(rows.Key(row));
            if (seen.Count == FewestKeys) return true;
        }

        return false;
    }
}
