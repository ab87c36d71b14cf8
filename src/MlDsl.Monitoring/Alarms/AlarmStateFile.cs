using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Monitoring;

/// <summary>
/// The bytes of a state: four letters, the version, the hash of all of the reference, what is remembered, and a SHA-256 of all that. Numbers are little-endian. A file that is cut off or changed anywhere is
/// refused before anything of it is believed.
/// </summary>
internal static class AlarmStateFile
{
    // Version 1 had no alarms that were raised; it is read.
    private const int Version = 2, FirstVersion = 1, Sum = 32;

    // What one needs beside lists: names, counts, times.
    private const int Rest = 1024;

    // As much as version 1 wrote of any number of columns.
    private const long MostOfFirst = 1 << 28;

    private static ReadOnlySpan<byte> Letters => "MLDA"u8;

    /// <summary>The most bytes of a state of a reference: no file of more is read.</summary>
    public static long MostOf(ReferenceProfile reference, int components)
    {
        ColumnProfile[] columns = [.. reference.Columns, .. reference.Scores];
        long waiting = columns.Sum(static column => (long)column.Cells * sizeof(long)), told = columns.Length * (sizeof(int) + 10L), raised = AlarmState.MostRaised(columns.Length) * 16L;
        // No less than any version has written.
        return Rest + waiting + told + raised + Math.Max(MostOfFirst, AlarmState.MostOf(components, columns.Length) * TrendEntry.BytesOf(components, columns.Length));
    }

    public static byte[] Write(AlarmState state, string reference)
    {
        var bytes = new MemoryStream();
        using (var file = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            file.Write(Letters);
            file.Write(Version);
            file.Write(reference);
            file.Write(state.Tested);
            file.Write(state.Waited);
            file.Write(state.Backwards);
            file.Write(state.Told.Count);
            foreach (var (column, at) in state.Told)
            {
                file.Write(column);
                Write(file, at);
            }
            file.Write(state.Entries.Length);
            foreach (TrendEntry entry in state.Entries)
            {
                Write(file, entry.From);
                Write(file, entry.To);
                Write(file, entry.Sums);
                Write(file, entry.Rows);
                Write(file, entry.Centres);
                Write(file, entry.Present);
            }
            file.Write(state.Raised.Count);
            foreach (var (alarm, at) in state.Raised.OrderBy(static one => one.Key.Kind).ThenBy(static one => one.Key.Column).ThenBy(static one => one.Key.What))
            {
                file.Write((byte)alarm.Kind);
                file.Write(alarm.Column);
                file.Write((byte)alarm.What);
                Write(file, at);
            }
            file.Write(state.Waiting is not null);
            if (state.Waiting is { } waiting) Write(file, waiting);
        }
        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <param name="bytes">The whole file.</param>
    /// <param name="reference">The reference that the state has to be of.</param>
    /// <param name="components">How many components it has.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <exception cref="DriftException">It is no state, damaged, of another version or of another reference.</exception>
    public static AlarmState Read(byte[] bytes, ReferenceProfile reference, int components, string source)
    {
        if (bytes.Length < Letters.Length + sizeof(int) + Sum || !bytes.AsSpan().StartsWith(Letters)) throw new DriftException($"{source} is no state of alarms, or cut off");
        int version = BitConverter.ToInt32(bytes, Letters.Length);
        if (version is < FirstVersion or > Version) throw new DriftException($"{source} is of version {version}; this library reads versions {FirstVersion} to {Version}");
        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - Sum)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - Sum)))
            throw new DriftException($"{source} is cut off or damaged: its checksum differs; take the copy before it, or begin anew");
        try
        {
            using var file = new BinaryReader(new MemoryStream(bytes, Letters.Length + sizeof(int), bytes.Length - Letters.Length - sizeof(int) - Sum), Encoding.UTF8);
            string of = file.ReadString();
            string own = ProfileHash.OfAll(reference);
            if (of != own) throw new DriftException($"{source} is of another reference ('{of}', not '{own}'); begin anew with the model that is monitored");
            return Read(file, reference, components, version);
        }
        catch (Exception problem) when (problem is IOException or ArgumentException or FormatException or OverflowException)
        {
            throw new DriftException($"{source} is no state of alarms: {problem.Message}", problem);
        }
    }

    private static AlarmState Read(BinaryReader file, ReferenceProfile reference, int components, int version)
    {
        int columns = reference.Columns.Length + reference.Scores.Length;
        var state = new AlarmState { Tested = file.ReadInt64(), Waited = file.ReadInt64(), Backwards = file.ReadInt64() };
        var told = ImmutableSortedDictionary.CreateBuilder<int, DateTimeOffset>();
        for (int left = Count(file, columns); left > 0; left--) told[Count(file, columns - 1)] = Time(file);
        var entries = ImmutableArray.CreateBuilder<TrendEntry>();
        for (int left = Count(file, AlarmState.MostEntries); left > 0; left--)
        {
            entries.Add(new TrendEntry(Time(file), Time(file))
            {
                Sums = Numbers(file, components),
                Rows = Numbers(file, columns),
                Centres = Numbers(file, columns),
                Present = Numbers(file, columns),
            });
        }
        var raised = ImmutableDictionary.CreateBuilder<RaisedAlarm, DateTimeOffset>();
        for (int left = version == FirstVersion ? 0 : Count(file, (int)Math.Min(int.MaxValue, AlarmState.MostRaised(columns))); left > 0; left--)
            raised[new RaisedAlarm((AlarmKind)Kind(file, (int)AlarmKind.Trend), Count(file, columns - 1), (ShiftKind)Kind(file, (int)ShiftKind.Unknown))] = Time(file);
        ProfileWindow? waiting = file.ReadBoolean() ? Window(file, reference) : null;
        if (file.BaseStream.Position != file.BaseStream.Length) throw new FormatException("there is more in it than there has to be");
        return state with { Told = told.ToImmutable(), Entries = entries.ToImmutable(), Raised = raised.ToImmutable(), Waiting = waiting };
    }

    private static void Write(BinaryWriter file, ProfileWindow window)
    {
        Write(file, window.From);
        Write(file, window.To);
        file.Write(window.Rows);
        foreach (long count in window.Columns.Concat(window.Scores).SelectMany(static cells => cells)) file.Write(count);
    }

    // The pairs of windows that wait are not looked at.
    private static ProfileWindow Window(BinaryReader file, ReferenceProfile reference) => new()
    {
        Reference = reference.Hash,
        From = Time(file),
        To = Time(file),
        Rows = file.ReadInt64(),
        Columns = Cells(file, reference.Columns),
        Scores = Cells(file, reference.Scores),
    };

    private static ImmutableArray<ImmutableArray<long>> Cells(BinaryReader file, ImmutableArray<ColumnProfile> columns)
    {
        var cells = ImmutableArray.CreateBuilder<ImmutableArray<long>>();
        foreach (ColumnProfile column in columns) cells.Add([.. Enumerable.Range(0, column.Cells).Select(_ => file.ReadInt64())]);
        return cells.ToImmutable();
    }

    private static void Write(BinaryWriter file, double[] numbers)
    {
        foreach (double number in numbers) file.Write(number);
    }

    private static double[] Numbers(BinaryReader file, int count)
    {
        var numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = file.ReadDouble();
            if (!double.IsFinite(numbers[i])) throw new FormatException("a sum in it is no number");
        }
        return numbers;
    }

    private static int Kind(BinaryReader file, int last)
    {
        int kind = file.ReadByte();
        return kind <= last ? kind : throw new FormatException($"an alarm in it is of the kind {kind}, which is not known");
    }

    private static int Count(BinaryReader file, int most)
    {
        int count = file.ReadInt32();
        return count >= 0 && count <= most ? count : throw new FormatException($"{count} in it is not from 0 to {most}");
    }

    private static void Write(BinaryWriter file, DateTimeOffset time)
    {
        file.Write(time.UtcTicks);
        file.Write((short)time.TotalOffsetMinutes);
    }

    private static DateTimeOffset Time(BinaryReader file)
    {
        var utc = new DateTimeOffset(file.ReadInt64(), TimeSpan.Zero);
        return utc.ToOffset(TimeSpan.FromMinutes(file.ReadInt16()));
    }
}
