namespace MlDsl.Kernels;

/// <summary>A feature as masks know it: the keys at which some condition turns cut the number line into cells; one more is for missing values.</summary>
/// <param name="Feature">The feature, by its position in the row.</param>
/// <param name="Keys">The keys, ascending.</param>
internal sealed record MaskColumn(int Feature, long[] Keys)
{
    /// <summary>The cells, of which the last is that of missing values.</summary>
    public int Cells => Keys.Length + 2;

    /// <summary>The cell of a key.</summary>
    public int CellOf(long key)
    {
        int place = Array.BinarySearch(Keys, key);
        return place >= 0 ? place + 1 : ~place;
    }
}

/// <summary>
/// The columns of an ensemble. No condition is reached in a column's first cell, so a column of two cells, such as a place of an encoded
/// category, costs nothing in most rows: such columns are flags, which are found many at a time and listed only where they are set.
/// </summary>
internal sealed class MaskColumns
{
    /// <summary>The features among which flags are found at a time.</summary>
    public const int Group = 16;

    /// <summary>Fewer are not worth a search of their own.</summary>
    public const int LeastFlags = 8;

    private MaskColumns(MaskColumn[] dense, MaskColumn[] flags)
    {
        (Dense, Flags) = (dense, flags);
        Lines = 1 + dense.Sum(static column => (long)column.Cells) + (2L * flags.Length);
    }

    /// <summary>The columns of which each row has a cell, by their features.</summary>
    public MaskColumn[] Dense { get; }

    /// <summary>The columns that are looked at only where they are set, by their features.</summary>
    public MaskColumn[] Flags { get; }

    /// <summary>One for what leaves everything, one for each cell of a dense column, two for each flag: set, and missing.</summary>
    public long Lines { get; }

    public static MaskColumns Of(IEnumerable<Reach> reaches, int features)
    {
        var keys = new SortedDictionary<int, HashSet<long>>();
        foreach (Reach reach in reaches)
        {
            if (!keys.TryGetValue(reach.Feature, out HashSet<long>? all)) keys.Add(reach.Feature, all = []);
            all.UnionWith(reach.Turns);
        }
        MaskColumn[] columns = [.. keys.Select(static entry => new MaskColumn(entry.Key, [.. entry.Value.Order()]))];
        MaskColumn[] flags = [.. columns.Where(static column => column.Keys.Length == 1)];
        if (flags.Length < LeastFlags || features < Group) flags = [];
        return new MaskColumns(flags.Length == 0 ? columns : [.. columns.Where(static column => column.Keys.Length != 1)], flags);
    }
}
