using System.Runtime.InteropServices;

namespace MlDsl.Training;

/// <summary>Gathers encoded rows, entry by entry, into a <see cref="FeatureBlock"/>. Not thread-safe.</summary>
public sealed class FeatureBlockBuilder
{
    private readonly List<int> rowStart = [0];
    private readonly List<int> positions = [];
    private readonly List<float> values = [];
    private readonly List<float> labels = [];
    private readonly List<float> weights = [];
    private readonly List<ulong> groups = [];

    /// <summary>The number of finished rows.</summary>
    public int Rows => labels.Count;

    /// <summary>Whether <see cref="FeatureBlock.MaxRows"/> rows are there, so that it is time to <see cref="Build"/>.</summary>
    public bool IsFull => labels.Count == FeatureBlock.MaxRows;

    /// <summary>A block that nobody reads any more, which becomes the next one.</summary>
    internal FeatureBlock? Spare { get; set; }

    /// <summary>Adds an entry to the current row. Zeros take no room.</summary>
    /// <param name="position">The position of the feature vector; larger than the row's last one.</param>
    /// <param name="value">What stands there.</param>
    public void Add(int position, float value)
    {
        if (value == 0)
            return;
        positions.Add(position);
        values.Add(value);
    }

    /// <summary>Adds entries to the current row.</summary>
    /// <param name="at">Their positions, ascending, above the row's last one.</param>
    /// <param name="stand">What stands there, as many.</param>
    internal void Add(ReadOnlySpan<int> at, ReadOnlySpan<float> stand)
    {
        int count = positions.Count;
        CollectionsMarshal.SetCount(positions, count + at.Length);
        CollectionsMarshal.SetCount(values, count + at.Length);
        Span<int> intoPositions = CollectionsMarshal.AsSpan(positions);
        Span<float> intoValues = CollectionsMarshal.AsSpan(values);
        for (int i = 0; i < at.Length; i++)
        {
            if (stand[i] == 0) continue;
            (intoPositions[count], intoValues[count]) = (at[i], stand[i]);
            count++;
        }
        CollectionsMarshal.SetCount(positions, count);
        CollectionsMarshal.SetCount(values, count);
    }

    /// <summary>Makes room, so that nothing grows on the way.</summary>
    /// <param name="rows">The rows that will come.</param>
    /// <param name="entries">Their entries.</param>
    internal void Reserve(int rows, int entries)
    {
        rowStart.EnsureCapacity(rows + 1);
        positions.EnsureCapacity(entries);
        values.EnsureCapacity(entries);
        labels.EnsureCapacity(rows);
        weights.EnsureCapacity(rows);
    }

    /// <summary>Finishes the current row.</summary>
    /// <param name="label">The value of a regression, 0 or 1, the index of the class, or the grade.</param>
    /// <param name="weight">How often the row counts.</param>
    /// <param name="group">What tells the row's group from others; null where rows have none.</param>
    /// <exception cref="InvalidOperationException">The block is full.</exception>
    public void EndRow(float label, float weight = 1, ulong? group = null)
    {
        if (IsFull)
            throw new InvalidOperationException($"The block holds {FeatureBlock.MaxRows} rows already; build it first");
        rowStart.Add(positions.Count);
        labels.Add(label);
        weights.Add(weight);
        if (group is { } of) groups.Add(of);
    }

    /// <summary>The finished rows as a block; the builder is empty afterwards.</summary>
    /// <exception cref="InvalidOperationException">Entries were added after the last finished row, or some rows have a group and some have none.</exception>
    /// <exception cref="ArgumentException">There is no row, or positions do not ascend.</exception>
    public FeatureBlock Build()
    {
        if (rowStart[^1] != positions.Count)
            throw new InvalidOperationException("The last row is not finished; call EndRow first");
        if (groups.Count > 0 && groups.Count != labels.Count)
            throw new InvalidOperationException($"{groups.Count} of {labels.Count} rows have a group; give one to each, or to none");
        FeatureBlock block;
        if (Spare is null) block = new FeatureBlock([.. rowStart], [.. positions], [.. values], [.. labels], [.. weights], groups.Count > 0 ? [.. groups] : null);
        else (block = Spare).Refill(rowStart, positions, values, labels, weights, groups);
        Spare = null;
        rowStart.RemoveRange(1, rowStart.Count - 1);
        positions.Clear();
        values.Clear();
        labels.Clear();
        weights.Clear();
        groups.Clear();
        return block;
    }
}
