using System.Text;
using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Planning;

/// <summary>Plans a model of a tree library: XGBoost's JSON and UBJSON, LightGBM's text. It is a graph of one operator.</summary>
internal static class TreeModelPlanner
{
    public const string Features = "features", Prediction = "prediction", Raw = "raw_score";

    /// <summary>Whether the file's name is not that of an ONNX model.</summary>
    public static bool IsTreeModel(string name) => !name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="TreeEnsembleException">The file is no model of either library, or a malformed one.</exception>
    public static TreeModel Read(ReadOnlyMemory<byte> file)
    {
        // Editors put a mark before text that neither library writes, nor reads.
        if (file.Span.StartsWith("\uFEFF"u8)) file = file["\uFEFF"u8.Length..];
        return file.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? XGBoostFile.Read(file) : LightGbmFile.Read(Encoding.UTF8.GetString(file.Span));
    }

    public static Plan Plan(TreeModel model)
    {
        var bytes = new PackedTreeBytes(TreePacker.Pack(model.Ensemble));
        List<OperatorArgument> arguments =
        [
            new("scorer", bytes),
            new("transform", model.Transform.ToString()),
            new("slope", model.Slope),
            new("picksClass", model.PicksClass ? 1L : 0L),
        ];
        Type type = typeof(TreePrediction);
        var bound = new BoundOperator(type, arguments, AttributeBinder.Create(type, arguments), RunParameter.Of(type));
        var features = new PlanValue(Features, typeof(float), null);
        PlanValue prediction = new(Prediction, typeof(float), null), raw = new(Raw, typeof(float), null);
        var step = new PlanStep(model.Objective, bound, [features], [prediction, raw]);
        var probe = new ShapeProbe();
        probe.Give(features, [new OnnxSize(null, "batch"), new OnnxSize(model.Ensemble.FeatureCount, "")], 0);
        probe.Follow(step);
        return new Plan { Inputs = [features], Outputs = [prediction, raw], Steps = [step], Obstacles = [] };
    }

    /// <summary>The model's contract in the form of the manifests that are written of ONNX files.</summary>
    /// <param name="name">The path by which the project knows the file.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="model">The model; null for a file that is none.</param>
    public static string Manifest(string name, string sha256, long bytes, TreeModel? model)
    {
        var text = new StringBuilder();
        text.Append("mldsl-manifest 1\n").Append($"model {Build.Quoted.Text(name)}\n").Append($"sha256 {sha256}\n").Append(FormattableString.Invariant($"bytes {bytes}\n"));
        if (model is null) return text.ToString();
        int outputs = model.Ensemble.OutputCount;
        text.Append($"metadata \"main_output\" \"{Prediction}\"\n");
        text.Append($"metadata \"objective\" {Build.Quoted.Text(model.Objective)}\n");
        text.Append(FormattableString.Invariant($"input \"{Features}\" tensor(float)[\"batch\", {model.Ensemble.FeatureCount}]\n"));
        text.Append(FormattableString.Invariant($"output \"{Prediction}\" tensor(float)[\"batch\", {(model.PicksClass ? 1 : outputs)}]\n"));
        text.Append(FormattableString.Invariant($"output \"{Raw}\" tensor(float)[\"batch\", {outputs}]\n"));
        if (model.FeatureNames.Count > 0) text.Append($"columns \"{Features}\" {string.Join(" ", model.FeatureNames.Select(Build.Quoted.Text))}\n");
        return text.ToString();
    }
}
