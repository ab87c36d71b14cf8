using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Compares a data set with the one that the model was trained on, as far as the model file tells.</summary>
internal static class SchemaParser
{
    /// <summary>The columns of the training data, one per line: <c>name:type:role:kind</c>.</summary>
    public const string ColumnsKey = "mldsl.schema.columns";

    /// <summary>The feature methods, in the same form; the kind ends in a hash of the method.</summary>
    public const string FeaturesKey = "mldsl.schema.features";

    private const int Most = 6;

    /// <summary>Whether nothing differs.</summary>
    public static bool Agrees(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        if (record.Plan is not { } plan || manifest.MetadataOf(ColumnsKey) is not { } columns) return true;
        var changes = Changes("column", Lines(columns), [.. plan.Dataset.Columns.Select(static c => (c.Name, c.Canonical))]).ToList();
        if (manifest.MetadataOf(FeaturesKey) is { } features)
            changes.AddRange(Changes("feature method", Lines(features), [.. plan.Features.SelectMany(static f => f.Features).Select(static f => (f.Method, f.Canonical))]));
        if (changes.Count == 0) return true;
        string more = changes.Count > Most ? $"; and {Literals.Whole(changes.Count - Most)} more" : "";
        report(new(OnnxRules.Schema, ProblemPlace.Model, null, $"'{record.Name}' is not what '{manifest.Model}' was trained on: {string.Join("; ", changes.Take(Most))}{more}; train and export the model again, or undo the change"));
        return false;
    }

    private static List<string> Lines(string text) => [.. text.Replace("\r", "").Split('\n').Where(static line => line.Length > 0)];

    private static IEnumerable<string> Changes(string what, List<string> lines, List<(string Name, string Line)> now)
    {
        var trained = lines.Select(line => (Name: NameOf(line, now), Line: line)).ToList();
        var gone = trained.Where(t => now.All(n => n.Name != t.Name)).ToList();
        var added = now.Where(n => trained.All(t => t.Name != n.Name)).ToList();
        foreach (var (name, line) in trained)
        {
            if (gone.Contains((name, line))) continue;
            string other = now.First(n => n.Name == name).Line, was = Rest(line, name), became = Rest(other, name);
            if (line == other) continue;
            yield return what == "column" || Before(was) != Before(became)
                ? $"the {what} '{name}' was '{was}' and is '{became}'"
                : $"the {what} '{name}' computes something else";
        }
        foreach (var old in gone)
        {
            // A name alone differs where only one column went and only one came that is otherwise the same.
            var alike = added.Where(a => Rest(a.Line, a.Name) == Rest(old.Line, old.Name)).ToList();
            bool isRenamed = alike.Count == 1 && gone.Count(g => Rest(g.Line, g.Name) == Rest(old.Line, old.Name)) == 1;
            yield return isRenamed ? $"the {what} '{old.Name}' is called '{alike[0].Name}' now" : $"the {what} '{old.Name}' is gone";
            if (isRenamed) added.Remove(alike[0]);
        }
        foreach (var (name, _) in added) yield return $"the {what} '{name}' is new";
    }

    // A name may hold a colon: those that are known decide.
    private static string NameOf(string line, List<(string Name, string Line)> now)
    {
        string? known = now.Select(static n => n.Name).Where(name => line.StartsWith(name + ":", StringComparison.Ordinal)).OrderByDescending(static name => name.Length).FirstOrDefault();
        return known ?? (line.IndexOf(':') is >= 0 and int end ? line.Substring(0, end) : line);
    }

    private static string Rest(string line, string name) => line.Substring(Math.Min(line.Length, name.Length + 1)).TrimEnd(':');

    // Without the hash of the method.
    private static string Before(string rest) => rest.LastIndexOf('=') is >= 0 and int end ? rest.Substring(0, end) : rest;
}
