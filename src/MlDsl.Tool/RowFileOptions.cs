using System.CommandLine;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool;

/// <summary>What verbs that look at a file of rows are told of it: each verb has its own, with the same names.</summary>
internal sealed class RowFileOptions
{
    private readonly Option<string?> label = new("--label") { Description = "The column that is predicted, by its name or its number from 1; looked for unless given" };
    private readonly Option<string?> task = new("--task") { Description = "What is predicted: regression, binary, multiclass or ranking; by the label's values unless given" };
    private readonly Option<int?> rows;
    private readonly Option<string?> separator = new("--separator") { Description = "What stands between the fields: one character, or 'tab'; looked for unless given" };
    private readonly Option<string?> comment = new("--comment") { Description = "What begins a line that is left out; looked for unless given" };
    private readonly Option<bool?> header = new("--header") { Description = "Whether the first record has the names; looked for unless given" };

    private readonly Option<string?> table = new("--table") { Description = "The table or view of a SQLite database; the only one unless given" };
    private readonly Option<string?> query = new("--query") { Description = "What a SQLite database is asked, a select" };

    /// <param name="most">How many rows are looked at where nobody says it; null for all of them.</param>
    public RowFileOptions(int? most = 200_000)
    {
        rows = new("--rows") { Description = most is null ? "How many rows are looked at, from the first; all unless given" : "How many rows are looked at" };
        if (most is not null) rows.DefaultValueFactory = _ => most;
        task.AcceptOnlyFromAmong("regression", "binary", "multiclass", "ranking");
        rows.Validators.Add(static said =>
        {
            if (said.Tokens.Count > 0 && (!int.TryParse(said.Tokens[0].Value, out int count) || count < 2)) said.AddError($"--rows '{said.Tokens[0].Value}' is no number of rows; it is 2 or more");
        });
    }

    /// <summary>Whether the verb takes files whose rows have types, Parquet and SQLite, too.</summary>
    public bool TakesRecords { get; init; }

    /// <summary>Whether such a verb takes lines of JSON as well.</summary>
    public bool TakesLines { get; init; }

    /// <summary>Whether a column is predicted, which the verb is told of.</summary>
    public bool HasLabel { get; init; } = true;

    /// <summary>The options, for the verb.</summary>
    public IEnumerable<Option> All => [.. HasLabel ? (Option[])[label, task] : [], rows, separator, comment, header, .. TakesRecords ? (Option[])[table, query] : []];

    /// <summary>Whether the command line names a label or a task.</summary>
    public bool HasTarget(ParseResult parsed) => parsed.GetValue(label) is not null || parsed.GetValue(task) is not null;

    /// <summary>The column that the command line names as the label.</summary>
    public string? Label(ParseResult parsed) => parsed.GetValue(label);

    /// <summary>How many rows are looked at.</summary>
    public int Most(ParseResult parsed) => parsed.GetValue(rows) ?? int.MaxValue;

    /// <summary>Reads a file of rows.</summary>
    /// <exception cref="ToolException">It does not have rows of one form, or cannot be read.</exception>
    public FileTable Table(ParseResult parsed, string path)
    {
        var said = new SaidShape(Arguments.Separator(parsed.GetValue(separator)), parsed.GetValue(comment), parsed.GetValue(header));
        if (!TakesRecords || RecordFiles.Read(path, parsed.GetValue(table), parsed.GetValue(query), Most(parsed), TakesLines) is not { } records) return FileTable.Read(path, said, Most(parsed));
        return said == new SaidShape(null, null, null) ? records : throw new ToolException("--separator, --comment and --header are for separated values: rows with types have none");
    }

    /// <summary>What is predicted of rows.</summary>
    /// <exception cref="ToolException">No column can be, or the one that is named cannot.</exception>
    public TargetFacts Target(ParseResult parsed, IReadOnlyList<ColumnFacts> facts)
    {
        var (column, why) = LabelChoice.Of(facts, parsed.GetValue(label));
        return TargetFacts.Of(column, parsed.GetValue(task) is { } said ? Enum.Parse<TaskKind>(said, ignoreCase: true) : null) with { Taken = why };
    }
}
