namespace MlDsl.Training;

/// <summary>How rows are profiled.</summary>
internal sealed record ProfileOptions
{
    /// <summary>The default.</summary>
    public static ProfileOptions Default { get; } = new();

    /// <summary>The cells of a column at most: its bins and two behind them.</summary>
    public const int MostCells = 252;

    /// <summary>Bins of a number at most, from 2 to 64.</summary>
    public int MostBins { get; init => field = Checked(value, 2, 64, nameof(MostBins)); } = 12;

    /// <summary>Categories with a bin of their own at most, from 1 to 250: the most frequent ones.</summary>
    public int MostCategories { get; init => field = Checked(value, 1, 250, nameof(MostCategories)); } = 32;

    /// <summary>The rows that a bin or a category holds at least, from 1 on; fewer are stored for no column.</summary>
    public int LeastRows { get; init => field = Checked(value, 1, int.MaxValue, nameof(LeastRows)); } = 10;

    /// <summary>The same of columns marked <c>[Sensitive]</c>.</summary>
    public int LeastSensitiveRows { get; init => field = Checked(value, 1, int.MaxValue, nameof(LeastSensitiveRows)); } = 50;

    /// <summary>The rows that a bin or a category of a column holds at least.</summary>
    public int LeastOf(bool isSensitive) => isSensitive ? Math.Max(LeastRows, LeastSensitiveRows) : LeastRows;

    private static int Checked(int value, int least, int most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be from {least} to {most}"));
}
