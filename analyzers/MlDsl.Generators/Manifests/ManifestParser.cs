using Microsoft.CodeAnalysis.Text;

namespace MlDsl.Generators.Manifests;

/// <summary>Reads the manifest that the build task wrote, as far as the contract needs it.</summary>
internal static class ManifestParser
{
    public const string Extension = ".onnx.manifest";
    private const string Header = "mldsl-manifest 1";

    public static Manifest Parse(string path, SourceText? text, CancellationToken cancellation)
    {
        try
        {
            return text is null ? Broken(path, "it cannot be read") : Read(path, text, cancellation);
        }
        catch (FormatException e)
        {
            return Broken(path, e.Message);
        }
    }

    private static Manifest Read(string path, SourceText text, CancellationToken cancellation)
    {
        string model = "", hash = "";
        string? fault = null;
        var inputs = new List<OnnxValue>();
        var outputs = new List<OnnxValue>();
        var metadata = new List<(string Key, string Value)>();
        var classes = new Dictionary<string, EquatableArray<string>>(StringComparer.Ordinal);
        var columns = new Dictionary<string, EquatableArray<string>>(StringComparer.Ordinal);
        var ignores = new Dictionary<string, EquatableArray<string>>(StringComparer.Ordinal);
        var missing = new Dictionary<string, string>(StringComparer.Ordinal);
        var wide = new List<(string Input, int Place, string Threshold)>();
        var defaults = new List<string>();
        bool first = true;
        foreach (TextLine textLine in text.Lines)
        {
            cancellation.ThrowIfCancellationRequested();
            string line = textLine.ToString();
            if (first && line != Header) return Broken(path, $"its first line is not '{Header}'");
            first = false;
            if (line.Length == 0) continue;
            var scanner = new ManifestScanner(line);
            switch (scanner.Word())
            {
                case "model": model = scanner.Text(); break;
                case "fault": fault = scanner.Text(); break;
                case "sha256": hash = scanner.Word(); break;
                case "metadata": metadata.Add((scanner.Text(), scanner.Text())); break;
                case "input": inputs.Add(new OnnxValue(scanner.Text(), scanner.Type(), default, default)); break;
                case "default": defaults.Add(scanner.Text()); break;
                case "output": outputs.Add(new OnnxValue(scanner.Text(), scanner.Type(), default, default)); break;
                case "columns": columns[scanner.Text()] = Labels(scanner); break;
                case "missing": missing[scanner.Text()] = scanner.Text(); break;
                case "wide": wide.Add((scanner.Text(), (int)scanner.Whole(), scanner.Text())); break;
                case "classes": classes[scanner.Text()] = Labels(scanner); break;
                case "ignores": ignores[scanner.Text()] = Labels(scanner); break;
                // Weights and operators follow; there may be very many.
                case "weight" or "node" or "function": return Result();
            }
        }
        return first ? Broken(path, "it is empty") : Result();

        Manifest Result() => new()
        {
            Model = model,
            Sha256 = hash,
            Inputs = inputs.Select(i => i with
            {
                Columns = Of(columns, i),
                Missing = missing.TryGetValue(i.Name, out string? text) ? text : null,
                Wide = wide.Where(w => w.Input == i.Name).Select(static w => (w.Place, w.Threshold)).ToEquatable(),
            }).ToEquatable(),
            Outputs = outputs.Select(o => o with { Classes = Of(classes, o), Ignores = Of(ignores, o) }).ToEquatable(),
            Metadata = metadata.ToEquatable(),
            Defaults = defaults.ToEquatable(),
            Problem = fault,
        };
    }

    private static EquatableArray<string> Of(Dictionary<string, EquatableArray<string>> lists, OnnxValue value) =>
        lists.TryGetValue(value.Name, out var list) ? list : default;

    private static EquatableArray<string> Labels(ManifestScanner scanner)
    {
        var labels = new List<string>();
        while (!scanner.AtEnd) labels.Add(scanner.Label());
        return labels.ToEquatable();
    }

    // The model is still known by the file's name, so that its classes are told about it.
    private static Manifest Broken(string path, string problem) => new()
    {
        Model = path.Replace('\\', '/').Substring(0, path.Length - ".manifest".Length),
        Sha256 = "",
        Inputs = default,
        Outputs = default,
        Metadata = default,
        Problem = $"the manifest of '{Path.GetFileNameWithoutExtension(path)}' cannot be read: {problem}; rebuild the project",
    };
}
