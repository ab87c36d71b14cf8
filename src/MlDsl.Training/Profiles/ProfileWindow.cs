using System.Buffers;
using System.Collections.Immutable;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Rows that a service saw, counted in the cells of a <see cref="ReferenceProfile"/>. Windows of one reference add up: of several processes, or of several hours. Immutable.
/// </summary>
public sealed record ProfileWindow
{
    private const int Version = 1;

    /// <summary>What the cells are of: <see cref="ReferenceProfile.Hash"/> of the reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The rows.</summary>
    public required long Rows { get; init; }

    /// <summary>When the window began, in UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ended: no row is later.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>By column of the reference, the rows of each cell: its bins, missing, unknown (<see cref="ColumnProfile.Cells"/>).</summary>
    public required ImmutableArray<ImmutableArray<long>> Columns { get; init; }

    /// <summary>The same by kind of score; empty where the reference has no scores.</summary>
    public ImmutableArray<ImmutableArray<long>> Scores { get; init; } = [];

    /// <summary>By pair of the reference's first <see cref="ReferenceProfile.ObservedPairs"/>, the rows by coarse groups.</summary>
    public ImmutableArray<ImmutableArray<long>> Pairs { get; init; } = [];

    /// <summary>This window and another one together.</summary>
    /// <exception cref="ArgumentException">They are of different references.</exception>
    public ProfileWindow Merge(ProfileWindow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Reference != Reference)
            throw new ArgumentException($"A window of the reference {other.Reference} does not add to one of {Reference}; merge windows that one version of the model saw", nameof(other));
        return this with
        {
            Rows = Rows + other.Rows,
            From = From < other.From ? From : other.From,
            To = To > other.To ? To : other.To,
            Columns = Sum(Columns, other.Columns),
            Scores = Sum(Scores, other.Scores),
            Pairs = Sum(Pairs, other.Pairs),
        };
    }

    /// <summary>The window as bytes, which another process reads with <see cref="Read"/>.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var file = new ProfileWriter(buffer);
        file.Count(Version);
        file.Text(Reference);
        file.Count(Rows);
        file.Count(From.UtcTicks);
        file.Count(To.UtcTicks);
        foreach (ImmutableArray<ImmutableArray<long>> lists in (ImmutableArray<ImmutableArray<long>>[])[Columns, Scores, Pairs])
        {
            file.Count(lists.Length);
            foreach (ImmutableArray<long> counts in lists)
            {
                file.Count(counts.Length);
                foreach (long count in counts) file.Count(count);
            }
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="reference">The reference whose cells the window must have.</param>
    /// <exception cref="ModelFileException">The bytes are no window, or one of another reference; the message says how.</exception>
    public static ProfileWindow Read(ReadOnlySpan<byte> bytes, ReferenceProfile reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var file = new ProfileReader(bytes, "The window", "take what the other process wrote, whole");
        if (file.Count() is var version and not Version)
            throw new ModelFileException(FormattableString.Invariant($"The window has version {version}, and this version of MlDsl reads {Version}; let both processes run one version"));
        string hash = file.Text(), own = reference.Hash;
        if (hash != own) throw new ModelFileException($"The window is of the reference {Visible.Of(hash)}, and the model has {own}; read it with the model that saw its rows");
        long rows = file.Count(), from = file.Count(), to = file.Count();
        if (from > to || to > DateTime.MaxValue.Ticks) throw file.Wrong("ends before it begins");
        var window = new ProfileWindow
        {
            Reference = hash,
            Rows = rows,
            From = new(from, TimeSpan.Zero),
            To = new(to, TimeSpan.Zero),
            Columns = Lists(ref file, [.. reference.Columns.Select(static c => c.Cells)], rows),
            Scores = Lists(ref file, [.. reference.Scores.Select(static c => c.Cells)], rows),
            Pairs = Lists(ref file, [.. reference.Pairs.Take(reference.ObservedPairs).Select(static p => p.Counts.Length)], rows),
        };
        file.End();
        return window;
    }

    private static ImmutableArray<ImmutableArray<long>> Lists(ref ProfileReader file, int[] lengths, long rows)
    {
        if (file.Length(1) != lengths.Length) throw file.Wrong("has other columns than its reference");
        var lists = new ImmutableArray<long>[lengths.Length];
        for (int i = 0; i < lists.Length; i++)
        {
            if (file.Length(1) != lengths[i]) throw file.Wrong("has other cells than its reference");
            var counts = new long[lengths[i]];
            for (int k = 0; k < counts.Length; k++) counts[k] = file.Count();
            if (file.Sum(counts) != rows) throw file.Wrong("has other rows in a column than as a whole");
            lists[i] = [.. counts];
        }
        return [.. lists];
    }

    private static ImmutableArray<ImmutableArray<long>> Sum(ImmutableArray<ImmutableArray<long>> first, ImmutableArray<ImmutableArray<long>> second) =>
        [.. first.Zip(second, static (a, b) => (ImmutableArray<long>)[.. a.Zip(b, static (x, y) => x + y)])];
}
