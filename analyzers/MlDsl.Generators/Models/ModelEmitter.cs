namespace MlDsl.Generators.Models;

/// <summary>Prints a model type: its base, its definition and the only way to make one.</summary>
internal static class ModelEmitter
{
    private const string Training = "global::MlDsl.Training";

    public static string Emit(ModelSpec spec)
    {
        string self = spec.Type.FullName;
        string data = $"{spec.Row}.Input, {spec.Row}.Learned, {spec.Row}.Learner";
        string types = spec.Task == TaskKind.MulticlassClassification ? $"{self}, {spec.Row}, {spec.Label}, {data}" : $"{self}, {spec.Row}, {data}";
        string contract = $"{Training}.IModel<{self}, {spec.Row}.Learned>";
        var writer = new SourceWriter();
        using (spec.Type.Open(writer, $"{Training}.{BaseOf(spec.Task)}<{types}>, {contract}"))
        {
            using (writer.Block($"private {spec.Type.Identifier}({Training}.ModelState<{spec.Row}.Learned> state) : base(state)"))
            {
            }
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
            writer.Line($"static {self} {contract}.Create({Training}.ModelState<{spec.Row}.Learned> state) => new(state);");
        }
        return writer.ToString();
    }

    private static string BaseOf(TaskKind task) => task switch
    {
        TaskKind.Regression => "RegressionModel",
        TaskKind.BinaryClassification => "BinaryModel",
        _ => "MulticlassModel",
    };
}
