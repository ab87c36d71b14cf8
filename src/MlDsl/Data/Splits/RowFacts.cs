namespace MlDsl;

/// <summary>What a split needs to know of a row besides its number and its hash.</summary>
internal enum RowKey
{
    None,
    Stratum,
    Group,
    Time,
    User,
}

/// <summary>
/// What one pass over a selection gathers before sides are decided: for each row its number, its hash and, where the method needs
/// one, its key. Lives only while a split is made: 24 bytes per row, 32 from a file, and as much again while they are put together.
/// </summary>
internal sealed class RowFacts
{
    private RowFacts(Gathered gathered, int sourceCount)
    {
        (Numbers, Hashes, Keys, Texts) = (gathered.Numbers.ToArray(), gathered.Hashes.ToArray(), gathered.Keys.ToArray(), gathered.Texts.ToArray());
        SourceCount = sourceCount;
    }

    /// <summary>The number of each row in the source.</summary>
    public long[] Numbers { get; }

    /// <summary>The hash of each row's content.</summary>
    public ulong[] Hashes { get; }

    /// <summary>The key of each row; event times are stored as ticks.</summary>
    public ulong[] Keys { get; }

    /// <summary>The hash of each row's text; empty where the rows come from no file.</summary>
    public ulong[] Texts { get; }

    /// <summary>The number of rows of the selection.</summary>
    public int Count => Numbers.Length;

    /// <summary>The number of rows of the source.</summary>
    public int SourceCount { get; }

    /// <summary>One pass over <paramref name="rows"/>.</summary>
    public static RowFacts Gather<TRow>(RowSelection<TRow> rows, RowKey key, CancellationToken cancellation) where TRow : IRow<TRow>
    {
        var gathered = new Gathered();
        using Team team = Team.OfAll();
        foreach (int _ in team.Map(Placed(rows, key, gathered, team, cancellation), (batch, _) => gathered.Add(batch.Rows, batch.Place, key), cancellation))
        {
            // What is gathered stands at its place.
        }
        return new RowFacts(gathered, (int)rows.Source.Count(cancellation));
    }

    /// <summary>One byte per row of the source from one byte per row of the selection.</summary>
    public byte[] BySourceNumber(ReadOnlySpan<byte> assigned)
    {
        var sides = new byte[SourceCount];
        sides.AsSpan().Fill(Side.Outside);
        for (int i = 0; i < assigned.Length; i++) sides[Numbers[i]] = assigned[i];
        return sides;
    }

    /// <summary>The fingerprint of all rows.</summary>
    public DataFingerprint Fingerprint()
    {
        DataFingerprint print = default;
        foreach (ulong hash in Hashes) print = print.Add(hash);
        return print;
    }

    /// <summary>The fingerprints of the rows of each side.</summary>
    public DataFingerprint[] Fingerprints(ReadOnlySpan<byte> assigned)
    {
        var prints = new DataFingerprint[256];
        for (int i = 0; i < assigned.Length; i++) prints[assigned[i]] = prints[assigned[i]].Add(Hashes[i]);
        return prints;
    }

    /// <summary>The fingerprint of the rows whose side is one of <paramref name="members"/>.</summary>
    public DataFingerprint Fingerprint(ReadOnlySpan<byte> assigned, ReadOnlySpan<byte> members)
    {
        DataFingerprint print = default;
        for (int i = 0; i < assigned.Length; i++)
        {
            if (members.Contains(assigned[i])) print = print.Add(Hashes[i]);
        }
        return print;
    }

    /// <summary>The batches of one pass, each with the place of its first row among all.</summary>
    private static IEnumerable<(RowBatch<TRow> Rows, int Place)> Placed<TRow>(
        RowSelection<TRow> rows, RowKey key, Gathered gathered, Team team, CancellationToken cancellation)
        where TRow : IRow<TRow>
    {
        int place = 0;
        foreach (RowBatch<TRow> batch in rows.Batches(cancellation, team, texts: true))
        {
            if (place > Array.MaxLength - batch.Count)
                throw new NotSupportedException(
                    $"{rows.Source.Name} has more than {Array.MaxLength} rows, the most that a split can hold its facts for; "
                        + "split the file first");
            gathered.MakeRoom(place + batch.Count, key != RowKey.None, !batch.Texts.IsEmpty);
            yield return (batch.Snapshot(), place);
            place += batch.Count;
        }
    }

    private static ulong KeyOf<TRow>(TRow row, RowKey key) where TRow : IRow<TRow> => key switch
    {
        RowKey.Stratum => TRow.StratumOf(row),
        RowKey.Group => TRow.GroupOf(row),
        RowKey.User => TRow.UserHashOf(row),
        _ => (ulong)TRow.EventTimeOf(row),
    };

    /// <summary>The facts at their places while the number of rows is not known; several threads write.</summary>
    private sealed class Gathered
    {
        public Segments<long> Numbers { get; } = new();

        public Segments<ulong> Hashes { get; } = new();

        public Segments<ulong> Keys { get; } = new();

        public Segments<ulong> Texts { get; } = new();

        public void MakeRoom(int count, bool hasKeys, bool hasTexts)
        {
            Numbers.MakeRoom(count);
            Hashes.MakeRoom(count);
            if (hasKeys) Keys.MakeRoom(count);
            if (hasTexts) Texts.MakeRoom(count);
        }

        /// <summary>Notes the facts of a batch whose first row has <paramref name="place"/>.</summary>
        public int Add<TRow>(RowBatch<TRow> batch, int place, RowKey key) where TRow : IRow<TRow>
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                var hash = new RowHash();
                TRow.Hash(row, ref hash);
                Numbers[place + i] = batch.Number(i);
                Hashes[place + i] = hash.Value;
                if (key != RowKey.None) Keys[place + i] = KeyOf(row, key);
                if (!batch.Texts.IsEmpty) Texts[place + i] = batch.Texts[i];
            }
            return batch.Count;
        }
    }
}
