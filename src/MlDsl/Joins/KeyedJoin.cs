using System.ComponentModel;

namespace MlDsl.Joins;

/// <summary>Rows of another data set by a key. Of each, the key and the joined columns are held.</summary>
/// <typeparam name="TRow">The row type that asks.</typeparam>
/// <typeparam name="TOther">The row type that is asked for.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValues">The joined columns, whose default is that all are missing.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KeyedJoin<TRow, TOther, TKey, TValues> : Join<TRow, TOther>
    where TKey : notnull
    where TValues : struct, IEquatable<TValues>
{
    /// <summary>Rows by a key.</summary>
    /// <param name="uses">The ways in which a row asks.</param>
    protected KeyedJoin(IReadOnlyList<JoinUse> uses) : base(uses)
    {
    }

    /// <summary>The key of a row of the other data set.</summary>
    public abstract TKey KeyOf(TOther row);

    /// <summary>The key that a row asks for; false where it has none.</summary>
    public abstract bool TryKey(TRow row, int use, out TKey key);

    /// <summary>The joined columns of a row of the other data set.</summary>
    public abstract TValues ValuesOf(TOther row);

    /// <summary>Puts the joined columns into a row.</summary>
    public abstract void Fill(ref TRow row, int use, in TValues values);
}

/// <summary>The one row of another data set with a key.</summary>
/// <inheritdoc cref="KeyedJoin{TRow, TOther, TKey, TValues}"/>
/// <param name="duplicates">Which of several rows is taken.</param>
/// <param name="uses">The ways in which a row asks.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LookupJoin<TRow, TOther, TKey, TValues>(DuplicateKeys duplicates, IReadOnlyList<JoinUse> uses) : KeyedJoin<TRow, TOther, TKey, TValues>(uses)
    where TKey : notnull
    where TValues : struct, IEquatable<TValues>
{
    internal override JoinIndex<TRow, TOther> NewIndex() => new LookupIndex<TRow, TOther, TKey, TValues>(this, duplicates);
}

/// <summary>The newest row of another data set before a time.</summary>
/// <inheritdoc cref="KeyedJoin{TRow, TOther, TKey, TValues}"/>
/// <param name="uses">The ways in which a row asks.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AsOfJoin<TRow, TOther, TKey, TValues>(IReadOnlyList<JoinUse> uses) : KeyedJoin<TRow, TOther, TKey, TValues>(uses)
    where TKey : notnull
    where TValues : struct, IEquatable<TValues>
{
    /// <summary>The event time of the row that asks, in ticks.</summary>
    public abstract long TimeOf(TRow row);

    /// <summary>The event time of a row of the other data set, in ticks.</summary>
    public abstract long OtherTimeOf(TOther row);

    /// <summary>When a row of the other data set was known, in ticks.</summary>
    public virtual long KnownOf(TOther row) => OtherTimeOf(row);

    /// <summary>What tells rows of one key and time apart, and orders them; 0 where no column does.</summary>
    public virtual ulong IdOf(TOther row) => 0;

    /// <summary>The kind of the asking row's event time where its order depends on it; else null.</summary>
    public virtual DateTimeKind? KindOf(TRow row) => null;

    /// <summary>The same of a row of the other data set.</summary>
    public virtual DateTimeKind? OtherKindOf(TOther row) => null;

    internal override JoinIndex<TRow, TOther> NewIndex() => new AsOfIndex<TRow, TOther, TKey, TValues>(this);
}
