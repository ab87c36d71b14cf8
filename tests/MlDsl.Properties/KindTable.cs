using System.Text.RegularExpressions;
using MlDsl.Testing;

namespace MlDsl.Properties;

/// <summary>The table of <c>docs/tasks.md</c>, which says what each kind of model can do, against what was seen of models of that kind.</summary>
internal static partial class KindTable
{
    private const int Kind = 0, Export = 1, Compile = 2;

    /// <summary>What the table says that was not seen, and kinds of models that it does not have.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<Examination> all)
    {
        HashSet<string> told = [];
        string[] before = [];
        foreach (string[] row in Rows())
        {
            bool isAsBefore = row[Kind].StartsWith("the same", StringComparison.Ordinal);
            string[] trainers = isAsBefore ? before : [.. Trainer().Matches(row[Kind]).Select(static match => match.Groups[1].Value)];
            before = trainers;
            string strategy = row[Kind].Contains("recursive", StringComparison.Ordinal) ? ", recursive" : row[Kind].Contains("direct", StringComparison.Ordinal) ? ", direct" : "";
            foreach (string kind in trainers.Select(trainer => trainer + strategy))
            {
                told.Add(kind);
                Examination[] own = [.. all.Where(e => e.Kind == kind)];
                if (own.Length == 0) yield return $"docs/tasks.md has {kind}, and no such model was made up";
                else if (row[Export].StartsWith("yes", StringComparison.Ordinal) != own.Any(static e => e.IsOnnxEqual)) yield return $"docs/tasks.md says of the export of {kind}: {row[Export]}; equal are {own.Count(static e => e.IsOnnxEqual)} of {own.Length}";
                else if (row[Compile].StartsWith("yes", StringComparison.Ordinal) != own.Any(static e => e.IsCompiledEqual)) yield return $"docs/tasks.md says of compiling {kind}: {row[Compile]}; equal are {own.Count(static e => e.IsCompiledEqual)} of {own.Length}";
                else if (row[Export] is var said && said.StartsWith("no", StringComparison.Ordinal) && own.FirstOrDefault(e => e.NotExported?.Contains($"[{kind}]", StringComparison.Ordinal) != true) is { } silent)
                    yield return $"docs/tasks.md says of the export of {kind}: {said}; the model does not name it: {silent.NotExported ?? "no refusal"}";
            }
        }
        foreach (string kind in all.Where(static e => e is not RowExamination { IsLabeled: true }).Select(static e => e.Kind).Distinct())
            if (!told.Contains(kind)) yield return $"{kind} is made up, and docs/tasks.md does not have it";
    }

    // Cell by cell, without title and rule; those of models alone.
    private static IEnumerable<string[]> Rows() => File.ReadLines(Path.Combine(CSharp.Root, "docs", "tasks.md"))
        .Where(static line => line.StartsWith('|'))
        .Skip(2)
        .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"`\[(\w+)\]`")]
    private static partial Regex Trainer();
}
