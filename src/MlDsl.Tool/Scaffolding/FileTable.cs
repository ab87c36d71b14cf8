namespace MlDsl.Tool.Scaffolding;

/// <summary>The rows of a file as texts, column by column.</summary>
/// <param name="Path">The file.</param>
/// <param name="Options">How it is written.</param>
/// <param name="Columns">The columns in the order of the file.</param>
/// <param name="IsWhole">Whether these are all rows.</param>
internal sealed record FileTable(string Path, CsvOptions Options, IReadOnlyList<TextColumn> Columns, bool IsWhole)
{
    // What stands for a missing value in files; the second list may as well be a text of its own.
    private static readonly HashSet<string> Certain = new(StringComparer.Ordinal) { "?", "\\N", "NULL", "null", "#N/A", "N/A", "n/a", "NaN", "nan" };
    private static readonly HashSet<string> Possible = new(StringComparer.Ordinal) { "NA", "na", "None", "none", "-", "--", "." };

    /// <summary>The line that may be a header which opens with the comment mark; null where none is.</summary>
    public string? LostHeader { get; init; }

    /// <summary>How the rows are read where they come with types; null for separated values.</summary>
    public RecordForm? Form { get; init; }

    public int Rows => Columns[0].Texts.Count;

    /// <summary>Reads at most <paramref name="most"/> rows.</summary>
    /// <exception cref="ToolException">The file does not have rows of one form.</exception>
    public static FileTable Read(string path, SaidShape said, int most)
    {
        FileShape shape = FileShape.Of(path, said);
        using FileStream file = File.OpenRead(path);
        var rows = new List<string[]>();
        bool isWhole = true;
        try
        {
            foreach (var (line, fields, _) in FileShape.Records(file, path, shape.Options))
            {
                if (fields.Length != shape.Fields)
                    throw new ToolException($"{path}, line {line}: {fields.Length} fields, where most records have {shape.Fields}; correct the record, or name --separator or --comment");
                if (rows.Count > most)
                {
                    isWhole = false;
                    break;
                }
                rows.Add(fields);
            }
        }
        catch (DataFormatException problem)
        {
            throw new ToolException(problem.Message);
        }
        bool hasHeader = said.HasHeader ?? IsHeader(rows);
        string[]? names = hasHeader ? [.. rows[0].Select(static name => name.Trim())] : null;
        // One record more was read, which may have been the header.
        List<string[]> values = hasHeader ? rows[1..] : rows[..Math.Min(rows.Count, most)];
        isWhole &= hasHeader || rows.Count <= most;
        if (values.Count == 0) throw new ToolException($"'{path}' has a header and no rows; a record is drafted from what the rows hold");
        if (names is not null) Refuse(path, names, values);
        HashSet<string> missing = MissingTexts(Enumerable.Range(0, shape.Fields).Select(i => values.Select(row => row[i])));
        return new FileTable(
            path,
            shape.Options with { HasHeader = hasHeader, Missing = ["", .. missing.Order(StringComparer.Ordinal)] },
            [.. Enumerable.Range(0, shape.Fields).Select(i => new TextColumn(names?[i], i, [.. values.Select(row => row[i].Length == 0 || missing.Contains(row[i]) ? null : row[i])]))],
            isWhole)
        { LostHeader = hasHeader ? null : shape.LostHeader };
    }

    // A name is a text above numbers or dates: one such column tells, whatever the other names are. Where all columns have texts, names are not repeated below.
    private static bool IsHeader(List<string[]> rows)
    {
        if (rows.Count == 0) return false;
        string[] first = rows[0];
        var below = rows.Skip(1).Take(1_000).ToList();
        if (Enumerable.Range(0, first.Length).Any(i => IsNameAbove(first[i], [.. below.Select(row => row[i]).Where(static text => !MayBeMissing(text))]))) return true;
        if (first.Any(static field => field.Length == 0 || Numbers.IsNumber(field)) || first.Distinct(StringComparer.OrdinalIgnoreCase).Count() < first.Length) return false;
        return Enumerable.Range(0, first.Length).All(i => below.All(row => row[i] != first[i]));
    }

    private static bool IsNameAbove(string field, string[] below)
    {
        if (below.Length == 0 || MayBeMissing(field) || Numbers.IsNumber(field)) return false;
        return below.All(Numbers.IsNumber) || Numbers.Dates(below).Count > 0 && Numbers.Dates([field]).Count == 0;
    }

    private static bool MayBeMissing(string text) => text.Length == 0 || Certain.Contains(text) || Possible.Contains(text);

    private static void Refuse(string path, string[] names, List<string[]> rows)
    {
        if (names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ToolException($"'{path}' has two columns '{Visible.Of(twice.Key)}'; rename one of them");
        int unnamed = Array.IndexOf(names, "");
        if (unnamed >= 0) throw new ToolException($"'{path}' has a column without a name, the {(unnamed == 0 ? "first, as pandas writes its index: index=False leaves it out" : FormattableString.Invariant($"field {unnamed + 1}"))}; name it in the header");
        // A series a line: an identifier, and then numbers under names that only count.
        string stem = names[^1].TrimEnd("0123456789".ToCharArray());
        bool counts = names.Length > 24 && names.Skip(1).Select((name, i) => name == $"{stem}{i + 2}").All(static same => same);
        if (counts && rows.All(row => !Numbers.IsNumber(row[0])) && rows.Select(static row => row[0]).Distinct().Count() == rows.Count)
            throw new ToolException($"'{path}' holds a series on each line ('{names[1]}' to '{names[^1]}' are points in time); write it as a row for each point, with the columns series, time and value");
    }

    /// <summary>The texts of columns that stand for a missing value.</summary>
    public static HashSet<string> MissingTexts(IEnumerable<IEnumerable<string>> columns)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (IEnumerable<string> texts in columns)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            bool areNumbers = true;
            int numbers = 0;
            foreach (string text in texts)
            {
                if (text.Length > 0 && MayBeMissing(text)) seen.Add(text);
                else if (text.Length > 0 && !Numbers.IsNumber(text)) areNumbers = false;
                else if (text.Length > 0) numbers++;
            }
            found.UnionWith(seen.Where(text => Certain.Contains(text) || areNumbers && numbers > 0));
        }
        return found;
    }
}

/// <summary>A column's texts, null where the value is missing.</summary>
/// <param name="Name">Its name in the header; null where there is none.</param>
/// <param name="Position">Its place in the file, from 0.</param>
/// <param name="Texts">What stands in each row.</param>
internal sealed record TextColumn(string? Name, int Position, IReadOnlyList<string?> Texts)
{
    /// <summary>What its schema says; null where all values are texts, as in separated values.</summary>
    public SchemaType? Type { get; init; }

    /// <summary>The length of its lists, where it has lists; else 0.</summary>
    public int Length { get; init; }

    /// <summary>What people call it.</summary>
    public string Said => Name is null ? $"field {Position + 1}" : $"'{Visible.Of(Name)}'";
}
