using System.Collections.Immutable;

namespace MlDsl;

/// <summary>What the values of a profiled column are counted as.</summary>
public enum ColumnProfileKind
{
    /// <summary>Numbers: bins between <see cref="ColumnProfile.Edges"/>.</summary>
    Number,

    /// <summary>Texts, flags and enums: a bin for each of <see cref="ColumnProfile.Categories"/>.</summary>
    Category,
}

/// <summary>
/// How the values of one column, or one kind of score, were distributed: counts over fixed bins and what was in none of them. The counts are exact but for <see cref="Epsilon"/>.
/// </summary>
/// <remarks>
/// A cell is a bin, or one of the two behind the bins: of missing values, and of values that no bin is for. The bins' edges are places of a fixed
/// grid and never values of rows; every bin holds at least 10 rows, 50 of a column marked <c>[Sensitive]</c>, so that no value of a few rows can be
/// read from it.
/// </remarks>
/// <param name="Name">The column's property; of scores, what they are: <c>prediction</c>, <c>probability</c>, <c>class</c>, <c>loss</c>.</param>
/// <param name="Kind">What its values are counted as.</param>
public sealed record ColumnProfile(string Name, ColumnProfileKind Kind)
{
    /// <summary>What a number is of the value: empty for the value itself, else <c>length</c> of a text, <c>norm</c> of a vector, <c>hour of week</c> of a time.</summary>
    public string Of { get; init; } = "";

    /// <summary>What a number is counted in, where the column says; null where it does not.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether the column is marked <c>[Sensitive]</c>.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>
    /// The ε of the noise that the counts have, which are not exact then: of a number <see cref="Mean"/>, <see cref="Deviation"/> and <see cref="Centres"/> are of noisy counts and of the bins' middles, and <see cref="Distinct"/> is the number of bins. Null where there is no noise.
    /// </summary>
    public double? Epsilon { get; init; }

    /// <summary>Of numbers the cuts between bins, ascending, each a float: bin i holds the values from edge i − 1 on, and below edge i. One less than bins.</summary>
    public ImmutableArray<double> Edges { get; init; } = [];

    /// <summary>Of numbers the mean of each bin's values, within a relative 2⁻¹²; as many as bins.</summary>
    public ImmutableArray<double> Centres { get; init; } = [];

    /// <summary>Of categories what each bin counts; as many as bins.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>The rows of each bin. A column without any value has no bin.</summary>
    public ImmutableArray<long> Counts { get; init; } = [];

    /// <summary>The rows without a value; NaN is none.</summary>
    public long Missing { get; init; }

    /// <summary>The rows whose value no bin is for: of numbers the infinite ones, of categories all others together.</summary>
    public long Unknown { get; init; }

    /// <summary>How many distinct values there were, estimated with a standard error of 1.6 %.</summary>
    public double Distinct { get; init; }

    /// <summary>Of numbers the mean of the finite values, within a relative 2⁻¹² of the mean magnitude; NaN where there is none.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Of numbers the standard deviation of the finite values (divisor n), from the same grid; NaN where there is none.</summary>
    public double Deviation { get; init; } = double.NaN;

    /// <summary>The coarse group of each cell, from 0: what <see cref="PairProfile"/> counts. Missing and unknown are one group of their own.</summary>
    public ImmutableArray<byte> Groups { get; init; } = [];

    /// <summary>The number of bins.</summary>
    public int Bins => Counts.Length;

    /// <summary>The bins and the two cells behind them: missing, then unknown.</summary>
    public int Cells => Counts.Length + 2;

    /// <summary>The number of coarse groups.</summary>
    public int GroupCount => Groups.IsEmpty ? 0 : Groups.Max() + 1;

    /// <summary>The rows of every cell: of the bins, without a value, without a bin.</summary>
    public long[] ToCells() => [.. Counts, Missing, Unknown];
}
