namespace MlDsl.Training;

/// <summary>Gathers encoded rows, entry by entry, into a <see cref="FeatureBlock"/>. Not thread-safe.</summary>
public sealed class FeatureBlockBuilder
{
    private BlockRows rows = new();

    /// <summary>The number of finished rows.</summary>
    public int Rows => rows.Rows;

    /// <summary>Whether <see cref="FeatureBlock.MaxRows"/> rows are there, so that it is time to <see cref="Build"/>.</summary>
    public bool IsFull => rows.Rows == FeatureBlock.MaxRows;

    /// <summary>A block that nobody reads any more, which becomes the next one.</summary>
    internal FeatureBlock? Spare { get; set; }

    /// <summary>Adds an entry to the current row. Zeros take no room.</summary>
    /// <param name="position">The position of the feature vector; larger than the row's last one.</param>
    /// <param name="value">What stands there.</param>
    public void Add(int position, float value)
    {
        if (value != 0) rows.Add(position, value);
    }

    /// <summary>Adds entries to the current row.</summary>
    /// <param name="at">Their positions, ascending, above the row's last one.</param>
    /// <param name="stand">What stands there, as many.</param>
    internal void Add(ReadOnlySpan<int> at, ReadOnlySpan<float> stand) => rows.Add(at, stand);

    /// <summary>Makes room, so that nothing grows on the way.</summary>
    /// <param name="more">The rows that will come.</param>
    /// <param name="entries">Their entries.</param>
    internal void Reserve(int more, int entries) => rows.Reserve(more, entries);

    /// <summary>Finishes the current row.</summary>
    /// <param name="label">The value of a regression, 0 or 1, the index of the class, or the grade.</param>
    /// <param name="weight">How often the row counts.</param>
    /// <param name="group">What tells the row's group from others; null where rows have none.</param>
    /// <exception cref="InvalidOperationException">The block is full.</exception>
    public void EndRow(float label, float weight = 1, ulong? group = null)
    {
        if (IsFull)
            throw new InvalidOperationException($"The block holds {FeatureBlock.MaxRows} rows already; build it first");
        rows.EndRow(label, weight, group);
    }

    /// <summary>The finished rows as a block; the builder is empty afterwards.</summary>
    /// <exception cref="InvalidOperationException">Entries were added after the last finished row, or some rows have a group and some have none.</exception>
    /// <exception cref="ArgumentException">There is no row, or positions do not ascend.</exception>
    public FeatureBlock Build()
    {
        if (rows.RowStart[^1] != rows.Entries)
            throw new InvalidOperationException("The last row is not finished; call EndRow first");
        if (rows.Groups.Length > 0 && rows.Groups.Length != rows.Rows)
            throw new InvalidOperationException($"{rows.Groups.Length} of {rows.Rows} rows have a group; give one to each, or to none");
        if (rows.Rows == 0) throw new ArgumentException("A block holds at least one row, and none is finished");
        rows.CheckAscending();
        FeatureBlock block;
        if (Spare is null)
        {
            BlockRows kept = rows.Trimmed();
            if (kept == rows) rows = new BlockRows();
            block = new FeatureBlock(kept);
        }
        else
        {
            block = Spare;
            rows = block.Exchange(rows);
        }
        Spare = null;
        rows.Clear();
        return block;
    }
}
