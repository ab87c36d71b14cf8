using System.Globalization;

namespace MlDsl.Joins;

/// <summary>The rows of another data set by a key that each has for itself.</summary>
internal sealed class LookupIndex<TRow, TOther, TKey, TValues>(LookupJoin<TRow, TOther, TKey, TValues> join, DuplicateKeys duplicates) : JoinIndex<TRow, TOther>
    where TKey : notnull
    where TValues : struct, IEquatable<TValues>
{
    private readonly Dictionary<TKey, TValues> rows = [];

    public override void Load(TOther row)
    {
        if (Probe(row) == Joining.Conflicting) throw Conflict(row);
        Add(row);
    }

    public override Joining Probe(TOther row) =>
        !rows.TryGetValue(join.KeyOf(row), out TValues before) ? Joining.New
        : duplicates != DuplicateKeys.Error || before.Equals(join.ValuesOf(row)) ? Joining.Repeated
        : Joining.Conflicting;

    public override void Add(TOther row)
    {
        TKey key = join.KeyOf(row);
        if (rows.TryAdd(key, join.ValuesOf(row)))
        {
            Rows++;
            return;
        }
        Repeated++;
        if (duplicates == DuplicateKeys.Last) rows[key] = join.ValuesOf(row);
    }

    public override JoinException Conflict(TOther row) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"two rows of '{typeof(TOther).Name}' have the key '{join.KeyOf(row)}' and differ in what '{typeof(TRow).Name}' joins; leave one out, set Duplicates on its [Lookup] to say which is meant, or give '{typeof(TOther).Name}' an [EventTime] and take [AsOf]"));

    public override bool Fill(ref TRow row, int use)
    {
        TValues found = default;
        bool isThere = join.TryKey(row, use, out TKey key) && rows.TryGetValue(key, out found);
        join.Fill(ref row, use, in found);
        return isThere;
    }
}
