using System.Collections.Immutable;

namespace MlDsl;

/// <summary>How records become rows. Checked when a data set is made from them.</summary>
public record RecordOptions
{
    /// <summary>Names that differ: the column's name in the schema, and the field's name in the records.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether a name that no field has exactly may differ from it in upper and lower case.</summary>
    public bool IgnoreCase { get; init; } = true;

    /// <summary>What happens to a record that does not become a row.</summary>
    public BadRowPolicy BadRows { get; init; }

    /// <summary>Whether a number that is NaN stands for a missing value, as some tools write it; else it is refused.</summary>
    public bool NaNIsMissing { get; init; }

    /// <summary>The texts that mean a missing value; unless set, none does: records have a null of their own.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>
    /// The format of dates and times that are texts, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes it; null for ISO 8601.
    /// </summary>
    public string? DateFormat { get; init; }

    /// <summary>The columns whose dates and times are texts of another format, or show the clocks of a zone, by the column's name in the schema.</summary>
    public IReadOnlyDictionary<string, TimeFormat> ColumnTimes { get; init; } = ImmutableDictionary<string, TimeFormat>.Empty;

    /// <summary>Other spellings of a column's values, by the column's name in the schema: a text, exactly, and the text that is read in its place.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Spellings { get; init; } = ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>
    /// The columns whose text is that of several fields, by the column's name in the schema: the fields' names. The text is the parts in this order with a blank
    /// between them; a part that is no text is as <see cref="RecordValue.ToString"/> has it, a time without the hour where it is midnight. It is missing where all
    /// parts are; where only some are, that is an error.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parts { get; init; } = ImmutableDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>The columns whose values were made up, and which are held against no contract; null for none.</summary>
    internal Func<ColumnSchema, bool>? AreMadeUp { get; init; }

    internal virtual void Validate(DatasetSchema schema)
    {
        string type = GetType().Name;
        Require(Enum.IsDefined(BadRows), nameof(BadRows), "must be a member of BadRowPolicy");
        Require(Missing is not null && !Missing.Contains(null!), nameof(Missing), "must be a list without null; the empty list has no missing texts");
        Require(DateFormat is null || DateText.IsFormat(DateFormat), nameof(DateFormat), "must be a format of dates and times as DateTime.ParseExact takes it, or null for ISO 8601");
        ColumnOptions.Check(type, nameof(Aliases), Aliases, schema, "the empty one has no aliases");
        foreach (var (column, name) in Aliases) Require(name.Length > 0, nameof(Aliases), $"must have a name for '{Visible.Of(column)}'");
        ColumnOptions.CheckTimes(type, nameof(ColumnTimes), ColumnTimes, schema);
        ColumnOptions.CheckSpellings(type, nameof(Spellings), Spellings, schema);
        ColumnOptions.CheckParts(type, nameof(Parts), Parts, schema);
        foreach (string column in Parts.Keys) Require(!Aliases.ContainsKey(column), nameof(Aliases), $"must not name '{Visible.Of(column)}', whose parts have their own names");
    }

    /// <summary>Throws where an option is out of its range.</summary>
    internal void Require(bool holds, string option, string what)
    {
        if (!holds) throw new ArgumentException($"{GetType().Name}.{option} {what}");
    }
}
