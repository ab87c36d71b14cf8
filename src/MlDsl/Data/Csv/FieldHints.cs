namespace MlDsl;

/// <summary>The way out for a text that cannot be read, where its look tells the cause: a blank at its end, a word for "nothing".</summary>
internal static class FieldHints
{
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase)
    {
        "NA", "N/A", "#N/A", "#NA", "n.a.", "NaN", "-NaN", "#NUM!", "#VALUE!", "#REF!", "#DIV/0!", "NULL", "\\N", "None", "nil", "missing", "unknown", "undefined",
        "-", "--", "---", "?", "*", ".", "..", "(blank)", "<NA>", "NaT",
    };

    /// <summary>The way out; null where the look of the text tells nothing.</summary>
    public static string? Of(string text, bool isQuoted, ColumnSchema column, CsvOptions options)
    {
        string trimmed = Visible.Trim(text);
        if (trimmed.Length < text.Length) return Ends(text, trimmed, isQuoted, column);
        if (text.Length == 0)
        {
            return MissingValue.IsNeeded(column) ? MissingValue.WayOut(column)
                : column.Type.EndsWith('?') ? "fill it, or list the empty text in CsvOptions.Missing"
                : $"{MissingValue.WayOut(column)}, with the empty text in CsvOptions.Missing";
        }
        return Nothing.Contains(text) ? MissingValue.WayOutOf(text, column) : null;
    }

    private static string Ends(string text, string trimmed, bool isQuoted, ColumnSchema column)
    {
        string edge = text[..text.IndexOf(trimmed, StringComparison.Ordinal)] + text[(text.IndexOf(trimmed, StringComparison.Ordinal) + trimmed.Length)..];
        string convert = $"CsvOptions.Converters[\"{column.Name}\"]";
        // Trim takes blanks and tabs around fields without quotes.
        if (edge.AsSpan().IndexOfAnyExcept(' ', '\t') >= 0)
            return $"it has {Visible.First(edge.Replace("\t", "", StringComparison.Ordinal))} at an end, which CsvOptions.Trim does not take: remove it from the file, or by {convert}";
        return isQuoted
            ? $"leave out the blanks; CsvOptions.Trim leaves quoted fields as they are, {convert} need not"
            : "leave out the blanks, or set CsvOptions.Trim";
    }
}
