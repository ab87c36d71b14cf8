using System.CommandLine;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool;

/// <summary><c>mldsl scaffold FILE</c> with its options.</summary>
internal static class ScaffoldCommand
{
    private static readonly Argument<string> Target = new("file") { Description = "A file of separated values (.csv, .tsv, .txt) with rows to learn from" };
    private static readonly Option<string?> Label = new("--label") { Description = "The column that is predicted, by its name or its number from 1; looked for unless given" };
    private static readonly Option<string?> Task = new("--task") { Description = "What is predicted: regression, binary, multiclass or ranking; by the label's values unless given" };
    private static readonly Option<string?> Name = new("--name") { Description = "The record's name; by the file's unless given" };
    private static readonly Option<string?> Namespace = new("--namespace") { Description = "The namespace of what is written" };
    private static readonly Option<string?> Out = new("--out") { Description = "The file to write; to the output unless given" };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Write over the file of --out" };
    private static readonly Option<int> Rows = new("--rows") { Description = "How many rows are looked at", DefaultValueFactory = static _ => 200_000 };
    private static readonly Option<string?> Separator = new("--separator") { Description = "What stands between the fields: one character, or 'tab'; looked for unless given" };
    private static readonly Option<string?> Comment = new("--comment") { Description = "What begins a line that is left out; looked for unless given" };
    private static readonly Option<bool?> Header = new("--header") { Description = "Whether the first record has the names; looked for unless given" };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Task.AcceptOnlyFromAmong("regression", "binary", "multiclass", "ranking");
        Rows.Validators.Add(static rows =>
        {
            if (rows.Tokens.Count > 0 && (!int.TryParse(rows.Tokens[0].Value, out int count) || count < 2))
                rows.AddError($"--rows '{rows.Tokens[0].Value}' is no number of rows; it is 2 or more");
        });
        var scaffold = new Command("scaffold", "Drafts the annotated record, the model and the reading of a file's rows in C#, with remarks where people must decide")
        {
            Target, Label, Task, Name, Namespace, Out, Replace, Rows, Separator, Comment, Header,
        };
        scaffold.SetAction(static parsed => Scaffold(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return scaffold;
    }

    private static int Scaffold(ParseResult parsed, TextWriter output, TextWriter error)
    {
        string path = parsed.GetRequiredValue(Target);
        string? to = parsed.GetValue(Out);
        if (!File.Exists(path)) throw new ToolException($"'{path}' does not exist; name a file of separated values");
        if (to is not null && File.Exists(to) && !parsed.GetValue(Replace)) throw new ToolException($"'{to}' exists; --replace writes over it, and what was changed in it is lost");
        string? space = parsed.GetValue(Namespace);
        if (space is not null && !space.Split('.').All(SyntaxFacts.IsValidIdentifier)) throw new ToolException($"--namespace '{space}' is no namespace of C#");

        FileTable table = FileTable.Read(path, new SaidShape(Arguments.Separator(parsed.GetValue(Separator)), parsed.GetValue(Comment), parsed.GetValue(Header)), parsed.GetValue(Rows));
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        ColumnFacts label = LabelChoice.Of(facts, parsed.GetValue(Label));
        TargetFacts target = TargetFacts.Of(label, parsed.GetValue(Task) is { } task ? Enum.Parse<TaskKind>(task, ignoreCase: true) : null);
        RowDraft draft = new RowDrafter(table, NameOf(parsed.GetValue(Name), path), target, facts).Draft();
        string text = RowText.Of(draft, space);
        if (to is null)
        {
            output.Write(text);
            return 0;
        }
        ToolFile.Write(to, text);
        output.WriteLine(FormattableString.Invariant($"{draft.Name} with {draft.Members.Count} members, {draft.Doubts} of them to look at, predicts {label.Column.Said} ({target.Task}); written to {to}"));
        return 0;
    }

    private static string NameOf(string? said, string path)
    {
        if (said is not null) return SyntaxFacts.IsValidIdentifier(said) ? said : throw new ToolException($"--name '{said}' is no name of C#");
        string name = MemberNames.Pascal(Path.GetFileNameWithoutExtension(path));
        return SyntaxFacts.IsValidIdentifier(name) ? name : "Row" + name;
    }
}
