using System.Collections.Immutable;

namespace MlDsl;

/// <summary>
/// What a model was trained on, as counts: what a service compares its rows with. It lies in the model file as <c>reference.bin</c>. Immutable.
/// </summary>
public sealed record ReferenceProfile
{
    /// <summary>The rows that were profiled.</summary>
    public required long Rows { get; init; }

    /// <summary>The columns of an input, in the order of the schema; none that is an <c>[Id]</c>.</summary>
    public required ImmutableArray<ColumnProfile> Columns { get; init; }

    /// <summary>What the model said of validation rows; empty unless <c>WithReference</c> was asked for.</summary>
    public ImmutableArray<ColumnProfile> Scores { get; init; } = [];

    /// <summary>How far off it was on these rows, by row; null where scores are absent, or the task's loss is none of single rows.</summary>
    public ColumnProfile? Losses { get; init; }

    /// <summary>
    /// The dependence of pairs of columns, from a sample of rows; the most dependent first. A pair with a column marked <c>[Sensitive]</c> is among them only where each combination has none or at least 50 sampled rows.
    /// </summary>
    public ImmutableArray<PairProfile> Pairs { get; init; } = [];

    /// <summary>
    /// All rows by consecutive blocks of their <c>[EventTime]</c>; empty where rows have none. A block holds at least 10 rows, 50 where a column is marked <c>[Sensitive]</c>, or zeros: those of a block with fewer count in the next that
    /// has enough, after it in the one before.
    /// </summary>
    public ImmutableArray<BlockProfile> Blocks { get; init; } = [];

    /// <summary>When the first of <see cref="Blocks"/> begins, in UTC or the clock of the column; a multiple of <see cref="BlockLength"/>.</summary>
    public DateTime BlockStart { get; init; }

    /// <summary>How long a block is: a day, doubled until there are at most 128.</summary>
    public TimeSpan BlockLength { get; init; }

    /// <summary>How many of <see cref="Pairs"/>, which begin with the most dependent ones, a window counts.</summary>
    public int ObservedPairs { get; init; }

    /// <summary>The SHA-256 of what windows must agree on with the reference: columns, kinds, edges, categories and groups; in lower-case hexadecimal. Counts have no part in it.</summary>
    public string Hash => ProfileHash.Of(this);

    /// <summary>The rows of the sample, which the rows' numbers alone choose; all rows where these are few.</summary>
    public long SampleRows { get; init; }
}

/// <summary>How two columns depend on each other.</summary>
/// <param name="First">The place of the first among the columns.</param>
/// <param name="Second">The place of the second, above it.</param>
/// <param name="Counts">Sampled rows by coarse groups: row by row the first column's, within it the second's. First.GroupCount × Second.GroupCount.</param>
/// <param name="Correlation">
/// The correlation of normal scores of the sampled rows that have both values, from −1 to 1; 0 where one is constant. Of categories their places in the list are scored.
/// </param>
public sealed record PairProfile(int First, int Second, ImmutableArray<long> Counts, double Correlation);

/// <summary>The rows of one block of time.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Counts">By column and, within it, by cell (<see cref="ColumnProfile.Cells"/>): as many as the columns' cells together.</param>
public sealed record BlockProfile(long Rows, ImmutableArray<long> Counts);
