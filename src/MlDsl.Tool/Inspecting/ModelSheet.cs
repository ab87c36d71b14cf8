using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using MlDsl.Columns;
using MlDsl.Generators.Manifests;
using MlDsl.Tool.Scaffolding;
using MlDsl.Training;

namespace MlDsl.Tool.Inspecting;

/// <summary>What a model's file tells of itself.</summary>
internal static class ModelSheet
{
    /// <summary>Reads a model of MlDsl, an ONNX model, a tree model or a model of ML.NET.</summary>
    /// <exception cref="ToolException">The file is none of these, or is damaged.</exception>
    public static Sheet Of(string path)
    {
        if (!File.Exists(path)) throw new ToolException($"'{path}' does not exist; name a model: .mldsl, .onnx, ML.NET's .zip or .mlnet, XGBoost's .json or .ubj, LightGBM's text");
        try
        {
            if (Path.GetExtension(path).Equals(".mldsl", StringComparison.OrdinalIgnoreCase)) return OfModel(path, DynamicModel.Load(path));
            if (Path.GetExtension(path).Equals(ReferenceFacts.Extension, StringComparison.OrdinalIgnoreCase)) return OfReference(path);
            string kind = ModelFileKind.AttributeOf(path) ?? throw new ToolException($"'{path}' is no model; inspect reads .mldsl, .onnx, ML.NET's .zip and .mlnet, XGBoost's .json and .ubj, LightGBM's text, and .reference");
            return OfOther(path, kind);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(problem.Message);
        }
    }

    /// <summary>The bytes that a predictor takes in a file.</summary>
    public static byte[] BytesOf(Predictor predictor)
    {
        var bytes = new ArrayBufferWriter<byte>();
        predictor.Write(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A column with its role and kind.</summary>
    public static string TextOf(ColumnSchema column, IEncoding? encoding) => string.Create(
        CultureInfo.InvariantCulture,
        $"{column.Type}{(column.Role == ColumnRole.None ? "" : $", {column.Role}")}{(column.Kind.Length == 0 ? "" : $", {column.Kind}")}{(encoding is null ? "" : encoding.Width == 1 ? $", feature {encoding.Position}" : $", features {encoding.Position} to {encoding.Position + encoding.Width - 1}")}");

    private static Sheet OfModel(string path, DynamicModel model)
    {
        ModelCard card = model.Card;
        var sheet = new Sheet();
        Section about = sheet.Add("model");
        about.Add("name", card.Name);
        about.Add("version", card.Version);
        about.Add("task", card.Task);
        FileSection(sheet, path, "MlDsl", model.FileHash);
        Dictionary<string, IEncoding> encodings = model.Plan.Encodings.ToDictionary(static encoding => encoding.Column, StringComparer.Ordinal);
        Section columns = sheet.Add("columns");
        foreach (ColumnSchema column in model.Plan.Schema.Columns) columns.Add(column.Name, TextOf(column, encodings.GetValueOrDefault(column.Member)));
        Section features = sheet.Add("feature methods");
        foreach (ColumnSchema feature in model.Plan.Schema.Features)
            features.Add(feature.Name, TextOf(feature, encodings.GetValueOrDefault(feature.Member)) + (feature.Ops.Count > 0 ? ", computed from the file" : $", given as a column{(feature.NotAnOp is { } why ? $": {why}" : "")}"));
        Predictor(sheet.Add("predictor"), model.Predictor);
        Outcome(sheet.Add("outcome"), model.Outcome);
        Section trained = sheet.Add("training");
        trained.Add("trainer", card.Trainer);
        trained.Add("rows", card.Rows);
        trained.Add("split", card.Split);
        trained.Add("data", card.DataFingerprint);
        trained.Add("schema", model.Plan.Schema.Hash);
        trained.Add("parent", card.Parent);
        trained.Add("leakage rules", card.LeakageRules);
        trained.Add("iterations", card.Log.Iterations);
        trained.Add("converged", card.Log.Converged);
        trained.Add("objective", card.Log.Objective);
        foreach (TriedCount one in card.Log.Tried ?? []) trained.Add(string.Create(CultureInfo.InvariantCulture, $"criterion of {one.Count}"), one.Criterion);
        Section options = sheet.Add("options");
        foreach (var (name, value) in card.Options) options.Add(name, value);
        foreach (EvaluationRecord record in model.Evaluations.GroupBy(static record => record.Side).Select(static side => side.Last()))
        {
            Section evaluation = sheet.Add($"{record.Side} evaluation");
            evaluation.Add("rows", record.Rows);
            if (record.Times > 0) evaluation.Add("assessed", record.Times);
            foreach (NamedMetric metric in record.Metrics) evaluation.Add(metric.Name, metric.Metric);
        }
        if (model.Reference is { } reference) ReferenceFacts.AddTo(sheet, reference);
        Numbered(sheet.Add("accepted risks"), card.AcceptedRisks.Select(static risk => $"{risk.Rule} {risk.Place}: {risk.Reason}"));
        Numbered(sheet.Add("warnings"), card.Warnings);
        return sheet;
    }

    private static Sheet OfReference(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var sheet = new Sheet();
        try
        {
            ReferenceProfile reference = ReferenceFile.Read(bytes);
            FileSection(sheet, path, "reference", Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant());
            ReferenceFacts.AddTo(sheet, reference);
            return sheet;
        }
        catch (ModelFileException problem)
        {
            throw new ToolException($"'{path}': {problem.Message}");
        }
    }

    private static void Numbered(Section section, IEnumerable<string> texts)
    {
        foreach (string text in texts) section.Add(string.Create(CultureInfo.InvariantCulture, $"{section.Facts.Count + 1}"), text);
    }

    private static Sheet OfOther(string path, string kind)
    {
        Manifest manifest = ModelFileKind.Read(path, Path.GetFileName(path));
        var sheet = new Sheet();
        FileSection(sheet, path, kind switch { "OnnxModel" => "ONNX", "MlNetModel" => "ML.NET", _ => "trees" }, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))).ToLowerInvariant());
        Section inputs = sheet.Add("inputs"), outputs = sheet.Add("outputs"), metadata = sheet.Add("metadata");
        foreach (OnnxValue input in manifest.Inputs)
            inputs.Add(input.Name, $"{input.Type}{(input.Columns.Count > 0 ? $" of {string.Join(", ", input.Columns)}" : "")}{(input.Missing is { } missing ? $", missing is {missing}" : "")}{(manifest.Defaults.Contains(input.Name) ? ", has a default" : "")}");
        foreach (OnnxValue output in manifest.Outputs) outputs.Add(output.Name, $"{output.Type}{(output.Classes.Count > 0 ? $" of the classes {string.Join(", ", output.Classes)}" : "")}");
        foreach (var (name, value) in manifest.Metadata) metadata.Add(name, value);
        return sheet;
    }

    private static void FileSection(Sheet sheet, string path, string format, string hash)
    {
        Section file = sheet.Add("file");
        file.Add("path", path);
        file.Add("format", format);
        file.Add("bytes", new FileInfo(path).Length);
        file.Add("sha256", hash);
    }

    private static void Predictor(Section section, Predictor predictor)
    {
        byte[] bytes = BytesOf(predictor);
        section.Add("kind", predictor.Kind);
        section.Add("features", predictor.Width);
        section.Add("scores", predictor.Outputs);
        if (predictor is TreePredictor trees)
        {
            section.Add("trees", trees.Trees.Trees.Count);
            section.Add("features tested", trees.Positions.Length);
            section.Add("packing", trees.Packing.ToString());
        }
        section.Add("bytes", bytes.Length);
        section.Add("sha256", Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant());
    }

    private static void Outcome(Section section, Outcome outcome)
    {
        section.Add("link", outcome.Link.ToString());
        if (outcome.ClassNames.Count > 0) section.Add("classes", outcome.ClassNames.ToArray());
        section.Add("positive", outcome.Positive);
        if (outcome.Link is Link.Logit or Link.PowerOfTwo or Link.Odds) section.Add("threshold", (double)outcome.Threshold.Value);
        section.Add("calibration", outcome.Calibration?.Method.ToString());
        section.Add("interval level", outcome.Interval?.Level);
        section.Add("baseline", outcome.Baseline.Select(static share => share.ToString(CultureInfo.InvariantCulture)).ToArray());
    }
}
