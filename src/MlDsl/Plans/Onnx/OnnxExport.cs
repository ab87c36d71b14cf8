using MlDsl.Onnx;
using MlDsl.Plans;

namespace MlDsl;

/// <summary>
/// A model as an ONNX file: from the columns of the input to the prediction in one graph, of the operators of opset 17 and ai.onnx.ml 3. The
/// same model gives the same bytes.
/// </summary>
/// <remarks>
/// Each column and feature method that is a feature is an input of its own type, called like its member: enums are texts, times are int64
/// ticks of the clock, decimals are doubles. A missing number is NaN; any other type that may be missing has a second input,
/// <c>NAME.present</c>. What is refused in C# ends the run with an error, or gives NaN where it is a number that is not finite. How to feed
/// each input is in the file's metadata, <c>mldsl.inputs</c>.
/// </remarks>
public static class OnnxExport
{
    private const int WidestFeatures = 1 << 20;

    /// <summary>The file of a linear model.</summary>
    /// <param name="plan">From columns to features.</param>
    /// <param name="weights">Output-major: those of output k begin at k · <see cref="FeaturePlan.Width"/>.</param>
    /// <param name="biases">One for each output.</param>
    /// <param name="outcome">From scores to predictions.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="ArgumentException">The weights, biases and classes do not fit each other.</exception>
    /// <exception cref="OnnxExportException">A column cannot be exported; the message names it and the way out.</exception>
    public static byte[] Write(
        FeaturePlan plan, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, ExportedOutcome outcome, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcome);
        options ??= OnnxExportOptions.Default;
        if (plan.Encodings.IsEmpty) throw new OnnxExportException($"'{plan.Schema.Name}' has no features, so there is nothing that a graph could read");
        int outputs = outcome is MulticlassOutcome classes ? classes.Classes.Length : 1;
        float[] byPosition = ByPosition(plan.Width, weights, biases.Length, outputs);
        float[] intercepts = new float[outputs];
        biases.CopyTo(intercepts.AsSpan(outputs - biases.Length));

        OnnxGraphBuilder graph = new(plan.Schema.Name.Length > 0 ? plan.Schema.Name : "model");
        GraphNodes nodes = new(graph);
        List<FeaturePiece> pieces = FeatureGraph.Write(nodes, plan, options);
        HashSet<string> inputs = [.. plan.Columns.Select(static c => c.Member)];
        ScoreGraph score = new(nodes, options, name => Free(name, inputs));
        string scores = score.Linear(pieces, byPosition, intercepts);
        score.Write(outcome, scores);
        if (options.Scores) score.WriteMatrix("scores", scores, outputs);
        if (options.Features)
        {
            if (plan.Width > WidestFeatures)
                throw new OnnxExportException(FormattableString.Invariant($"The features are {plan.Width} wide, too much for an output: leave Features out"));
            score.WriteMatrix("features", FeatureGraph.Vector(nodes, pieces), plan.Width);
        }
        ExportMetadata.Write(graph, plan, outcome, options);
        return graph.ToBytes();
    }

    // One output less than classes means that the first class has the score 0.
    private static float[] ByPosition(int width, ReadOnlySpan<float> weights, int trained, int outputs)
    {
        int first = outputs - trained;
        if (trained == 0 || first is < 0 or > 1) throw new ArgumentException(FormattableString.Invariant($"There are {trained} biases for {outputs} scores"), nameof(weights));
        if (weights.Length != (long)width * trained)
            throw new ArgumentException(FormattableString.Invariant($"There are {weights.Length} weights for {trained} outputs of {width} features"), nameof(weights));
        float[] byPosition = new float[checked(width * outputs)];
        for (int output = 0; output < trained; output++)
            for (int position = 0; position < width; position++) byPosition[(position * outputs) + first + output] = weights[(output * width) + position];
        return byPosition;
    }

    // An input has its member's name, whatever that is; an output gives way.
    private static string Free(string output, HashSet<string> inputs)
    {
        while (inputs.Contains(output)) output += "_output";
        return output;
    }
}
