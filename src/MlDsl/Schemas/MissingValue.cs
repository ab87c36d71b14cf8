namespace MlDsl;

/// <summary>What to do about a missing value: what a column's role allows.</summary>
internal static class MissingValue
{
    /// <summary>The way out for a value that is not there.</summary>
    public static string WayOut(ColumnSchema column) => column.Role switch
    {
        ColumnRole.Label => "fill it, or leave the row out: a row without a label teaches nothing",
        ColumnRole.Group => "fill it, or leave the row out: splits keep a group's rows together, so each row needs one",
        ColumnRole.EventTime => "fill it, or leave the row out: splits follow the time, so each row needs one",
        ColumnRole.Weight => "fill it (1 counts once), or leave the row out",
        ColumnRole.User or ColumnRole.Item or ColumnRole.Event => "fill it, or leave the row out: each row says who did what, and how strongly",
        _ => $"fill it, or {Nullable(column)}",
    };

    /// <summary>The way out for an element that is not there.</summary>
    public static string WayOutOfElement(ColumnSchema column) => $"fill it{Element(column)}";

    /// <summary>The way out for a text that is there and may stand for a missing value.</summary>
    public static string WayOutOf(string text, ColumnSchema column)
    {
        string listing = $"if '{text}' stands for a missing value, list it in CsvOptions.Missing";
        if (column.Length > 0) return listing + Element(column);
        return column.Type.EndsWith('?') ? listing
            : IsNeeded(column) ? $"correct it, or leave the row out (CsvOptions.BadRows): [{column.Role}] needs a value in every row"
            : $"{listing} and {Nullable(column)}";
    }

    /// <summary>Whether a column's role needs a value in every row, so that the property cannot be nullable.</summary>
    public static bool IsNeeded(ColumnSchema column) =>
        column.Role is ColumnRole.Label or ColumnRole.Group or ColumnRole.EventTime or ColumnRole.Weight or ColumnRole.User or ColumnRole.Item or ColumnRole.Event;

    // With Impute a float, double or Half is NaN where it is missing; another type says by its own '?' that an element may be missing.
    private static string Element(ColumnSchema column) => column.Kind.Contains("Impute=None", StringComparison.Ordinal)
        ? ", with Impute set on its [Numeric]"
        : "";

    private static string Nullable(ColumnSchema column) =>
        $"declare the property as '{column.Type}?'" + (column.Kind.StartsWith("Numeric", StringComparison.Ordinal) ? " and set Impute on its [Numeric]" : "");
}
