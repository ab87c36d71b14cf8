namespace MlDsl;

/// <summary>When the value of a column is known.</summary>
public enum Availability
{
    /// <summary>When the prediction is asked for: the column may feed features.</summary>
    AtPrediction,

    /// <summary>Only after the outcome happened: the column is read, but never reaches a feature or an input.</summary>
    AfterOutcome,
}

/// <summary>The name of the column in the file, where it differs from the property's, and when its value is known.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnAttribute : Attribute
{
    /// <summary>A column that goes by the property's name.</summary>
    public ColumnAttribute()
    {
    }

    /// <summary>A column named <paramref name="name"/> in the file's header.</summary>
    public ColumnAttribute(string name) => Name = name;

    /// <summary>The name in the file's header; null for the property's own name.</summary>
    public string? Name { get; }

    /// <summary>When the value is known; at prediction unless said otherwise.</summary>
    public Availability Available { get; init; }

    /// <summary>
    /// What a number is counted in, such as <c>s</c>, <c>km</c> or <c>EUR</c> (UCUM or ISO 4217 where they have it); null where nothing is said. It stands in the
    /// documents of an API and changes neither arithmetic nor schema hash.
    /// </summary>
    public string? Unit { get; init; }

    /// <summary>
    /// Of a vector that is no feature itself and that feature methods take, the number of its elements; else 0. A vector that is a feature
    /// says it by <see cref="NumericAttribute.Length"/>.
    /// </summary>
    public int Length { get; init; }
}

/// <summary>What the model learns to predict. Never part of the generated <c>Input</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LabelAttribute : Attribute
{
    /// <summary>
    /// The value that counts as positive when a string, enum or integer label is used for binary classification. The rows must have it,
    /// and one other value: a third one is refused, by name and row.
    /// </summary>
    public string? Positive { get; init; }

    /// <summary>The other value; unless given, the one that the training rows have beside <see cref="Positive"/>.</summary>
    public string? Negative { get; init; }
}

/// <summary>Identifies a row. Never a feature and never part of the generated <c>Input</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdAttribute : Attribute;

/// <summary>Rows of one group stay on one side of every split.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GroupAttribute : Attribute;

/// <summary>
/// When the row happened: a <see cref="DateTime"/>, <see cref="DateTimeOffset"/> or <see cref="DateOnly"/>; or an <see cref="int"/> or <see cref="long"/> that numbers steps from 0 on, where nobody knows when they were. Splits follow it.
/// </summary>
/// <remarks>
/// A <see cref="DateTime"/> is ordered as it stands, so all of a data set are in UTC or none has a zone; local ones are refused. A
/// <see cref="DateTimeOffset"/> is ordered by its instant.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EventTimeAttribute : Attribute
{
    /// <summary>
    /// How long after its event time a row is known, such as <c>"15m"</c>, where no column is marked <see cref="ArrivedAttribute"/>: windows over time
    /// and joins leave out rows that were not known yet. At once unless said otherwise. A number followed by <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.
    /// </summary>
    public string? Delay { get; init; }

    /// <summary>The most that a row may be known after its event time to be in windows of others, such as <c>"2d"</c>; rows beyond are counted. Any unless said otherwise.</summary>
    public string? Lateness { get; init; }

    /// <summary>
    /// The zone of windows over local days, by its IANA name such as <c>"Europe/Berlin"</c>; times without a zone are local ones of it, so that windows
    /// over hours are right on the days when clocks change.
    /// </summary>
    public string? Zone { get; init; }

    /// <summary>What a local time of <see cref="Zone"/> is that exists twice or not at all; an error unless said otherwise.</summary>
    public AmbiguousTime Ambiguous { get; init; }
}

/// <summary>
/// When the row was known, of the same type as the event time: windows over time and joins of other rows see it from then on. Never a feature and never part
/// of the generated <c>Input</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ArrivedAttribute : Attribute;

/// <summary>Who did something with an <see cref="ItemAttribute"/>: a text, an integer or a <see cref="Guid"/>. Never part of the generated <c>Input</c> unless a feature says so.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UserAttribute : Attribute;

/// <summary>What a <see cref="UserAttribute"/> did something with: a text, an integer or a <see cref="Guid"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemAttribute : Attribute;

/// <summary>
/// How strong the event of a user and an item was, such as how often or how long: a number that is finite and above 0. Those of one user and item add up. Where no column is marked, every row counts 1.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EventAttribute : Attribute;

/// <summary>How much the row counts in training and evaluation; finite and not negative.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WeightAttribute : Attribute;

/// <summary>Metrics are also shown for each value of this column. It is a feature only when a feature kind says so.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SensitiveAttribute : Attribute;
