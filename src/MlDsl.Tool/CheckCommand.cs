using System.CommandLine;
using MlDsl.Tool.Checking;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool;

/// <summary><c>mldsl check FILE</c> with its options.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Input = new("file") { Description = "A file with the training rows: separated values, Parquet, or a SQLite database" };
    private static readonly Option<string?> Test = new("--test") { Description = "A file of the same columns with the test rows" };
    private static readonly Option<string?> Time = new("--time") { Description = "The column that says when a row happened; unless given the first one with dates is taken for it, but test rows are not compared by it" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say what was found as one JSON object" };
    private static readonly Option<bool> Impact = new("--impact") { Description = "Fit a model with and without the columns of each finding, and say by how much it seems too good" };
    private static readonly RowFileOptions File = new() { TakesRecords = true };

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        var check = new Command("check", "Looks for what makes a model seem better than it is: copies of the label, features that tell it alone, keys that determine it, rows that stand twice or on both sides, times that are later")
        {
            Input, Test, Time, Impact, Json,
        };
        foreach (Option option in File.All) check.Add(option);
        check.SetAction(static (parsed, cancellation) => Task.FromResult(Check(parsed, parsed.InvocationConfiguration.Output, cancellation)));
        return check;
    }

    private static int Check(ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(Input);
        FileTable table = Table(parsed, path);
        ColumnFacts[] facts = [.. table.Columns.Select(ColumnFacts.Of)];
        TargetFacts target = File.Target(parsed, facts);
        if (table.Form is not null && parsed.GetValue(Impact)) throw new ToolException("--impact is for separated values: of rows with types no model is fitted by name");
        ColumnFacts? time = TimeOf(facts, parsed.GetValue(Time));
        FileTable? test = parsed.GetValue(Test) is { } other ? Table(parsed, other) : null;
        if (test is not null && !test.Columns.Select(static column => column.Name).SequenceEqual(table.Columns.Select(static column => column.Name)))
            throw new ToolException($"'{test.Path}' does not have the columns of '{path}' in their order; make files of one form of both");
        IReadOnlyList<Leak> leaks = new DataCheck(table, target).Run(facts, time, parsed.GetValue(Time) is not null, test);
        if (parsed.GetValue(Impact)) leaks = new ImpactMeter(table, target, facts, parsed.GetValue(Time) is null ? null : time).Measure(leaks, cancellation);
        var answer = new CheckAnswer(path, table.Rows, target.Facts.Column, target.Task.ToString(), leaks);
        output.WriteLine(parsed.GetValue(Json) ? answer.ToJson() : answer.ToString());
        return answer.Leaks.Count > 0 ? 1 : 0;
    }

    private static FileTable Table(ParseResult parsed, string path) =>
        System.IO.File.Exists(path) ? File.Table(parsed, path) : throw new ToolException($"'{path}' does not exist; name a file of rows");

    private static ColumnFacts? TimeOf(ColumnFacts[] facts, string? said)
    {
        if (said is null) return Array.Find(facts, static column => column.Kind == ValueKind.Time && column.Missing == 0);
        ColumnFacts named = LabelChoice.Of(facts, said, "--time");
        return named.Kind == ValueKind.Time ? named : throw new ToolException($"--time {named.Column.Said} has no dates, such as 2024-05-31 or 31.05.2024");
    }
}
