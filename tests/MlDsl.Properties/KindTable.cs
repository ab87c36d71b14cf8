using MlDsl.Testing;

namespace MlDsl.Properties;

/// <summary>What docs/tasks.md says of exports and of compiling them, against what was seen of models of each kind.</summary>
internal static class KindTable
{
    /// <summary>What the table says that was not seen, and kinds of models that it does not have.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<Examination> all)
    {
        HashSet<string> told = [];
        foreach (TaskKind kind in TaskTable.Kinds())
        {
            told.Add(kind.Kind);
            Examination[] own = [.. all.Where(e => e.Kind == kind.Kind)];
            int exported = own.Count(static e => e.IsOnnxEqual), compiled = own.Count(static e => e.IsCompiledEqual);
            if (own.Length == 0) yield return $"docs/tasks.md has {kind.Kind}, and no such model was made up";
            else if (Says(kind.Export) != exported > 0) yield return $"docs/tasks.md says of the export of {kind.Kind}: {kind.Export}; equal are {exported} of {own.Length}";
            else if (Says(kind.Compile) != compiled > 0) yield return $"docs/tasks.md says of compiling {kind.Kind}: {kind.Compile}; equal are {compiled} of {own.Length}";
            else if (!Says(kind.Export) && own.FirstOrDefault(e => e.NotExported?.Contains($"[{kind.Kind}]", StringComparison.Ordinal) != true) is { } silent)
                yield return $"docs/tasks.md says of the export of {kind.Kind}: {kind.Export}; the model does not name it: {silent.NotExported ?? "no refusal"}";
        }
        foreach (string kind in all.Where(static e => e is not RowExamination { IsLabeled: true }).Select(static e => e.Kind).Distinct())
            if (!told.Contains(kind)) yield return $"{kind} is made up, and docs/tasks.md does not have it";
    }

    private static bool Says(string cell) => cell.StartsWith("yes", StringComparison.Ordinal);
}
