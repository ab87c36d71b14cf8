using System.Text.RegularExpressions;

namespace MlDsl.Testing;

/// <summary>A kind of model and what docs/tasks.md says that it can do.</summary>
/// <param name="Kind">The trainer; of a forecast over lags with how it reaches further than one step: <c>LightGbm, recursive</c>.</param>
/// <param name="Export">What is said of its export, which begins with yes or no; so with the others.</param>
/// <param name="Compile">Of compiling that.</param>
/// <param name="Serve">Of serving it.</param>
/// <param name="Report">Of its page.</param>
/// <param name="Monitor">Of windows of it.</param>
public sealed record TaskKind(string Kind, string Export, string Compile, string Serve, string Report, string Monitor);

/// <summary>The table of docs/tasks.md, by the trainers that it names.</summary>
public static partial class TaskTable
{
    /// <summary>The kinds, in the table's order.</summary>
    public static IEnumerable<TaskKind> Kinds()
    {
        string[] before = [];
        foreach (string line in File.ReadLines(Path.Combine(CSharp.Root, "docs", "tasks.md")).Where(static line => line.StartsWith('|')))
        {
            string[] cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (!cells[0].StartsWith("the same", StringComparison.Ordinal)) before = [.. Trainer().Matches(cells[0]).Select(static match => match.Groups[1].Value)];
            string strategy = cells[0].Contains("recursive", StringComparison.Ordinal) ? ", recursive" : cells[0].Contains("direct", StringComparison.Ordinal) ? ", direct" : "";
            foreach (string trainer in before) yield return new(trainer + strategy, cells[1], cells[2], cells[3], cells[4], cells[5]);
        }
    }

    [GeneratedRegex(@"`\[(\w+)\]`")]
    private static partial Regex Trainer();
}
