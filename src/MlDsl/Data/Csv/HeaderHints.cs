namespace MlDsl;

/// <summary>What a header that does not name the columns is instead, and the way out.</summary>
internal static class HeaderHints
{
    private static readonly char[] Separators = [',', ';', '\t', '|', ':'];

    /// <summary>The problem of Excel's line that names the separator, where a header is looked for.</summary>
    public static (string Problem, string WayOut)? OfFirstLine(CsvRecords records, CsvOptions options)
    {
        string line = System.Text.Encoding.UTF8.GetString(records.Record).Trim('"');
        // With its own separator the line ends in an empty field.
        if (line.Length is < 4 or > 5 || !line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return null;
        char separator = line.Length == 5 ? line[4] : options.SeparatorFor(records.File);
        string also = separator != options.SeparatorFor(records.File) ? $" and CsvOptions.Separator to {Said(separator)}" : "";
        return ($"the first line, '{Visible.Of(line)}', is Excel's word for the separator and no header", $"set CsvOptions.Comment to \"{line[..4]}\"{also}");
    }

    /// <summary>What the header has in place of the name <paramref name="wanted"/>, and the way out.</summary>
    public static (string Found, string WayOut) OfNames(CsvRecords records, string[] names, DatasetSchema schema, string wanted)
    {
        if (Other(records, names, schema) is { } separator)
        {
            string found = names.Length == 1 ? "the whole header is one column" : "it is cut at the wrong places";
            return (found, $"is the separator {separator}? Then set CsvOptions.Separator to it");
        }

        const string Rename = "name the column with [Column(\"…\")] or CsvOptions.Aliases";
        if (names.FirstOrDefault(name => SameToTheEye(name, wanted)) is { } hidden)
            return ($"it has '{Visible.Of(hidden)}' with {Visible.First(hidden)}, which cannot be seen", "remove that character from the file, or " + Rename);
        return NearestName.Find(wanted, names) is { } near
            ? ($"the nearest is '{Visible.Of(near)}'", Rename)
            : ($"it has {string.Join(", ", names.Take(20).Select(static n => $"'{Visible.Of(n)}'"))}", Rename);
    }

    /// <summary>The separator that cuts a record of one field into <paramref name="width"/>; null where none does.</summary>
    public static string? SeparatorOf(CsvRecords records, int width)
    {
        if (records.Count != 1) return null;
        string text = System.Text.Encoding.UTF8.GetString(records.Record);
        return Separators.Where(s => text.Split(s).Length == width).Select(Said).FirstOrDefault();
    }

    // The separator by which the header names more of the columns.
    private static string? Other(CsvRecords records, string[] names, DatasetSchema schema)
    {
        string text = System.Text.Encoding.UTF8.GetString(records.Record);
        int now = Named(names, schema);
        var best = Separators.Select(s => (Separator: s, Count: Named(text.Split(s), schema))).MaxBy(static s => s.Count);
        return best.Count > now ? Said(best.Separator) : null;
    }

    private static int Named(string[] names, DatasetSchema schema)
    {
        var known = names.Select(static n => n.Trim().Trim('"')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return schema.Stored.Count(c => known.Contains(c.Name));
    }

    private static bool SameToTheEye(string name, string wanted) =>
        name != wanted && string.Equals(Visible.Strip(name).Trim(), Visible.Strip(wanted).Trim(), StringComparison.OrdinalIgnoreCase)
        && Visible.First(name) is not null;

    private static string Said(char separator) => separator == '\t' ? "a tab ('\\t')" : $"'{separator}'";
}
