using System.CommandLine;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Manifests;
using MlDsl.Tool.Proposing;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool;

/// <summary><c>mldsl scaffold FILE</c> with its options.</summary>
internal static class ScaffoldCommand
{
    private static readonly Argument<string> Target = new("file") { Description = "A file with rows to learn from (separated values, Parquet, or a SQLite database), or a model: .onnx, ML.NET's .zip or .mlnet, XGBoost's .json or .ubj, LightGBM's text" };
    private static readonly Option<string?> Name = new("--name") { Description = "The record's name; by the file's unless given" };
    private static readonly Option<string?> ModelPath = new("--model-path") { Description = "The path by which the project knows the model; Models/ and the file's name unless given" };
    private static readonly Option<string?> Namespace = new("--namespace") { Description = "The namespace of what is written" };
    private static readonly Option<string?> Out = new("--out") { Description = "The file to write; to the output unless given" };
    private static readonly RowFileOptions File = new() { TakesRecords = true };
    private static readonly Option<bool> Contract = new("--contract") { Description = "Propose rules on the values too, [Range] and others, that all rows keep which are looked at" };
    private static readonly Option<string?> Record = new("--record") { Description = "A file with a record that is marked [Dataset], which --name chooses among several: only the rules are written, for its members" };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Write over the file of --out" };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var scaffold = new Command("scaffold", "Drafts the annotated record, the model and the reading of a file's rows in C#, with remarks where people must decide")
        {
            Target, Name, Namespace, ModelPath, Contract, Record, Out, Replace,
        };
        foreach (Option option in File.All) scaffold.Add(option);
        scaffold.SetAction(static parsed => Scaffold(parsed, parsed.InvocationConfiguration.Output));
        return scaffold;
    }

    private static int Scaffold(ParseResult parsed, TextWriter output)
    {
        string path = parsed.GetRequiredValue(Target);
        string? to = parsed.GetValue(Out);
        if (!System.IO.File.Exists(path)) throw new ToolException($"'{path}' does not exist; name a file of rows or a model");
        if (to is not null && System.IO.File.Exists(to) && !parsed.GetValue(Replace)) throw new ToolException($"'{to}' exists; --replace writes over it, and what was changed in it is lost");
        string? space = parsed.GetValue(Namespace);
        if (space is not null && !space.Split('.').All(IsName)) throw new ToolException($"--namespace '{space}' is no namespace of C#");

        string? attribute = ModelFileKind.AttributeOf(path);
        string name = NameOf(parsed.GetValue(Name), path, isRow: attribute is null && parsed.GetValue(Record) is null);
        if (attribute is not null)
        {
            if (parsed.GetValue(Contract) || parsed.GetValue(Record) is not null) throw new ToolException("--contract and --record are for files of rows: a model has none");
            if (File.HasTarget(parsed)) throw new ToolException("--label and --task are for files of rows: a model has learned what it predicts");
            string known = parsed.GetValue(ModelPath) ?? "Models/" + Path.GetFileName(path);
            if (!Path.GetExtension(known).Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase))
                throw new ToolException($"--model-path '{known}' does not end in '{Path.GetExtension(path)}', by which a build knows what kind of model the file is");
            Manifest manifest = ModelFileKind.Read(path, known);
            return Give(ModelText.Of(manifest, attribute, name, space), FormattableString.Invariant($"{name} takes {manifest.Inputs.Count} inputs and gives {manifest.Outputs.Count} outputs"), to, output);
        }
        FileTable table = File.Table(parsed, path);
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        if (parsed.GetValue(Record) is { } declared)
        {
            RecordContract contract = RecordContract.Of(DeclaredRecord.Read(declared, parsed.GetValue(Name)), table, facts, DateTime.UtcNow);
            return Give(contract.Text, FormattableString.Invariant($"{contract.Rules} rules are proposed for {contract.Name}"), to, output);
        }
        if (File.Label(parsed) is { } said && table.Form?.LeftOut.FirstOrDefault(column => column.Name == said) is { } leftOut) throw new ToolException($"--label '{Visible.Of(said)}' {leftOut.Why}");
        TargetFacts target = File.Target(parsed, facts);
        RowDraft draft = new RowDrafter(table, name, target, facts).Draft();
        if (parsed.GetValue(Contract)) draft = DraftContract.AddTo(draft, facts, DateTime.UtcNow);
        return Give(RowText.Of(draft, space), FormattableString.Invariant($"{name} with {draft.Members.Count} members, {draft.Doubts} of them to look at, predicts {target.Facts.Column.Said} ({target.Task})"), to, output);
    }

    private static int Give(string text, string said, string? to, TextWriter output)
    {
        if (to is null)
        {
            output.Write(text);
            return 0;
        }
        ToolFile.Write(to, text);
        output.WriteLine($"{said}; written to {to}");
        return 0;
    }

    private static string NameOf(string? said, string path, bool isRow)
    {
        if (said is null)
        {
            string name = MemberNames.Pascal(Path.GetFileNameWithoutExtension(path));
            return SyntaxFacts.IsValidIdentifier(name) && !(isRow && IsUsed(name)) ? name : "Row" + name;
        }
        if (!IsName(said) || SyntaxFacts.GetContextualKeywordKind(said) != SyntaxKind.None) throw new ToolException($"--name '{said}' is no name of C#");
        return isRow && IsUsed(said) ? throw new ToolException($"--name '{said}' means something else in what is drafted; choose another") : said;
    }

    private static bool IsName(string text) => SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;

    private static bool IsUsed(string name) => DatasetParser.IsReserved(name) || RowText.Used.Contains(name);
}
