using MlDsl.Generators.DatasetCode;
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
        changes.AddRange(LabelChanges.Of(plan.Dataset, manifest).Select(static change => new SchemaChange(change)));
        if (changes.Count == 0) return true;
        string more = changes.Count > Most ? $"; and {Literals.Whole(changes.Count - Most)} more" : "";
        report(new(OnnxRules.Schema, ProblemPlace.Model, null, $"'{record.Name}' is not what '{manifest.Model}' was trained on: {string.Join("; ", changes.Take(Most).Select(static c => c.Said))}{more}; train and export the model again, or undo the change")
        {
            // A fix puts names back where nothing else is to be done.
            Renamed = changes.All(static c => c.Old is not null) ? string.Join("\n", changes.Select(c => $"{MemberOf(plan, c.New!)}\n{c.Old}")) : null,
        });
        return false;
    }

    private static string MemberOf(FeaturedDataset plan, string column) => plan.Dataset.Columns.First(c => c.Name == column).Member;

    private static List<string> Lines(string text) => [.. text.Replace("\r", "").Split('\n').Where(static line => line.Length > 0)];

    private static IEnumerable<SchemaChange> Changes(string what, List<string> lines, List<(string Name, string Line)> now)
    {
        var trained = lines.Select(line => (Name: NameOf(line, now), Line: line)).ToList();
        var gone = trained.Where(t => now.All(n => n.Name != t.Name)).ToList();
        var added = now.Where(n => trained.All(t => t.Name != n.Name)).ToList();
        foreach (var (name, line) in trained)
        {
            if (gone.Contains((name, line))) continue;
            string other = now.First(n => n.Name == name).Line, was = Rest(line, name), became = Rest(other, name);
            // Of a method of another assembly that an older MlDsl compiled, the code is not known.
            if (line == other || (other.EndsWith("=", StringComparison.Ordinal) && Before(was) == Before(became + "="))) continue;
            yield return new(what == "column" || Before(was) != Before(became)
                ? $"the {what} '{name}' was '{was}' and is '{became}'"
                : $"the {what} '{name}' computes something else");
        }
        foreach (var old in gone)
        {
            // A name alone differs where only one column went and only one came that is otherwise the same.
            var alike = added.Where(a => Rest(a.Line, a.Name) == Rest(old.Line, old.Name)).ToList();
            bool isRenamed = alike.Count == 1 && gone.Count(g => Rest(g.Line, g.Name) == Rest(old.Line, old.Name)) == 1;
            yield return isRenamed
                ? new($"the {what} '{old.Name}' is called '{alike[0].Name}' now") { Old = what == "column" ? old.Name : null, New = alike[0].Name }
                : new($"the {what} '{old.Name}' is gone");
            if (isRenamed) added.Remove(alike[0]);
        }
        foreach (var (name, _) in added) yield return new($"the {what} '{name}' is new");
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
