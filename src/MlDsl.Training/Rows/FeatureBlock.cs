namespace MlDsl.Training;

/// <summary>
/// Up to <see cref="MaxRows"/> encoded rows in compressed sparse row form. Immutable for whoever reads them.
/// </summary>
/// <remarks>
/// The entries of row r are those numbered <c>RowStart[r]</c> to <c>RowStart[r + 1] - 1</c>: a position of the feature vector
/// in <see cref="Positions"/>, ascending within the row, and what stands there in <see cref="Values"/>. What is not named is 0.
/// </remarks>
public sealed class FeatureBlock
{
    /// <summary>The largest number of rows of one block.</summary>
    public const int MaxRows = 4096;

    private BlockRows rows;

    /// <summary>Takes over the arrays; the caller must not write to them any more.</summary>
    /// <param name="rowStart">Where the entries of each row begin, and as the last element the number of entries.</param>
    /// <param name="positions">The feature position of each entry, ascending within a row.</param>
    /// <param name="values">The value of each entry. NaN and infinity are left for the trainer to report.</param>
    /// <param name="labels">Per row: the value of a regression, 0 or 1, or the index of the class.</param>
    /// <param name="weights">Per row: how often it counts; 1 where rows have no weight.</param>
    /// <param name="groups">Per row: what tells its group from others; null where rows are not compared within groups.</param>
    /// <exception cref="ArgumentException">The arrays do not describe rows; the message says where.</exception>
    public FeatureBlock(int[] rowStart, int[] positions, float[] values, float[] labels, float[] weights, ulong[]? groups = null)
    {
        ArgumentNullException.ThrowIfNull(rowStart);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(weights);
        if (labels.Length is 0 or > MaxRows)
            throw new ArgumentException($"A block holds 1 to {MaxRows} rows, not {labels.Length}", nameof(labels));
        if (weights.Length != labels.Length)
            throw new ArgumentException($"{labels.Length} rows need as many weights, not {weights.Length}", nameof(weights));
        if (groups is not null && groups.Length != labels.Length)
            throw new ArgumentException($"{labels.Length} rows need as many groups, not {groups.Length}", nameof(groups));
        if (rowStart.Length != labels.Length + 1)
            throw new ArgumentException($"{labels.Length} rows need one row start more, not {rowStart.Length}", nameof(rowStart));
        if (values.Length != positions.Length)
            throw new ArgumentException($"{positions.Length} positions need as many values, not {values.Length}", nameof(values));
        if (rowStart[0] != 0 || rowStart[^1] != positions.Length)
            throw new ArgumentException($"The row starts must run from 0 to {positions.Length}, the entries", nameof(rowStart));
        rows = new BlockRows(rowStart, positions, values, labels, weights, groups ?? []);
        rows.CheckAscending();
    }

    /// <summary>Rows that a builder has finished.</summary>
    internal FeatureBlock(BlockRows rows) => this.rows = rows;

    /// <summary>The number of rows, at least 1.</summary>
    public int Rows => rows.Rows;

    /// <summary>Where the entries of each row begin; one element more than there are rows.</summary>
    public ReadOnlySpan<int> RowStart => rows.RowStart;

    /// <summary>The feature position of each entry.</summary>
    public ReadOnlySpan<int> Positions => rows.Positions;

    /// <summary>The value of each entry.</summary>
    public ReadOnlySpan<float> Values => rows.Values;

    /// <summary>The label of each row.</summary>
    public ReadOnlySpan<float> Labels => rows.Labels;

    /// <summary>The weight of each row.</summary>
    public ReadOnlySpan<float> Weights => rows.Weights;

    /// <summary>The group of each row, as a number that tells it from others: the query of a ranking. Empty where rows are not compared within groups.</summary>
    public ReadOnlySpan<ulong> Groups => rows.Groups;

    /// <summary>The memory that the rows take, in bytes.</summary>
    internal long Bytes => rows.Bytes;

    /// <summary>Takes other rows in place of its own, which it gives away: for a block that its reader has done with.</summary>
    internal BlockRows Exchange(BlockRows others)
    {
        BlockRows own = rows;
        rows = others;
        return own;
    }
}
