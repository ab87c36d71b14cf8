namespace MlDsl.Generators.Onnx;

/// <summary>Compares a data set with the one that the model was trained on, as far as the model file tells.</summary>
internal static class SchemaParser
{
    /// <summary>The columns of the training data, one per line: <c>name:type:role:kind</c>.</summary>
    public const string ColumnsKey = "mldsl.schema.columns";

    public static void Check(RecordSpec record, Manifest manifest, Action<Problem> report)
    {
        if (record.Columns.Count == 0 || manifest.MetadataOf(ColumnsKey) is not { } text) return;
        var trained = text.Replace("\r", "").Split('\n').Where(static line => line.Length > 0).ToList();
        var changes = Changes(trained, record.Columns.ToList()).Take(4).ToList();
        if (changes.Count == 0) return;
        report(new(OnnxRules.Schema, ProblemPlace.Model, null, $"'{record.Name}' is not what '{manifest.Model}' was trained on: {string.Join("; ", changes)}; train and export the model again, or undo the change"));
    }

    private static IEnumerable<string> Changes(List<string> trained, List<string> now)
    {
        foreach (string line in trained)
        {
            if (now.Contains(line)) continue;
            string? other = now.FirstOrDefault(n => NameOf(n) == NameOf(line));
            yield return other is null ? $"the column '{NameOf(line)}' is gone" : $"the column '{NameOf(line)}' was '{Rest(line)}' and is '{Rest(other)}'";
        }
        foreach (string line in now)
            if (trained.All(t => NameOf(t) != NameOf(line))) yield return $"the column '{NameOf(line)}' is new";
    }

    private static string NameOf(string line) => line.IndexOf(':') is >= 0 and int end ? line.Substring(0, end) : line;

    private static string Rest(string line) => line.Substring(Math.Min(line.Length, NameOf(line).Length + 1)).TrimEnd(':');
}
