using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>
/// The cells of a reference behind each other, for whoever counts rows in them: those of the columns, of the scores, and of the pairs that windows count. Immutable.
/// </summary>
internal sealed class ProfileCells
{
    private readonly ProfileSlot[] columns, scores;
    private readonly bool[] isNumber;
    private readonly Pair[] pairs;
    private readonly ReferenceProfile reference;

    /// <summary>The cells of a reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="inputs">The columns of an input, with their kinds.</param>
    /// <exception cref="ArgumentException">A column of the reference is none of the inputs.</exception>
    public ProfileCells(ReferenceProfile reference, IReadOnlyList<ColumnSchema> inputs)
        : this(reference, new ProfileLayout([.. Chosen(reference, inputs)], inputs))
    {
    }

    /// <summary>The same where what is profiled is known.</summary>
    public ProfileCells(ReferenceProfile reference, ProfileLayout layout)
    {
        this.reference = reference;
        int count = 0, masks = 0;
        columns = [.. reference.Columns.Select(Next)];
        isNumber = [.. layout.Columns.Select(static c => c.Kind == ColumnProfileKind.Number)];
        scores = [.. reference.Scores.Select(Next)];
        pairs = new Pair[reference.ObservedPairs];
        for (int i = 0; i < pairs.Length; i++)
        {
            PairProfile pair = reference.Pairs[i];
            Group(pair.First);
            Group(pair.Second);
            pairs[i] = new Pair(count, pair.First, pair.Second, pair.Counts.Length);
            count += pair.Counts.Length;
        }
        Layout = layout.InCells([.. columns.Select(static slot => slot.Finder)], masks);
        Count = count;
        Hash = reference.Hash;

        ProfileSlot Next(ColumnProfile profile)
        {
            var slot = new ProfileSlot(new CellFinder(profile), count, profile.Cells, [], [], 0);
            count += profile.Cells;
            return slot;
        }

        // The groups of a column that is one of a pair.
        void Group(int column)
        {
            if (columns[column].Groups.Length > 0) return;
            ImmutableArray<byte> groups = reference.Columns[column].Groups;
            byte[] starts = [.. Enumerable.Range(0, groups.Length).Where(cell => cell == 0 || groups[cell] != groups[cell - 1]).Select(static cell => (byte)cell)];
            columns[column] = columns[column] with { Groups = [.. groups], Starts = starts, Mask = masks };
            masks += starts.Length;
        }
    }

    /// <summary>How many cells there are.</summary>
    public int Count { get; }

    /// <summary>Where the values of a row lie in a block.</summary>
    public ProfileLayout Layout { get; }

    /// <summary>Whether what is said of a row is counted.</summary>
    public bool HasScores => scores.Length > 0;

    /// <summary>The reference's hash.</summary>
    public string Hash { get; }

    /// <summary>Finds the cells of a column's values in the first rows of a block; those of texts were found when they were written.</summary>
    public ReadOnlySpan<byte> Find(ProfileBlock block, int column, int rows)
    {
        Span<byte> cells = block.Cells.AsSpan(column * ProfileBlock.MostRows, ProfileBlock.MostRows);
        if (isNumber[column]) Find(columns[column].Finder, block.Numbers.AsSpan(Layout.Starts[column], ProfileBlock.MostRows), rows, cells);
        return cells[..rows];
    }

    /// <summary>Counts the first rows of a block.</summary>
    public void CountRows(ProfileBlock block, int rows, Span<long> counts)
    {
        bool isTogether = CellCounts.IsFaster(rows);
        ulong all = ulong.MaxValue >> (ProfileBlock.MostRows - rows);
        for (int column = 0; column < columns.Length; column++)
        {
            ref readonly ProfileSlot slot = ref columns[column];
            Find(block, column, rows);
            Span<byte> cells = block.Cells.AsSpan(column * ProfileBlock.MostRows, ProfileBlock.MostRows);
            CountColumn(in slot, cells, rows, counts);
            if (isTogether && slot.Starts.Length > 0) CellCounts.Group(cells, slot.Starts, all, block.Masks.AsSpan(slot.Mask));
        }
        foreach (Pair pair in pairs)
        {
            ref readonly ProfileSlot first = ref columns[pair.First], second = ref columns[pair.Second];
            Span<long> own = counts.Slice(pair.Offset, pair.Cells);
            if (isTogether)
            {
                CellCounts.Add(block.Masks.AsSpan(first.Mask, first.Starts.Length), block.Masks.AsSpan(second.Mask, second.Starts.Length), own);
                continue;
            }
            ReadOnlySpan<byte> one = block.Cells.AsSpan(pair.First * ProfileBlock.MostRows, rows), other = block.Cells.AsSpan(pair.Second * ProfileBlock.MostRows, rows);
            for (int row = 0; row < one.Length; row++) own[(first.Groups[one[row]] * second.Starts.Length) + second.Groups[other[row]]]++;
        }
    }

    /// <summary>Counts what was said of the first rows of a block.</summary>
    public void CountScores(ProfileBlock block, int rows, Span<long> counts)
    {
        Span<byte> cells = stackalloc byte[ProfileBlock.MostRows];
        for (int i = 0; i < scores.Length; i++)
        {
            if (i == 0) Find(scores[i].Finder, block.SaidNumbers, rows, cells);
            else scores[i].Finder.Find(block.SaidNames.AsSpan(0, rows), cells);
            CountColumn(in scores[i], cells, rows, counts);
        }
    }

    /// <summary>The window of counts.</summary>
    public ProfileWindow ToWindow(ReadOnlySpan<long> counts, long rows, DateTimeOffset from, DateTimeOffset to)
    {
        var all = ImmutableArray.Create(counts);
        return new ProfileWindow
        {
            Reference = Hash,
            Rows = rows,
            From = from,
            To = to,
            Columns = [.. columns.Select((slot, i) => all.Slice(slot.Offset, reference.Columns[i].Cells))],
            Scores = [.. scores.Select((slot, i) => all.Slice(slot.Offset, reference.Scores[i].Cells))],
            Pairs = [.. pairs.Select((pair, i) => all.Slice(pair.Offset, reference.Pairs[i].Counts.Length))],
        };
    }

    // What lies behind the rows is found with them: many values are found as fast as few.
    private static void Find(CellFinder finder, ReadOnlySpan<float> numbers, int rows, Span<byte> cells)
    {
        int all = rows < CellFinder.ValuesAtOnce / 4 ? rows : (rows + CellFinder.ValuesAtOnce - 1) & -CellFinder.ValuesAtOnce;
        finder.Find(numbers[..all], cells);
    }

    // The cells are those of a whole block, whatever stands behind the rows.
    private static void CountColumn(in ProfileSlot slot, Span<byte> cells, int rows, Span<long> counts)
    {
        Span<long> own = counts.Slice(slot.Offset, slot.Cells);
        if (CellCounts.IsFaster(rows))
        {
            cells[rows..].Fill(CellCounts.None);
            CellCounts.Add(cells, own);
            return;
        }
        foreach (byte cell in cells[..rows]) own[cell]++;
    }

    private static IEnumerable<ProfiledColumn> Chosen(ReferenceProfile reference, IEnumerable<ColumnSchema> inputs)
    {
        Dictionary<string, ColumnSchema> byMember = inputs.ToDictionary(static c => c.Member, StringComparer.Ordinal);
        foreach (ColumnProfile column in reference.Columns)
        {
            ProfiledColumn? profiled = byMember.TryGetValue(column.Name, out ColumnSchema? schema) ? ProfiledColumn.FromSchema(schema) : null;
            if (profiled is null || profiled.Kind != column.Kind || profiled.Of != column.Of)
                throw new ArgumentException($"The reference has the column '{column.Name}' as {column.Kind}, which the rows do not have; make the reference of rows of this type", nameof(reference));
            yield return profiled;
        }
    }

    private readonly record struct Pair(int Offset, int First, int Second, int Cells);

    // Groups and their first cells of a column that is one of a pair; none of others.
    private readonly record struct ProfileSlot(CellFinder Finder, int Offset, int Cells, byte[] Groups, byte[] Starts, int Mask);
}
