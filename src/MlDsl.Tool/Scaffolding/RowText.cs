using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Tool.Scaffolding;

/// <summary>The C# of a draft: the record, the model, and how the file is read and split.</summary>
internal static class RowText
{
    /// <summary>The types that a draft names: a record of one of these names would stand in their place.</summary>
    public static IReadOnlyList<string> Used { get; } =
    [
        "MlDsl", "System", "Regression", "BinaryClassification", "MulticlassClassification", "Ranking", "CsvOptions", "TimeFormat", "TimeSpan", "DateTime", "DateOnly", "DateTimeOffset", "TimeOnly", "Guid",
        "ParquetDataset", "ParquetOptions", "QueryOptions", "SqliteConnection", "SqliteConnectionStringBuilder", "SqliteOpenMode", "SqliteCommand", "CommandBehavior", "DbDataReader", "Microsoft",
        .. RowDrafter.Said,
    ];

    public static string Of(RowDraft draft, string? space)
    {
        var text = new StringBuilder();
        string file = Path.GetFileName(draft.Table.Path), rows = draft.Table.Rows.ToString("N0", CultureInfo.InvariantCulture), part = draft.Table.IsWhole ? "" : "the first ";
        text.Append(CultureInfo.InvariantCulture, $"// Drafted by 'mldsl scaffold' from {part}{rows} rows of {Visible.Of(file)}. A proposal: read what is remarked, and change what you know better.\n");
        if (draft.Table.LostHeader is { } lost) text.Append(CultureInfo.InvariantCulture, $"// Look: '{Visible.Of(lost)}' may be the header, which is left out as a comment: without the mark in front of it, or with --comment, columns have their names.\n");
        if (draft.Table.Form is { } form)
        {
            text.Append(CultureInfo.InvariantCulture, $"// Beside MlDsl it needs the package {(form.Query is null ? "MlDsl.Parquet" : "Microsoft.Data.Sqlite")}.\n");
            foreach (LeftOutColumn column in form.LeftOut) text.Append(CultureInfo.InvariantCulture, $"// Look: '{Visible.Of(column.Name)}' {OneLine(column.Why)}: it is left out.\n");
        }
        if (draft.Relations is not null) text.Append("// Its contract is proposed of these rows, all of which keep it: take away what is so by chance.\n");
        text.Append(draft.Table.Form?.Query is null ? "using MlDsl;\n" : "using System.Data;\nusing System.Data.Common;\nusing Microsoft.Data.Sqlite;\nusing MlDsl;\n");
        text.Append(draft.Relations is null ? "\n" : "using MlDsl.Contracts;\n\n");
        if (space is not null) text.Append(CultureInfo.InvariantCulture, $"namespace {space};\n\n");
        Record(text, draft, file);
        Model(text, draft);
        Reading(text, draft, file);
        return text.ToString();
    }

    private static void Record(StringBuilder text, RowDraft draft, string file)
    {
        text.Append(CultureInfo.InvariantCulture, $"/// <summary>A row of {Documented(file)}.</summary>\n[Dataset]\npublic sealed partial record {draft.Name}\n{{\n");
        foreach (MemberDraft member in draft.Members)
        {
            foreach (string remark in member.Remarks) text.Append(CultureInfo.InvariantCulture, $"    // Look: {OneLine(remark)}.\n");
            foreach (string seen in member.Seen) text.Append(CultureInfo.InvariantCulture, $"    // Seen: {OneLine(seen)}.\n");
            string attributes = member.Attributes.Count == 0 ? "" : $"[{string.Join(", ", member.Attributes)}] ";
            text.Append(CultureInfo.InvariantCulture, $"    {attributes}public {(member.IsRequired ? "required " : "")}{member.Type} {member.Name} {{ get; init; }}\n");
        }
        foreach (RelationDraft relation in draft.Relations ?? []) text.Append(CultureInfo.InvariantCulture, $"\n    // Seen: {relation.Seen}.\n    {relation.Method}\n");
        text.Append("}\n\n");
    }

    private static void Model(StringBuilder text, RowDraft draft)
    {
        (string task, string trainer) = draft.Target.Declared;
        text.Append("/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>\n");
        text.Append(CultureInfo.InvariantCulture, $"[Model<{draft.Name}, {task}>]\n[{trainer}]\npublic sealed partial class {draft.Name}Model;\n\n");
    }

    private static void Reading(StringBuilder text, RowDraft draft, string file)
    {
        RecordForm? form = draft.Table.Form;
        var options = (form is null ? Options(draft) : RecordOptions(draft, form)).ToList();
        text.Append(CultureInfo.InvariantCulture, $"/// <summary>How {Documented(file)} is read and split.</summary>\npublic static class {draft.Name}File\n{{\n");
        if (options.Count > 0)
        {
            string type = form is null ? "CsvOptions" : form.Query is null ? "ParquetOptions" : "QueryOptions";
            text.Append(CultureInfo.InvariantCulture, $"    public static {type} Options {{ get; }} = new()\n    {{\n");
            foreach (string option in options) text.Append(CultureInfo.InvariantCulture, $"        {option},\n");
            text.Append("    };\n\n");
        }
        string read = form is null ? $"Dataset<{draft.Name}>.FromCsv(path" : form.Query is null ? $"ParquetDataset.FromParquet<{draft.Name}>(path" : $"Dataset<{draft.Name}>.FromQuery(() => Open(path)";
        text.Append(CultureInfo.InvariantCulture, $"    public static Dataset<{draft.Name}> Read(string path) => {read}{(options.Count > 0 ? ", Options" : "")});\n\n");
        string split = draft switch
        {
            { HasGroup: true } => "SplitByGroup(validation: 0.2, test: 0.2, seed: 1)",
            { HasTime: true } => "SplitByTime(validation: 0.2, test: 0.2, embargo: TimeSpan.Zero)",
            { Target.Task: TaskKind.Binary or TaskKind.Multiclass } => "SplitStratified(validation: 0.2, test: 0.2, seed: 1)",
            _ => "SplitRandom(validation: 0.2, test: 0.2, seed: 1)",
        };
        text.Append(CultureInfo.InvariantCulture, $"    public static Split<{draft.Name}> Split(string path) => Read(path).{split};\n");
        if (form?.Query is { } query) Opening(text, query);
        text.Append("}\n");
    }

    private static void Opening(StringBuilder text, string query) => text.Append(CultureInfo.InvariantCulture, $$"""

            private static DbDataReader Open(string path)
            {
                var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString());
                try
                {
                    connection.Open();
                    SqliteCommand command = connection.CreateCommand();
                    command.CommandText = {{Quoted(query)}};
                    return command.ExecuteReader(CommandBehavior.CloseConnection);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            }

        """);

    private static IEnumerable<string> RecordOptions(RowDraft draft, RecordForm form)
    {
        if (form.NaNIsMissing) yield return "NaNIsMissing = true";
        if (draft.Table.Options.Missing.Count > 0) yield return $"Missing = [{string.Join(", ", draft.Table.Options.Missing.Select(Quoted))}]";
        if (Times(draft) is { } times) yield return times;
    }

    private static IEnumerable<string> Options(RowDraft draft)
    {
        CsvOptions options = draft.Table.Options;
        if (options.Separator != new CsvOptions().SeparatorFor(draft.Table.Path)) yield return $"Separator = {SymbolDisplay.FormatLiteral(options.Separator!.Value, quote: true)}";
        if (!options.HasHeader) yield return "HasHeader = false";
        if (options.Comment is { } comment) yield return $"Comment = {Quoted(comment)}";
        if (options.Quote is null) yield return "Quote = null";
        if (options.Trim) yield return "Trim = true";
        if (options.Missing.Count > 1) yield return $"Missing = [{string.Join(", ", options.Missing.Select(Quoted))}]";
        if (Times(draft) is { } formats) yield return formats;
    }

    private static string? Times(RowDraft draft)
    {
        if (draft.Formats.Count == 0) return null;
        string times = string.Join(", ", draft.Formats.Select(static pair => $"[{Quoted(pair.Key)}] = new() {{ Formats = [{Quoted(pair.Value)}] }}"));
        return $"ColumnTimes = new Dictionary<string, TimeFormat> {{ {times} }}";
    }

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Documented(string text) => System.Security.SecurityElement.Escape(OneLine(text))!;

    private static string OneLine(string text) => string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c));
}
