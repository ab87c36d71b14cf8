namespace MlDsl.Contracts;

/// <summary>What is done with a value that breaks its column's contract.</summary>
public enum Breach
{
    /// <summary>It is refused: a record of a source is an error with its place, or is left out and counted under <see cref="BadRowPolicy.Skip"/>; a request is answered with the reason.</summary>
    Reject,

    /// <summary>It becomes the nearest value within the range, and is counted; NaN, which has none, is refused. For <see cref="RangeAttribute"/> only.</summary>
    Clip,

    /// <summary>It is missing, and counted. For columns that may be missing.</summary>
    AsMissing,

    /// <summary>It stays as it is, and is counted.</summary>
    Count,
}

/// <summary>
/// What the values of a column must be like, wherever they come from: every source of a data set, rows made by code, and requests. A value that breaks it is
/// refused, mended or counted, as <see cref="Policy"/> says; <see cref="Dataset{TRow}.ContractCounts"/> tells how often.
/// </summary>
/// <remarks>A missing value breaks only <see cref="NotNullAttribute"/>. A contract is no part of a schema: models fitted under another one load.</remarks>
public abstract class ContractAttribute : Attribute
{
    private protected ContractAttribute()
    {
    }

    /// <summary>What is done with a value that breaks it. On labels, identifiers, groups, weights and times only <see cref="Breach.Reject"/> and <see cref="Breach.Count"/>.</summary>
    public Breach Policy { get; init; }
}

/// <summary>Values lie between two bounds, both included. NaN lies nowhere.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute : ContractAttribute
{
    /// <summary>For numbers; an infinite bound is none.</summary>
    public RangeAttribute(double min, double max) => (Min, Max) = (min, max);

    /// <summary>For times, dates and durations, in ISO 8601 or as <c>"1.02:00:00"</c>, and for numbers that no double holds; an empty text is no bound.</summary>
    public RangeAttribute(string min, string max) => (Min, Max) = (min, max);

    /// <summary>The least value: a number, or a text.</summary>
    public object Min { get; }

    /// <summary>The greatest value.</summary>
    public object Max { get; }
}

/// <summary>Values are among those that are listed: texts, integers, or members of the column's enum.</summary>
/// <param name="values">The values.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValuesAttribute(params object[] values) : ContractAttribute
{
    /// <summary>The values.</summary>
    public IReadOnlyList<object> Values { get; } = values;
}

/// <summary>Texts match a regular expression as a whole, in the invariant culture. A text that cannot be told within 100 ms breaks it.</summary>
/// <param name="pattern">The expression.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string pattern) : ContractAttribute
{
    /// <summary>The expression.</summary>
    public string Pattern { get; } = pattern;
}

/// <summary>No value of a column that may be missing is missing; <see cref="Breach.Count"/> tells how many are.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotNullAttribute : ContractAttribute;

/// <summary>
/// No two rows of a data set have the same value; missing ones are not compared. Held on the first whole pass over the rows, with a hash of eight bytes and the row's number in memory for each row;
/// <see cref="Breach.Reject"/> or <see cref="Breach.Count"/>. Requests are not compared.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UniqueAttribute : ContractAttribute;

/// <summary>
/// The newest row of a data set is not older than this when its rows are first read as a whole; on its <see cref="EventTimeAttribute"/>. Times without an offset are taken for UTC.
/// <see cref="Breach.Reject"/> or <see cref="Breach.Count"/>. Requests are not held against it.
/// </summary>
/// <param name="age">The greatest age, such as <c>"2d"</c>: a number followed by <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FreshAttribute(string age) : ContractAttribute
{
    /// <summary>The greatest age.</summary>
    public string Age { get; } = age;
}

/// <summary>
/// Makes a static method of a row type a rule over several columns: it takes columns by the names of its parameters, as feature methods do, and says whether they go
/// together. It is asked of requests where all of its columns are known at prediction.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RelationAttribute : Attribute
{
    /// <summary>What is done with a row that breaks it: <see cref="Breach.Reject"/> or <see cref="Breach.Count"/>.</summary>
    public Breach Policy { get; init; }
}
