using System.Security.Cryptography;
using System.Text;
using MlDsl.Histories;
using MlDsl.Windows;

namespace MlDsl;

public sealed partial class History<TRow>
{
    /// <summary>
    /// Writes what is held, by group. Other threads wait as long as it takes. Data only: a few
    /// numbers of each row, under a checksum.
    /// </summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new SnapshotWriter(stream);
        int locked = 0;
        try
        {
            for (; locked < ShardCount; locked++) Monitor.Enter(shards[locked]);
            // What is let go of depends on when rows came; what is left after it does not.
            foreach (HistoryGroup group in shards.SelectMany(static s => s.Values)) rows -= group.Sweep(plan.Step, group.Newest - options.Rewind.Ticks);
            writer.Write(Fingerprint());
            writer.Write((long)kind);
            writer.Write(late);
            writer.Write(repeated);
            writer.Write(groups);
            foreach (var (key, group) in shards.SelectMany(static s => s).OrderBy(static g => g.Key)) Write(writer, key, group);
        }
        finally
        {
            while (locked > 0) Monitor.Exit(shards[--locked]);
        }
        writer.End();
    }

    /// <summary>The history that <see cref="Save(Stream)"/> wrote.</summary>
    /// <param name="stream">Where the snapshot begins.</param>
    /// <param name="options">What it may hold; the defaults unless given.</param>
    /// <exception cref="InvalidDataException">It is no snapshot, of other windows, altered or cut off.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static History<TRow> Restore(Stream stream, HistoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var history = new History<TRow>(options);
        using var reader = new SnapshotReader(stream);
        if (reader.Read() != Fingerprint())
            throw new InvalidDataException($"the snapshot is none of the windows that '{TRow.Schema.Name}' declares now; add the rows anew");
        history.kind = (int)reader.Count((int)DateTimeKind.Local + 1, "kinds of time");
        (history.late, history.repeated, history.groups) = (reader.Count(long.MaxValue, "late rows"), reader.Count(long.MaxValue, "repeated rows"), reader.Count(history.options.MaxGroups, "groups"));
        ulong last = 0;
        for (long i = 0; i < history.groups; i++)
        {
            ulong key = reader.Read();
            if (i > 0 && key <= last) throw SnapshotReader.Damaged("its groups are out of order");
            last = key;
            history.Shard(key).Add(key, history.Read(reader));
        }
        reader.End();
        return history;
    }

    private static void Write(SnapshotWriter writer, ulong key, HistoryGroup group)
    {
        WindowEvents events = group.Events;
        writer.Write(key);
        writer.Write(group.Newest);
        writer.Write(group.Floor);
        writer.Write((long)events.Count);
        int width = events.Width;
        for (int i = 0; i < events.Count; i++)
        {
            writer.Write(events.Times[i]);
            writer.Write(events.Ids[i]);
            writer.Write(events.Arrived[i]);
            for (int j = 0; j < width; j++) writer.Write(BitConverter.DoubleToUInt64Bits(events.Values[(i * width) + j]));
        }
    }

    private HistoryGroup Read(SnapshotReader reader)
    {
        WindowStep step = plan.Step;
        var group = new HistoryGroup(step.NewEvents()) { Newest = (long)reader.Read(), Floor = (long)reader.Read() };
        long count = reader.Count(options.MaxRowsPerGroup, "rows of a group");
        var values = new double[step.Width];
        (long Time, ulong Id) last = default;
        for (long i = 0; i < count; i++)
        {
            var (time, id, arrived) = ((long)reader.Read(), reader.Read(), (long)reader.Read());
            for (int j = 0; j < values.Length; j++) values[j] = BitConverter.UInt64BitsToDouble(reader.Read());
            if (i > 0 && (time, id).CompareTo(last) <= 0) throw SnapshotReader.Damaged("its rows are out of order");
            last = (time, id);
            group.Events.Add(time, id, arrived, values);
        }
        rows += count;
        return group;
    }

    // What the numbers of a row mean: another declaration's are refused.
    private static ulong Fingerprint()
    {
        IEnumerable<string> columns = TRow.Schema.Columns
            .Where(static c => c.Window is not null || c.Role is ColumnRole.Group or ColumnRole.Id or ColumnRole.EventTime or ColumnRole.Arrived)
            .Select(static c => $"{c.Name}:{c.Type}:{c.Role}:{c.Window}");
        string text = string.Join('\n', [TRow.Schema.Name, .. columns]);
        return BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
