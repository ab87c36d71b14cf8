namespace MlDsl.Training;

/// <summary>Encoded rows as they are gathered, and as a block has them: arrays with room behind what is there. A builder and a block exchange them, so that nothing is copied.</summary>
internal sealed class BlockRows
{
    // A block that is kept wastes less than this part of its room.
    private const int MostWaste = 8;
    private const int LeastRoom = 64;

    private int[] rowStart = new int[1], positions = [];
    private float[] values = [], labels = [], weights = [];
    private ulong[] groups = [];
    private int grouped;
    private bool isAscending = true;

    public BlockRows()
    {
    }

    /// <summary>Rows that lie in arrays already, as many as these are long.</summary>
    public BlockRows(int[] rowStart, int[] positions, float[] values, float[] labels, float[] weights, ulong[] groups)
    {
        (this.rowStart, this.positions, this.values, this.labels, this.weights, this.groups) = (rowStart, positions, values, labels, weights, groups);
        (Rows, Entries, grouped, isAscending) = (labels.Length, values.Length, groups.Length, false);
    }

    /// <summary>The finished rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The entries of all rows, the one that is not finished among them.</summary>
    public int Entries { get; private set; }

    public ReadOnlySpan<int> RowStart => rowStart.AsSpan(0, Rows + 1);

    public ReadOnlySpan<int> Positions => positions.AsSpan(0, Entries);

    public ReadOnlySpan<float> Values => values.AsSpan(0, Entries);

    public ReadOnlySpan<float> Labels => labels.AsSpan(0, Rows);

    public ReadOnlySpan<float> Weights => weights.AsSpan(0, Rows);

    public ReadOnlySpan<ulong> Groups => groups.AsSpan(0, grouped);

    /// <summary>The memory that the rows take, in bytes; their room may be an eighth more.</summary>
    public long Bytes => BytesOf(Entries, Rows, grouped);

    /// <summary>Adds an entry that is not 0 to the row that is not finished; where it stands is asked for later.</summary>
    public void Add(int position, float value)
    {
        if (Entries == positions.Length) Reserve(0, 1);
        (positions[Entries], values[Entries]) = (position, value);
        Entries++;
        isAscending = false;
    }

    /// <summary>Adds entries whose positions ascend above those of the row, without the zeros.</summary>
    public void Add(ReadOnlySpan<int> at, ReadOnlySpan<float> stand)
    {
        if (Entries + at.Length > positions.Length) Reserve(0, at.Length);
        Span<int> intoPositions = positions.AsSpan(Entries, at.Length);
        Span<float> intoValues = values.AsSpan(Entries, at.Length);
        int count = 0;
        for (int i = 0; i < at.Length && i < stand.Length; i++)
        {
            // Written in any case, and left there where it counts.
            (intoPositions[count], intoValues[count]) = (at[i], stand[i]);
            if (stand[i] != 0) count++;
        }
        Entries += count;
    }

    /// <summary>Makes room for more rows and entries.</summary>
    public void Reserve(int moreRows, int moreEntries)
    {
        Room(ref rowStart, Rows + 1, moreRows);
        Room(ref positions, Entries, moreEntries);
        Room(ref values, Entries, moreEntries);
        Room(ref labels, Rows, moreRows);
        Room(ref weights, Rows, moreRows);
    }

    /// <summary>Finishes a row.</summary>
    public void EndRow(float label, float weight, ulong? group)
    {
        if (Rows == labels.Length || Rows + 1 == rowStart.Length) Reserve(1, 0);
        (labels[Rows], weights[Rows]) = (label, weight);
        rowStart[++Rows] = Entries;
        if (group is not { } of) return;
        Room(ref groups, grouped, 1);
        groups[grouped++] = of;
    }

    /// <summary>Forgets all rows, and keeps their room.</summary>
    public void Clear() => (Rows, Entries, grouped, isAscending) = (0, 0, 0, true);

    /// <summary>These rows, where they fill their room; otherwise a copy that does.</summary>
    public BlockRows Trimmed()
    {
        long room = BytesOf(positions.Length, labels.Length, groups.Length);
        return (room - Bytes) * MostWaste <= room ? this : new BlockRows([.. RowStart], [.. Positions], [.. Values], [.. Labels], [.. Weights], [.. Groups]) { isAscending = isAscending };
    }

    /// <summary>Asks whether positions ascend, where that is not known.</summary>
    /// <exception cref="ArgumentException">They do not, or a row ends before it begins.</exception>
    public void CheckAscending()
    {
        if (!isAscending) RequireAscending(rowStart, positions, Rows, Entries);
        isAscending = true;
    }

    private static long BytesOf(long entries, long rows, long grouped) => (entries * (sizeof(int) + sizeof(float))) + (rows * (sizeof(int) + (2 * sizeof(float)))) + (grouped * sizeof(ulong));

    private static void Room<T>(ref T[] array, int held, int more)
    {
        int wanted = checked(held + more);
        if (wanted <= array.Length) return;
        T[] larger = GC.AllocateUninitializedArray<T>(held == 0 ? wanted : Math.Max(wanted, Math.Max(LeastRoom, (int)Math.Min(Array.MaxLength, 2L * array.Length))));
        array.AsSpan(0, held).CopyTo(larger);
        array = larger;
    }

    private static void RequireAscending(int[] rowStart, int[] positions, int rows, int entries)
    {
        for (int row = 0; row < rows; row++)
        {
            int start = rowStart[row], end = rowStart[row + 1];
            if (end < start || end > entries)
            {
                throw new ArgumentException(
                    $"Row {row} of the block ends at entry {end}, outside {start}…{entries}", nameof(rowStart));
            }

            for (int entry = start, previous = -1; entry < end; entry++)
            {
                if (positions[entry] <= previous)
                {
                    throw new ArgumentException(
                        $"The positions of row {row} of the block must ascend from 0; entry {entry} is {positions[entry]}",
                        nameof(positions));
                }

                previous = positions[entry];
            }
        }
    }
}
