using System.Text;
using System.Text.Unicode;

namespace MlDsl.Labels;

/// <summary>Reads the items of a project from separated values or lines of JSON.</summary>
internal static class LabelItemReader
{
    /// <exception cref="LabelException">The file is not there, a record is not like the others, a column is missing, or an id is there twice.</exception>
    public static LabelItems Read(LabelProject project, string folder)
    {
        string path = Path.Combine(folder, project.ItemFile);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
            return Of(project, path, JsonObjects.Is(path) ? Objects(file, path) : Records(file, path, project));
        }
        catch (DataFormatException problem)
        {
            throw new LabelException(problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LabelException($"The items' file '{path}' cannot be read: {problem.Message}; 'items.file' of the project names it", problem);
        }
    }

    private static LabelItems Of(LabelProject project, string path, (string[] Columns, List<(long Line, string[] Fields)> Rows) table)
    {
        string[] columns = table.Columns;
        int id = project.IdColumn is null ? -1 : Column(project.IdColumn, "items.id");
        int[] shown = project.Show.Count > 0 ? [.. project.Show.Select(name => Column(name, "items.show"))] : [.. Enumerable.Range(0, columns.Length).Where(i => i != id)];
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var items = new List<LabelItem>(table.Rows.Count);
        foreach (var (line, fields) in table.Rows)
        {
            string hash = LabelItem.HashOf(shown.SelectMany(i => (string[])[columns[i], fields[i]]));
            string name = id < 0 ? hash : fields[id];
            if (name.Length == 0) throw new LabelException(FormattableString.Invariant($"{path}({line}): '{columns[id]}' is empty; each item has an id of its own"));
            if (!lines.TryAdd(name, line))
                throw new LabelException(id < 0
                    ? FormattableString.Invariant($"{path}({line}): the same is shown as of the item on line {lines[name]}; take one of them away, or name the column of an id: --id of 'label init', 'items.id' of project.json")
                    : FormattableString.Invariant($"{path}({line}): the id '{Visible.Of(name)}' is that of the item on line {lines[name]} as well; each item has an id of its own"));
            items.Add(new LabelItem(name, hash, [.. shown.Select(i => KeyValuePair.Create(columns[i], fields[i]))], fields));
        }
        return new LabelItems(columns, items);

        int Column(string name, string member)
        {
            int place = Array.IndexOf(columns, name);
            if (place >= 0) return place;
            throw new LabelException($"{path}: there is no column '{Visible.Of(name)}', which '{member}' names; {(NearestName.Find(name, columns) is { } near ? $"did you mean '{Visible.Of(near)}'?" : $"there are {string.Join(", ", columns.Select(static c => Visible.Of(c)))}")}");
        }
    }

    private static (string[], List<(long, string[])>) Records(Stream file, string path, LabelProject project)
    {
        var options = new CsvOptions { Separator = project.Separator };
        using var records = new CsvRecords(file, path, options);
        string[]? columns = null;
        var rows = new List<(long, string[])>();
        while (records.Read())
        {
            if (records.Stray >= 0) throw records.StrayText();
            var fields = new string[records.Count];
            for (int i = 0; i < fields.Length; i++) fields[i] = Decoded(records.Text(i), path, records.Line);
            if (columns is null)
            {
                columns = Array.ConvertAll(fields, static name => name.Trim());
                if (columns.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice) throw new LabelException($"{path}: two columns are called '{Visible.Of(twice.Key)}'; rename one");
                continue;
            }
            if (fields.Length != columns.Length) throw new LabelException(FormattableString.Invariant($"{path}({records.Line}): {fields.Length} fields, where the header names {columns.Length} columns"));
            rows.Add((records.Line, fields));
        }
        return columns is null ? throw new LabelException($"{path} is empty; it has a header and a record for each item") : (columns, rows);
    }

    private static string Decoded(ReadOnlySpan<byte> text, string path, long line)
    {
        if (Utf8.IsValid(text)) return Encoding.UTF8.GetString(text);
        var (problem, wayOut) = EncodingHints.Of(text);
        throw new LabelException(FormattableString.Invariant($"{path}({line}): {problem}; {wayOut}"));
    }

    // What an object does not have is empty.
    private static (string[], List<(long, string[])>) Objects(Stream file, string path)
    {
        JsonObjects objects = JsonObjects.Read(file, path);
        return ([.. objects.Columns], [.. objects.Rows.Select(static one => (one.Line, Array.ConvertAll(one.Values, static value => value ?? "")))]);
    }
}
