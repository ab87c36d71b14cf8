namespace MlDsl;

/// <summary>
/// Makes a static method of a row type the reader of one of its columns, for texts that no option covers. The method takes the value's text as a
/// <see cref="ReadOnlySpan{T}"/> of UTF-8 bytes and gives the property's type.
/// </summary>
/// <remarks>
/// Of a file of separated values it gets a field without its quotes, behind what <see cref="CsvOptions.Converters"/> makes of it; of JSON lines a text without
/// its escapes, or a number as it is written; of queries and other records a text, or the value's text in the invariant culture (ISO 8601 for times). It is not asked
/// for missing values. What it throws of a text (a <see cref="FormatException"/>, an <see cref="ArgumentException"/> and their like) comes
/// with file, line, column and property around it. It is called by several threads at once and must
/// give the same for the same bytes. Inputs of predictions have the property's type already and do not pass through it; nor does reading by name, without the row type.
/// </remarks>
/// <param name="member">The property whose column the method reads.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadsAttribute(string member) : Attribute
{
    /// <summary>The property whose column the method reads.</summary>
    public string Member { get; } = member;
}
