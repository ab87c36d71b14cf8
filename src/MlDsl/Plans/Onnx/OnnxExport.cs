using MlDsl.Onnx;
using MlDsl.Plans;

namespace MlDsl;

/// <summary>
/// A model as an ONNX file: from the columns of the input to the prediction in one graph, of the operators of opset 17 and ai.onnx.ml 3. The
/// same model gives the same bytes.
/// </summary>
/// <remarks>
/// Each column is an input of its own type, called like its member: enums are texts, times are int64 ticks of the clock, decimals are doubles,
/// vectors are floats of the shape [N, Length]. A feature method that is ops is computed in the graph; any other is an input like a column, and the
/// metadata says why. A missing number is NaN; any other type that may be missing has a second input, <c>NAME.present</c>, or a value that stands
/// for it (<see cref="OnnxExportOptions.Nulls"/>). What is refused in C# ends the run with an error, or gives NaN where it is a number that is
/// not finite. How to feed each input is in the file's metadata, <c>mldsl.inputs</c>.
/// </remarks>
public static class OnnxExport
{
    private const int WidestFeatures = 1 << 20;

    /// <summary>The file of a model.</summary>
    /// <param name="plan">From columns to features.</param>
    /// <param name="predictor">From features to scores.</param>
    /// <param name="outcome">From scores to predictions.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="ArgumentException">The three do not fit each other.</exception>
    /// <exception cref="OnnxExportException">A column or the predictor cannot be exported; the message names it and the way out.</exception>
    public static byte[] Write(FeaturePlan plan, Predictor predictor, Outcome outcome, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(outcome);
        options ??= OnnxExportOptions.Default;
        if (plan.Encodings.IsEmpty) throw new OnnxExportException($"'{plan.Schema.Name}' has no features, so there is nothing that a graph could read");
        int outputs = outcome.Outputs(predictor.Outputs), wanted = outcome.Link == Link.Softmax ? outcome.Classes.Count : 1;
        if (predictor.Width != plan.Width || outputs != wanted)
            throw new ArgumentException(FormattableString.Invariant($"{predictor.Outputs} scores of {predictor.Width} positions do not go with {plan.Width} features and {wanted} predictions"), nameof(predictor));
        if (outcome.ProblemWith(predictor.Outputs) is { } problem) throw new ArgumentException(problem, nameof(outcome));

        OnnxGraphBuilder graph = new(plan.Schema.Name.Length > 0 ? plan.Schema.Name : "model");
        GraphNodes nodes = new(graph);
        GraphColumns columns = new(nodes, plan, options);
        List<FeaturePiece> pieces = FeatureGraph.Write(nodes, plan, columns, options);
        HashSet<string> inputs = [.. columns.Declared.Select(static c => c.Member)];
        ScoreGraph score = new(nodes, options, name => Free(name, inputs));
        // Of one score of two classes the graph makes both; quantiles are scores and no predictions.
        int columnCount = Math.Max(outputs, predictor.Outputs);
        string scores = PredictorGraph.Write(nodes, score, pieces, predictor, columnCount);
        score.Write(outcome, scores, plan.Schema);
        if (options.Scores) score.WriteMatrix("scores", scores, columnCount);
        if (options.Features)
        {
            if (plan.Width > WidestFeatures)
                throw new OnnxExportException(FormattableString.Invariant($"The features are {plan.Width} wide, too much for an output: leave Features out"));
            score.WriteMatrix("features", FeatureGraph.Vector(nodes, pieces), plan.Width);
        }
        ExportMetadata.Write(graph, plan, ExportInputs.Of(plan, columns.Declared, options), outcome, score.Outputs, options.Provenance);
        return graph.ToBytes();
    }

    /// <summary>The inputs that the graph of a plan has, and how each is fed; the input that tells whether there is a value is named with its column's.</summary>
    /// <param name="plan">From columns to features.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="OnnxExportException">A column cannot be exported; the message names it and the way out.</exception>
    public static IReadOnlyList<OnnxExportInput> Inputs(FeaturePlan plan, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= OnnxExportOptions.Default;
        // Only the graph tells which columns its steps read.
        GraphNodes nodes = new(new OnnxGraphBuilder("inputs"));
        GraphColumns columns = new(nodes, plan, options);
        FeatureGraph.Write(nodes, plan, columns, options);
        return ExportInputs.Of(plan, columns.Declared, options);
    }

    /// <summary>A name for an output: an input has that of its member, whatever that is, and the output gives way.</summary>
    internal static string Free(string output, HashSet<string> inputs)
    {
        while (inputs.Contains(output)) output += "_output";
        return output;
    }
}
