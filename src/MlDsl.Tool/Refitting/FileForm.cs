using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Refitting;

/// <summary>How a file is written, as whoever reads its rows by name must be told: no model's file holds it.</summary>
internal static class FileForm
{
    /// <summary>How the columns of a file are read by name.</summary>
    /// <param name="table">The file.</param>
    /// <param name="read">The columns that are read.</param>
    /// <exception cref="ToolException">The columns have no names, or their dates are of several forms.</exception>
    public static CsvOptions Of(FileTable table, IEnumerable<ColumnFacts> read)
    {
        if (!table.Options.HasHeader) throw new ToolException($"'{table.Path}' has no header, by whose names a model finds its columns; give it one");
        ColumnFacts[] times = [.. read.Where(static column => column.Kind == ValueKind.Time)];
        if (Array.Find(times, column => column.Formats[0] != times[0].Formats[0]) is { } other)
            throw new ToolException($"the dates of '{table.Path}' are of several forms: {Form(times[0])}, and {Form(other)}; write them in one");
        return table.Options with { DateFormat = times.Length == 0 ? null : times[0].Formats[0] };
    }

    /// <summary>The options that tell <c>score</c>, <c>cost</c>, <c>diff</c> and <c>rebuild</c> how a file is written; empty where it is as they expect it.</summary>
    public static string Text(CsvOptions options, string path)
    {
        List<string> said = [];
        char separator = options.SeparatorFor(path);
        if (separator != new CsvOptions().SeparatorFor(path)) said.Add($"--separator {(separator == '\t' ? "tab" : $"'{separator}'")}");
        if (options.Quote is null) said.Add("--no-quotes");
        if (options.Trim) said.Add("--trim");
        if (options.Comment is { } comment) said.Add($"--comment '{comment}'");
        said.AddRange(options.Missing.Where(static text => text.Length > 0).Select(static text => $"--missing '{text}'"));
        if (options.DateFormat is { } format) said.Add($"--date-format '{format}'");
        return string.Join(' ', said);
    }

    private static string Form(ColumnFacts column) => $"{column.Column.Said} has {column.Formats[0] ?? "ISO 8601"}";
}
