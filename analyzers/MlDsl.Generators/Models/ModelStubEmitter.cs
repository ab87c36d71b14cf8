using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Models;

/// <summary>Prints the members of a model without anything behind them: those of its base where it has one, or members that take anything.</summary>
internal static class ModelStubEmitter
{
    private const string Training = Names.Training, Anything = DatasetStub.Anything;

    private static readonly string[] Methods =
        ["Evaluate", "Assess", "Importance", "Save", "ExportOnnx", "WithThreshold", "WithBestThreshold", "PredictProbabilities", "WriteGolden", "ReadGolden", "Recommend", "Knows", "HasItem", "Score"];

    public static string Emit(ModelStub stub)
    {
        string self = stub.Type.Identifier;
        if (stub is { IsOfInteractions: true, Base: { } of }) return InteractionEmitter.EmitStub(stub, of);
        var writer = new SourceWriter();
        if (stub is { Base: { } parent, Row: { } row })
        {
            string contract = ModelEmitter.Contract(self, row), state = $"{Training}.ModelState<{row}.Input> state";
            using (stub.Type.OpenStub(writer, [parent, contract]))
            {
                writer.Line($"private {self}({state}) : base(state) {{ }}");
                if (!stub.Taken.Contains("Learned")) writer.Line($"public {row}.Learned Learned => {stub.Type.Throw};");
                writer.Line($"static {Training}.ModelDefinition {contract}.Definition => {stub.Type.Throw};");
                writer.Line($"static {self} {contract}.Create({state}) => {stub.Type.Throw};");
            }
            return writer.ToString();
        }
        using (stub.Type.OpenStub(writer, [])) WriteMembers(writer, stub);
        return writer.ToString();
    }

    private static void WriteMembers(SourceWriter writer, ModelStub stub)
    {
        string self = stub.IsStatic ? Anything : stub.Type.Identifier, prefix = stub.IsStatic ? "public static" : "public", end = $" => {stub.Type.Throw};";
        string Optional(params string[] names) => string.Join(", ", names.Select(static n => $"{Anything} {n} = null"));

        Member("Fit", $"public static {self} Fit({Optional("train", "trainer", "control", "parent")})");
        Member("Load", $"public static {self} Load({Optional("path", "options")})");
        Member("CrossValidate", $"public static {Anything} CrossValidate({Optional("folds", "trainer", "control", "options")})");
        Member("Search", $"public static {Anything} Search({Optional("train", "folds", "space", "options", "control")})");
        foreach (string method in Methods) Member(method, $"{prefix} {Anything} {method}({Optional("first", "options", "second")})");
        foreach (string property in new[] { "Card", "Threshold", "Classes", "Outcome", "Predictor", "Evaluations", "Intervals" }) Member(property, $"{prefix} {Anything} {property}");

        string input = stub.Row is null ? "TInput" : $"{stub.Row}.Input", own = stub.Row is null ? "<TInput>" : "", both = stub.Row is null ? "<TInput, TResult>" : "<TResult>";
        Member("Predict", $"{prefix} {Anything} Predict{own}(in {input} input)");
        Member("Predict", $"{prefix} void Predict{both}(global::System.ReadOnlySpan<{input}> inputs, global::System.Span<TResult> predictions)");

        void Member(string name, string header)
        {
            if (name != stub.Type.Name && !stub.Taken.Contains(name)) writer.Line(header + end);
        }
    }
}
