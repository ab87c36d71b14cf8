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

    internal virtual void Validate(DatasetSchema schema)
    {
        string type = GetType().Name;
        Require(Enum.IsDefined(BadRows), nameof(BadRows), "must be a member of BadRowPolicy");
        Require(Missing is not null && !Missing.Contains(null!), nameof(Missing), "must be a list without null; the empty list has no missing texts");
        Require(DateFormat is null || DateText.IsFormat(DateFormat), nameof(DateFormat), "must be a format of dates and times as DateTime.ParseExact takes it, or null for ISO 8601");
        Require(Aliases is not null, nameof(Aliases), "must be a dictionary; the empty one has no aliases");
        foreach (var (column, name) in Aliases!)
        {
            Require(!string.IsNullOrEmpty(name), nameof(Aliases), $"must have a name for '{Visible.Of(column)}'");
            if (schema.Stored.Any(c => c.Name == column)) continue;
            string near = NearestName.Find(column, schema.Stored.Select(static c => c.Name)) is { } nearest ? $"; the nearest is '{nearest}'" : "";
            throw new ArgumentException($"{type}.{nameof(Aliases)} must name columns of '{schema.Name}', which has no '{Visible.Of(column)}'{near}");
        }
    }

    /// <summary>Throws where an option is out of its range.</summary>
    internal void Require(bool holds, string option, string what)
    {
        if (!holds) throw new ArgumentException($"{GetType().Name}.{option} {what}");
    }
}
