using System.Collections.Immutable;

namespace MlDsl.Training;

/// <summary>
/// The cells of a reference behind each other, for whoever counts rows in them: those of the columns, of the scores, and of the pairs that windows count. Immutable.
/// </summary>
internal sealed class ProfileCells
{
    // How many columns and pairs are counted side by side.
    private const int Together = 4;

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
        (this.reference, Layout) = (reference, layout);
        int offset = 0;
        columns = [.. reference.Columns.Select(Next)];
        isNumber = [.. layout.Columns.Select(static c => c.Kind == ColumnProfileKind.Number)];
        scores = [.. reference.Scores.Select(Next)];
        pairs = new Pair[reference.ObservedPairs];
        for (int i = 0; i < pairs.Length; i++)
        {
            PairProfile pair = reference.Pairs[i];
            int own = offset, width = reference.Columns[pair.Second].GroupCount;
            pairs[i] = new Pair(offset, pair.First, pair.Second, [.. reference.Columns[pair.First].Groups.Select(group => own + (group * width))], [.. reference.Columns[pair.Second].Groups]);
            offset += pair.Counts.Length;
        }
        Count = offset;
        Hash = reference.Hash;

        ProfileSlot Next(ColumnProfile profile)
        {
            var slot = new ProfileSlot(new CellFinder(profile), offset);
            offset += profile.Cells;
            return slot;
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

    /// <summary>Finds the cells of a column's values in the first rows of a block.</summary>
    public ReadOnlySpan<byte> Find(ProfileBlock block, int column, int rows)
    {
        int start = Layout.Starts[column];
        Span<byte> found = block.Cells.Slice(column * ProfileBlock.MostRows, rows);
        if (isNumber[column]) columns[column].Finder.Find(block.Numbers.AsSpan(start, rows), found);
        else columns[column].Finder.Find(block.Texts.AsSpan(start, rows), found);
        return found;
    }

    /// <summary>Counts the first rows of a block.</summary>
    public void CountRows(ProfileBlock block, int rows, Span<long> counts)
    {
        Span<int> places = stackalloc int[Together * ProfileBlock.MostRows];
        int waiting = 0;
        for (int column = 0; column < columns.Length; column++)
        {
            ReadOnlySpan<byte> cells = Find(block, column, rows);
            Span<int> own = places.Slice(waiting * ProfileBlock.MostRows, cells.Length);
            int offset = columns[column].Offset;
            for (int row = 0; row < cells.Length; row++) own[row] = offset + cells[row];
            waiting = CountIfFull(places, waiting + 1, rows, counts);
        }
        foreach (Pair pair in pairs)
        {
            ReadOnlySpan<byte> first = block.Cells.Slice(pair.First * ProfileBlock.MostRows, rows), second = block.Cells.Slice(pair.Second * ProfileBlock.MostRows, first.Length);
            Span<int> own = places.Slice(waiting * ProfileBlock.MostRows, first.Length);
            int[] groups = pair.FirstOffsets;
            byte[] within = pair.SecondGroups;
            for (int row = 0; row < first.Length; row++) own[row] = groups[first[row]] + within[second[row]];
            waiting = CountIfFull(places, waiting + 1, rows, counts);
        }
        for (int i = 0; i < waiting; i++)
            foreach (int place in places.Slice(i * ProfileBlock.MostRows, rows)) counts[place]++;
    }

    // Columns and pairs are counted side by side: one by one, a count would wait for that of the row before, which is often in the same cell.
    private static int CountIfFull(ReadOnlySpan<int> places, int waiting, int rows, Span<long> counts)
    {
        if (waiting < Together) return waiting;
        ReadOnlySpan<int> one = places[..rows], two = places.Slice(ProfileBlock.MostRows, one.Length), three = places.Slice(2 * ProfileBlock.MostRows, one.Length), four = places.Slice(3 * ProfileBlock.MostRows, one.Length);
        for (int row = 0; row < one.Length; row++)
        {
            counts[one[row]]++;
            counts[two[row]]++;
            counts[three[row]]++;
            counts[four[row]]++;
        }
        return 0;
    }

    /// <summary>Counts what was said of the first rows of a block.</summary>
    public void CountScores(ProfileBlock block, int rows, Span<long> counts)
    {
        Span<byte> found = stackalloc byte[ProfileBlock.MostRows];
        found = found[..rows];
        scores[0].Finder.Find(block.SaidNumbers.AsSpan(0, rows), found);
        CountCells(found, counts[scores[0].Offset..]);
        if (scores.Length == 1) return;
        scores[1].Finder.Find(block.SaidNames.AsSpan(0, rows), found);
        CountCells(found, counts[scores[1].Offset..]);
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

    private static void CountCells(ReadOnlySpan<byte> cells, Span<long> counts)
    {
        foreach (byte cell in cells) counts[cell]++;
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

    private sealed record Pair(int Offset, int First, int Second, int[] FirstOffsets, byte[] SecondGroups);

    private readonly record struct ProfileSlot(CellFinder Finder, int Offset);
}
