namespace MlDsl.Generators.Models;

/// <summary>Prints a model type: its base, its definition, the only way to make one, and its prediction.</summary>
internal static class ModelEmitter
{
    public static string Emit(ModelSpec spec)
    {
        if (spec.Shape == "Interactions") return InteractionEmitter.Emit(spec);
        string self = spec.Type.Identifier, contract = Contract(self, spec.Row), state = $"{Names.Training}.ModelState<{spec.Row}.Input> state";
        var writer = new SourceWriter();
        using (spec.Type.Open(writer, [spec.Base, contract]))
        {
            writer.Line("private readonly float[]? linearWeights;");
            writer.Line("private readonly float linearBias, largestScore;");
            writer.Line();
            using (writer.Block($"private {self}({state}) : base(state)"))
            {
                writer.Line($"Learned = ({spec.Row}.Learned)state.Features;");
                writer.Line("largestScore = Outcome.LargestScore;");
                writer.Line($"if (state.Predictor is {Names.Root}.LinearPredictor linear && linear.TryGetSingle(out var only, out linearBias)) linearWeights = only;");
            }
            writer.Line();
            WriteDefinition(writer, spec, contract);
            writer.Line();
            writer.Line($"static {self} {contract}.Create({state}) => new(state);");
            writer.Line();
            writer.Line("/// <summary>What the training rows taught the feature code.</summary>");
            writer.Line($"public {spec.Row}.Learned Learned {{ get; }}");
            writer.Line();
            WritePredict(writer, spec);
            if (spec.AllowsContribOperators)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"protected override {Names.Root}.OnnxExportOptions ExportOptions {{ get; }} = new() {{ {ExportParser.ContribOperators} = true }};");
            }
        }
        return writer.ToString();
    }

    /// <summary>What every model implements.</summary>
    public static string Contract(string self, string row) => $"{Names.Training}.IModel<{self}, {row}.Input>";

    private static void WriteDefinition(SourceWriter writer, ModelSpec spec, string contract)
    {
        writer.Line($"static {Names.Training}.ModelDefinition {contract}.Definition {{ get; }} = new(");
        using (writer.Indent())
        {
            string steps = spec.Steps.Count > 0 ? $" {{ {string.Join(", ", spec.Steps)} }}" : "";
            writer.Line($"{Literals.Text(spec.Name)},");
            writer.Line($"{Literals.Text(spec.Version)},");
            writer.Line($"{Literals.Text(spec.Task)},");
            writer.Line($"{Names.Root}.TargetKind.{spec.Target},");
            writer.Line($"{ModelSpec.Made(spec.Trainer, spec.Options)}){steps};");
        }
    }

    // The features of a single linear score flow straight into its sum; what else there is takes the way of all models.
    private static void WritePredict(SourceWriter writer, ModelSpec spec)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public override {spec.Prediction} Predict(in {spec.Row}.Input input)"))
        {
            writer.Line("if (linearWeights is null) return PredictByMap(in input);");
            writer.Line($"var sink = new {Names.Columns}.LinearSink(linearWeights, linearBias);");
            writer.Line($"{spec.Row}.WriteFeatures(in input, Learned, ref sink);");
            writer.Line("float score = sink.Sum;");
            writer.Line("if (!(score >= float.MinValue && score <= largestScore)) throw Refused(in input, score);");
            // A copy: the sum itself stays in a register.
            writer.Line("float only = score;");
            writer.Line($"return {spec.Implementation}.Decide(new global::System.ReadOnlySpan<float>(in only), Labels, Outcome);");
        }
    }
}
