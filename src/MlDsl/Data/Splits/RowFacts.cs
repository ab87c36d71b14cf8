using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>What a split needs to know of a row besides its number and its hash.</summary>
internal enum RowKey
{
    None,
    Stratum,
    Group,
    Time,
}

/// <summary>
/// What one pass over a selection gathers before sides are decided: for each row its number, its hash and, where the method needs
/// one, its key. Lives only while a split is made: 24 bytes per row, 32 from a file, and as much again while the lists grow.
/// </summary>
internal sealed class RowFacts
{
    private readonly List<long> numbers = [];
    private readonly List<ulong> hashes = [];
    private readonly List<ulong> keys = [];
    private readonly List<ulong> texts = [];

    /// <summary>The number of each row in the source.</summary>
    public ReadOnlySpan<long> Numbers => CollectionsMarshal.AsSpan(numbers);

    /// <summary>The hash of each row's content.</summary>
    public ReadOnlySpan<ulong> Hashes => CollectionsMarshal.AsSpan(hashes);

    /// <summary>The key of each row; event times are stored as ticks.</summary>
    public ReadOnlySpan<ulong> Keys => CollectionsMarshal.AsSpan(keys);

    /// <summary>The hash of each row's text; empty where the rows come from no file.</summary>
    public ReadOnlySpan<ulong> Texts => CollectionsMarshal.AsSpan(texts);

    /// <summary>The number of rows of the selection.</summary>
    public int Count => numbers.Count;

    /// <summary>The number of rows of the source.</summary>
    public int SourceCount { get; private set; }

    /// <summary>One pass over <paramref name="rows"/>.</summary>
    public static RowFacts Gather<TRow>(RowSelection<TRow> rows, RowKey key, CancellationToken cancellation) where TRow : IRow<TRow>
    {
        var facts = new RowFacts();
        using Team team = Team.OfAll();
        foreach (RowFacts some in team.Map(rows.Batches(cancellation, team).Select(static b => b.Snapshot()), (batch, _) => Of(batch, key), cancellation))
        {
            if (facts.Count > Array.MaxLength - some.Count)
                throw new NotSupportedException(
                    $"{rows.Source.Name} has more than {Array.MaxLength} rows, the most that a split can hold its facts for; "
                        + "split the file first");
            facts.numbers.AddRange(some.Numbers);
            facts.hashes.AddRange(some.Hashes);
            facts.keys.AddRange(some.Keys);
            facts.texts.AddRange(some.Texts);
        }
        facts.SourceCount = (int)rows.Source.Count(cancellation);
        return facts;
    }

    /// <summary>One byte per row of the source from one byte per row of the selection.</summary>
    public byte[] BySourceNumber(ReadOnlySpan<byte> assigned)
    {
        var sides = new byte[SourceCount];
        sides.AsSpan().Fill(Side.Outside);
        for (int i = 0; i < assigned.Length; i++) sides[numbers[i]] = assigned[i];
        return sides;
    }

    /// <summary>The fingerprint of all rows.</summary>
    public DataFingerprint Fingerprint()
    {
        DataFingerprint print = default;
        foreach (ulong hash in hashes) print = print.Add(hash);
        return print;
    }

    /// <summary>The fingerprints of the rows of each side.</summary>
    public DataFingerprint[] Fingerprints(ReadOnlySpan<byte> assigned)
    {
        var prints = new DataFingerprint[256];
        for (int i = 0; i < assigned.Length; i++) prints[assigned[i]] = prints[assigned[i]].Add(hashes[i]);
        return prints;
    }

    /// <summary>The fingerprint of the rows whose side is one of <paramref name="members"/>.</summary>
    public DataFingerprint Fingerprint(ReadOnlySpan<byte> assigned, ReadOnlySpan<byte> members)
    {
        DataFingerprint print = default;
        for (int i = 0; i < assigned.Length; i++)
        {
            if (members.Contains(assigned[i])) print = print.Add(hashes[i]);
        }
        return print;
    }

    private static RowFacts Of<TRow>(RowBatch<TRow> batch, RowKey key) where TRow : IRow<TRow>
    {
        var facts = new RowFacts();
        for (int i = 0; i < batch.Count; i++) facts.Add(batch.Rows[i], batch.Number(i), key);
        facts.texts.AddRange(batch.Texts);
        return facts;
    }

    private void Add<TRow>(TRow row, long number, RowKey key) where TRow : IRow<TRow>
    {
        var hash = new RowHash();
        TRow.Hash(row, ref hash);
        numbers.Add(number);
        hashes.Add(hash.Value);
        if (key != RowKey.None) keys.Add(KeyOf(row, key));
    }

    private static ulong KeyOf<TRow>(TRow row, RowKey key) where TRow : IRow<TRow> => key switch
    {
        RowKey.Stratum => TRow.StratumOf(row),
        RowKey.Group => TRow.GroupOf(row),
        _ => (ulong)TRow.EventTimeOf(row),
    };
}
