namespace MlDsl;

/// <summary>Which of several rows with one key a <see cref="LookupAttribute{TOther}"/> takes, where they differ in what is joined.</summary>
public enum DuplicateKeys
{
    /// <summary>None: it is an error that names the key.</summary>
    Error,

    /// <summary>The first, in the order of the data set.</summary>
    First,

    /// <summary>The last, in the order of the data set.</summary>
    Last,
}

/// <summary>
/// A column that no source of the row holds: it comes from a row of another data set, by <c>rows.Join(others)</c> and, in service, by a
/// <see cref="Reference{TRow, TOther}"/>. Its property is nullable, since there may be no such row, and has a private setter, since nothing else fills it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class JoinAttribute : Attribute
{
    private protected JoinAttribute(string? by) => By = by;

    /// <summary>The property of the row that says which row of the other data set is meant; null where there is no key.</summary>
    public string? By { get; }

    /// <summary>The property of the other data set that the value comes from; the one of the same name unless said otherwise.</summary>
    public string? Column { get; init; }

    /// <summary>The property of the other data set that <see cref="By"/> is compared with.</summary>
    public string? Key { get; init; }
}

/// <summary>
/// The value of the newest row of <typeparamref name="TOther"/> that lies before the row's <see cref="EventTimeAttribute"/>, no further than a tolerance,
/// and was known by then: <c>[AsOf&lt;Weather&gt;(nameof(Station), "3h")] public float? Temperature { get; private set; }</c>.
/// </summary>
/// <remarks>
/// A row is known when its <see cref="ArrivedAttribute"/> says, or after the <see cref="EventTimeAttribute.Delay"/> of its event time, else when it happens.
/// Of rows of one time the one with the greatest <see cref="IdAttribute"/> is the newest. <see cref="JoinAttribute.Key"/> is the other's
/// <see cref="GroupAttribute"/> unless said otherwise. Both event times are of one type.
/// </remarks>
/// <typeparam name="TOther">The other data set's row type, with an event time.</typeparam>
public sealed class AsOfAttribute<TOther> : JoinAttribute
{
    /// <summary>Of all rows of the other data set, the newest.</summary>
    /// <param name="tolerance">How far back it may lie: a number followed by <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</param>
    public AsOfAttribute(string tolerance) : base(null) => Tolerance = tolerance;

    /// <summary>Of the rows whose key is the row's <paramref name="by"/>, the newest.</summary>
    /// <param name="by">The property of the row that says which rows are meant.</param>
    /// <param name="tolerance">How far back it may lie: a number followed by <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</param>
    public AsOfAttribute(string by, string tolerance) : base(by) => Tolerance = tolerance;

    /// <summary>How far before the row's event time the other may lie, inclusive.</summary>
    public string Tolerance { get; }

    /// <summary>Whether a row of the other data set at the very time of the row is seen. Only where it was there first: a price before the order that it is the price of.</summary>
    public bool SameTime { get; init; }

    /// <summary>
    /// How long after its row's event time the value is known, such as <c>"1d"</c>: rows that are closer are passed over. Labels and columns that are known
    /// after the outcome need one.
    /// </summary>
    public string? Horizon { get; init; }
}

/// <summary>
/// The value of the one row of <typeparamref name="TOther"/> with a key, whenever it was written:
/// <c>[Lookup&lt;Zone&gt;(nameof(PickupZone))] public string? Borough { get; private set; }</c>. For what does not change; what does has an event time and
/// <see cref="AsOfAttribute{TOther}"/>.
/// </summary>
/// <remarks><see cref="JoinAttribute.Key"/> is the other's <see cref="IdAttribute"/> unless said otherwise.</remarks>
/// <typeparam name="TOther">The other data set's row type, without an event time.</typeparam>
/// <param name="by">The property of the row that says which row is meant.</param>
public sealed class LookupAttribute<TOther>(string by) : JoinAttribute(by)
{
    /// <summary>Which of several rows with one key is taken where they differ; an error unless said otherwise.</summary>
    public DuplicateKeys Duplicates { get; init; }
}
