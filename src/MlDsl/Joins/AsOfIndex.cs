using System.Globalization;

namespace MlDsl.Joins;

/// <summary>The rows of another data set by a key and in time.</summary>
internal sealed class AsOfIndex<TRow, TOther, TKey, TValues>(AsOfJoin<TRow, TOther, TKey, TValues> join) : JoinIndex<TRow, TOther>
    where TKey : notnull
    where TValues : struct, IEquatable<TValues>
{
    private readonly Dictionary<TKey, Series<TValues>> series = [];
    private readonly long reach = join.Uses.Max(static use => use.Tolerance);
    private DateTimeKind? kind;
    private long newest = long.MinValue;

    public override long? Newest => series.Count == 0 ? null : newest;

    public override void Load(TOther row)
    {
        Moment<TValues> moment = MomentOf(row);
        SeriesOf(join.KeyOf(row)).Append(moment);
        Note(row, moment.Time);
        Rows++;
    }

    public override void Seal()
    {
        foreach (var (key, own) in series)
        {
            if (own.Sort(out int repeated) is { } time) throw Conflict(key, time);
            Repeated += repeated;
            Rows -= repeated;
        }
    }

    public override Joining Probe(TOther row)
    {
        Moment<TValues> moment = MomentOf(row);
        return series.TryGetValue(join.KeyOf(row), out Series<TValues>? own) ? own.Probe(moment) : Joining.New;
    }

    public override void Add(TOther row)
    {
        Moment<TValues> moment = MomentOf(row);
        if (SeriesOf(join.KeyOf(row)).Insert(moment)) Rows++;
        else Repeated++;
        Note(row, moment.Time);
    }

    public override JoinException Conflict(TOther row) => Conflict(join.KeyOf(row), join.OtherTimeOf(row));

    public override bool Fill(ref TRow row, int use)
    {
        if (join.KindOf(row) is { } own && kind is { } others && own != others) throw Unordered(typeof(TRow), own, others);
        long at = join.TimeOf(row);
        int place = -1;
        if (join.TryKey(row, use, out TKey key) && series.TryGetValue(key, out Series<TValues>? found)) place = found.Newest(at, join.Uses[use]);
        else found = null;
        TValues values = place < 0 ? default : found![place].Values;
        join.Fill(ref row, use, in values);
        return place >= 0;
    }

    public override long? OtherTimeOf(TOther row) => join.OtherTimeOf(row);

    public override long? TimeOf(TRow row) => join.TimeOf(row);

    public override long Forget(long floor)
    {
        long gone = 0;
        foreach (var (key, own) in series)
        {
            gone += own.Forget(floor - reach);
            if (own.Count == 0) series.Remove(key);
        }
        Rows -= gone;
        return gone;
    }

    private Moment<TValues> MomentOf(TOther row)
    {
        if (join.OtherKindOf(row) is { } own && (own == DateTimeKind.Local || (kind is { } before && own != before))) throw Unordered(typeof(TOther), own, kind);
        return new(join.OtherTimeOf(row), join.IdOf(row), join.KnownOf(row), join.ValuesOf(row));
    }

    private void Note(TOther row, long time)
    {
        kind ??= join.OtherKindOf(row);
        newest = Math.Max(newest, time);
    }

    private Series<TValues> SeriesOf(TKey key)
    {
        if (!series.TryGetValue(key, out Series<TValues>? own)) series.Add(key, own = new Series<TValues>());
        return own;
    }

    private JoinException Conflict(TKey key, long time) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"two rows of '{typeof(TOther).Name}' lie at {new DateTime(time):yyyy-MM-dd HH:mm:ss.FFFFFFF}{(join.Uses[0].By is null ? "" : $" with the key '{key}'")} and differ in what '{typeof(TRow).Name}' joins; leave one out, or give rows an [Id] that tells them apart and says which is newer"));

    private static JoinException Unordered(Type type, DateTimeKind own, DateTimeKind? others) => new(own == DateTimeKind.Local
        ? $"a row of '{type.Name}' has a local time, which is another instant on another machine; give it as UTC (ToUniversalTime), or declare the property as 'DateTimeOffset'"
        : $"a row of '{type.Name}' has a time {Said(own)}, and rows of '{typeof(TOther).Name}' have times {Said(others!.Value)}: their order cannot be known; give all of them in UTC or none, or declare the properties as 'DateTimeOffset'");

    private static string Said(DateTimeKind kind) => kind == DateTimeKind.Utc ? "in UTC" : "without a zone";
}
