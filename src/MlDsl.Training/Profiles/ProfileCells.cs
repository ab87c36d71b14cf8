using System.Collections.Immutable;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>
/// The cells of a reference behind each other, for whoever counts rows in them: those of the columns, of the scores, and of the pairs that windows count. Immutable.
/// </summary>
internal sealed class ProfileCells
{
    /// <summary>The rows whose cells are found before they are counted.</summary>
    public const int RowsAtOnce = 64;

    // The cells of rows, once for each thread: no column has more than a byte holds.
    [ThreadStatic]
    private static byte[]? room;

    private readonly ProfileSlot[] columns, scores;
    private readonly Pair[] pairs;
    private readonly ReferenceProfile reference;

    /// <summary>The cells of a reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="inputs">The columns of an input, with their kinds.</param>
    /// <exception cref="ArgumentException">A column of the reference is none of the inputs.</exception>
    public ProfileCells(ReferenceProfile reference, IEnumerable<ColumnSchema> inputs)
        : this(reference, [.. Chosen(reference, inputs)])
    {
    }

    /// <summary>The same where what is profiled is known.</summary>
    public ProfileCells(ReferenceProfile reference, ProfiledColumn[] profiled)
    {
        this.reference = reference;
        int offset = 0;
        columns = [.. reference.Columns.Select((c, i) => Next(c, profiled[i]))];
        scores = [.. reference.Scores.Select(c => Next(c, c.Kind == ColumnProfileKind.Number ? ProfiledColumn.OfNumbers(c.Name) : ProfiledColumn.OfClasses(c.Name)))];
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

        ProfileSlot Next(ColumnProfile profile, ProfiledColumn column)
        {
            var slot = new ProfileSlot(column, new CellFinder(profile), offset);
            offset += profile.Cells;
            return slot;
        }
    }

    /// <summary>How many cells there are.</summary>
    public int Count { get; }

    /// <summary>The columns of a row.</summary>
    public int Columns => columns.Length;

    /// <summary>Whether what is said of a row is counted.</summary>
    public bool HasScores => scores.Length > 0;

    /// <summary>The reference's hash.</summary>
    public string Hash { get; }

    /// <summary>A column of the rows.</summary>
    public ProfileSlot this[int column] => columns[column];

    /// <summary>Room for the cells of <see cref="RowsAtOnce"/> rows, row by row; this thread's until it asks again.</summary>
    public Span<byte> Room()
    {
        int length = RowsAtOnce * columns.Length;
        if (room is null || room.Length < length) room = new byte[length];
        return room.AsSpan(0, length);
    }

    /// <summary>Counts rows by the cells of their columns.</summary>
    public void CountRows(ReadOnlySpan<byte> found, int rows, Span<long> counts)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> own = found.Slice(row * columns.Length, columns.Length);
            for (int i = 0; i < own.Length; i++) counts[columns[i].Offset + own[i]]++;
            foreach (Pair pair in pairs) counts[pair.FirstOffsets[own[pair.First]] + pair.SecondGroups[own[pair.Second]]]++;
        }
    }

    /// <summary>The cells of what was said of a row.</summary>
    /// <param name="name">The class; null where a number is predicted.</param>
    /// <param name="number">The number or the probability.</param>
    public (byte First, byte Second) ScoresOf(string? name, float number) =>
        ((byte)scores[0].Finder.CellOf(number), scores.Length > 1 ? (byte)scores[1].Finder.CellOf(name) : (byte)0);

    /// <summary>Counts what was said of rows.</summary>
    public void CountScores(ReadOnlySpan<(byte First, byte Second)> found, Span<long> counts)
    {
        foreach (var (first, second) in found)
        {
            counts[scores[0].Offset + first]++;
            if (scores.Length > 1) counts[scores[1].Offset + second]++;
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
}

/// <summary>One column among the cells of a reference.</summary>
/// <param name="column">What is profiled of a value.</param>
/// <param name="finder">Finds its cell.</param>
/// <param name="offset">Where its cells begin.</param>
internal sealed class ProfileSlot(ProfiledColumn column, CellFinder finder, int offset)
{
    private readonly bool isNumber = column.Kind == ColumnProfileKind.Number;

    /// <summary>The column's property.</summary>
    public string Name { get; } = column.Name;

    /// <summary>Finds the cell of a number or a text.</summary>
    public CellFinder Finder => finder;

    /// <summary>Where the cells begin.</summary>
    public int Offset { get; } = offset;

    /// <summary>The cell of a value within its column.</summary>
    public byte CellOf(in ColumnValue value) => (byte)(isNumber ? finder.CellOf(column.NumberOf(in value)) : finder.CellOf(column.TextOf(in value)));
}
