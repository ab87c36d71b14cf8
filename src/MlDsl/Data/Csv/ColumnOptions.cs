namespace MlDsl;

/// <summary>What options say of single columns, by the columns' names in the schema, whatever the rows come from.</summary>
internal static class ColumnOptions
{
    /// <summary>Refuses values for columns that there are not.</summary>
    /// <param name="owner">The options' type, for messages.</param>
    /// <param name="option">The option.</param>
    /// <param name="values">What it says of each column.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="empty">What the empty option means, for messages.</param>
    public static void Check<TValue>(string owner, string option, IReadOnlyDictionary<string, TValue>? values, DatasetSchema schema, string empty)
        where TValue : class
    {
        Require(values is not null, $"must be a dictionary; {empty}");
        foreach (var (column, value) in values!)
        {
            Require(value is not null, $"must not have null, which it has for '{column}'");
            if (schema.Stored.Any(c => c.Name == column)) continue;
            string[] names = [.. schema.Stored.Select(static c => c.Name)];
            string known = NearestName.Find(column, names) is { } near ? $"the nearest is '{near}'" : $"it has {string.Join(", ", names.Select(static n => $"'{n}'"))}";
            Require(false, $"must name columns of '{schema.Name}', which has no '{Visible.Of(column)}'; {known}");
        }

        void Require(bool holds, string what)
        {
            if (!holds) throw new ArgumentException($"{owner}.{option} {what}");
        }
    }

    /// <summary>Refuses formats of times that cannot be.</summary>
    public static void CheckTimes(string owner, string option, IReadOnlyDictionary<string, TimeFormat>? times, DatasetSchema schema)
    {
        Check(owner, option, times, schema, "the empty one has no columns of their own format");
        foreach (var (column, format) in times!)
        {
            ColumnSchema named = schema.Columns.First(c => c.Name == column);
            RefuseOwnReader(owner, option, named);
            format.Validate($"{owner}.{option}[\"{column}\"]", named);
        }
    }

    /// <summary>Refuses a format of a column that a method of the row type reads, which would not see it.</summary>
    public static void RefuseOwnReader(string owner, string option, ColumnSchema column)
    {
        if (column.HasOwnReader) throw new ArgumentException($"{owner}.{option} must not name '{Visible.Of(column.Name)}', which a method marked [Reads] reads; leave it out");
    }

    /// <summary>Refuses spellings of columns that have none.</summary>
    public static void CheckSpellings(string owner, string option, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? spellings, DatasetSchema schema)
    {
        Check(owner, option, spellings, schema, "the empty one has no spellings");
        foreach (var (column, spelled) in spellings!)
        {
            if (schema.Columns.First(c => c.Name == column).Length > 0) throw new ArgumentException($"{owner}.{option} must name single values, which the vector '{column}' is not");
            if (spelled.FirstOrDefault(static s => s.Key is null || s.Value is null) is { Key: not null } none)
                throw new ArgumentException($"{owner}.{option}[\"{column}\"] must not have null, which it has for '{Visible.Of(none.Key)}'");
        }
    }

    /// <summary>Refuses parts of which no text can be put together.</summary>
    public static void CheckParts(string owner, string option, IReadOnlyDictionary<string, IReadOnlyList<string>>? parts, DatasetSchema schema)
    {
        Check(owner, option, parts, schema, "the empty one has no columns of several parts");
        foreach (var (column, names) in parts!)
        {
            if (schema.Columns.First(c => c.Name == column).Length > 0) throw new ArgumentException($"{owner}.{option} must name single values, which the vector '{column}' is not");
            if (names.Count < 2 || names.Any(string.IsNullOrEmpty))
                throw new ArgumentException($"{owner}.{option}[\"{column}\"] must have two names or more, none of them empty; one other name is an alias (Aliases)");
        }
    }
}
