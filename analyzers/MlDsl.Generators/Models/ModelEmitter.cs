namespace MlDsl.Generators.Models;

/// <summary>Prints a model type: its base, its definition and the only way to make one.</summary>
internal static class ModelEmitter
{
    internal const string Training = "global::MlDsl.Training";

    public static string Emit(ModelSpec spec)
    {
        string self = spec.Type.Identifier;
        string contract = Contract(self, spec.Row);
        var writer = new SourceWriter();
        using (spec.Type.Open(writer, [Base(self, spec.Row, spec.Task, spec.Label), contract]))
        {
            using (writer.Block($"private {spec.Type.Identifier}({Training}.ModelState<{spec.Row}.Input> state) : base(state)"))
                writer.Line($"Learned = ({spec.Row}.Learned)state.Learned;");
            writer.Line();
            writer.Line("/// <summary>What the training rows taught the feature code.</summary>");
            writer.Line($"public {spec.Row}.Learned Learned {{ get; }}");
            writer.Line();
            writer.Line($"static {Training}.ModelDefinition {contract}.Definition {{ get; }} = new(");
            using (writer.Indent())
            {
                string options = string.Join(", ", spec.Options);
                writer.Line($"{Literals.Text(spec.Name)},");
                writer.Line($"{Literals.Text(spec.Version)},");
                writer.Line($"new {Training}.{spec.Trainer}Options {{ {options}{(options.Length > 0 ? " " : "")}}});");
            }
            writer.Line();
            writer.Line($"static {self} {contract}.Create({Training}.ModelState<{spec.Row}.Input> state) => new(state);");
        }
        return writer.ToString();
    }

    /// <summary>What a model of <paramref name="row"/> derives from.</summary>
    public static string Base(string self, string row, TaskKind task, string label)
    {
        string types = task == TaskKind.MulticlassClassification ? $"{self}, {row}, {label}" : $"{self}, {row}";
        return $"{Training}.{BaseOf(task)}<{types}, {row}.Input>";
    }

    /// <summary>What every model implements.</summary>
    public static string Contract(string self, string row) => $"{Training}.IModel<{self}, {row}.Input>";

    private static string BaseOf(TaskKind task) => task switch
    {
        TaskKind.Regression => "RegressionModel",
        TaskKind.BinaryClassification => "BinaryModel",
        _ => "MulticlassModel",
    };
}
