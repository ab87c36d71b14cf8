namespace MlDsl;

/// <summary>How far a reference of first windows is.</summary>
/// <param name="Windows">The windows that are there.</param>
/// <param name="WantedWindows">Those that are wanted at least.</param>
/// <param name="Rows">The rows in them, and in those that do not count.</param>
/// <param name="WantedRows">Those that are wanted at least.</param>
/// <param name="IsWhole">Whether the reference is there: windows are compared with it from then on.</param>
public sealed record CollectedWindows(int Windows, int WantedWindows, long Rows, long WantedRows, bool IsWhole)
{
    /// <summary>The share that is there, of windows or of rows, whichever is less: from 0 to 1.</summary>
    public double Share => IsWhole ? 1 : Math.Min(1, Math.Min(Windows / (double)WantedWindows, Rows / (double)WantedRows));

    /// <summary>As in <c>collecting reference: 3 of 10 windows, 4200 rows</c>.</summary>
    public override string ToString() => IsWhole
        ? FormattableString.Invariant($"reference collected: {Windows} windows, {Rows} rows")
        : FormattableString.Invariant($"collecting reference: {Windows} of {WantedWindows} windows, {Rows}{(Rows < WantedRows ? $" of {WantedRows}" : "")} rows");
}
