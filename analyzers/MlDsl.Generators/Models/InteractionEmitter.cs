namespace MlDsl.Generators.Models;

/// <summary>Prints a model that is asked about users and items: its base, its definition, and the only way to make one.</summary>
internal static class InteractionEmitter
{
    public static string Emit(ModelSpec spec)
    {
        string self = spec.Type.Identifier, contract = Contract(self), state = $"{Names.Training}.RecommendationState state";
        var writer = new SourceWriter();
        using (spec.Type.Open(writer, [spec.Base, contract]))
        {
            writer.Line($"private {self}({state}) : base(state) {{ }}");
            writer.Line();
            writer.Line($"static {Names.Training}.RecommendationDefinition {contract}.Definition {{ get; }} = new(");
            using (writer.Indent())
            {
                writer.Line($"{Literals.Text(spec.Name)},");
                writer.Line($"{Literals.Text(spec.Version)},");
                writer.Line($"{Literals.Text(spec.Task)},");
                writer.Line($"{ModelSpec.Made(spec.Trainer, spec.Options)});");
            }
            writer.Line();
            writer.Line($"static {self} {contract}.Create({state}) => new(state);");
        }
        return writer.ToString();
    }

    /// <summary>Prints a model that is declared wrongly without anything behind its members.</summary>
    public static string EmitStub(ModelStub stub, string parent)
    {
        string self = stub.Type.Identifier, contract = Contract(self), state = $"{Names.Training}.RecommendationState state";
        var writer = new SourceWriter();
        using (stub.Type.OpenStub(writer, [parent, contract]))
        {
            writer.Line($"private {self}({state}) : base(state) {{ }}");
            writer.Line($"static {Names.Training}.RecommendationDefinition {contract}.Definition => {stub.Type.Throw};");
            writer.Line($"static {self} {contract}.Create({state}) => {stub.Type.Throw};");
        }
        return writer.ToString();
    }

    private static string Contract(string self) => $"{Names.Training}.IRecommendationModel<{self}>";
}
