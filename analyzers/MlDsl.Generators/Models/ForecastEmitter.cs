namespace MlDsl.Generators.Models;

/// <summary>Prints a model that is asked about series: its base, its definition, and the only way to make one.</summary>
internal static class ForecastEmitter
{
    public static string Emit(ModelSpec spec, SeriesSpec series)
    {
        string self = spec.Type.Identifier, contract = $"{Names.Training}.IForecastModel<{self}, {spec.Row}.Input>", state = $"{Names.Training}.ForecastState<{spec.Row}.Input> state";
        var writer = new SourceWriter();
        using (spec.Type.Open(writer, [spec.Base, contract]))
        {
            using (writer.Block($"private {self}({state}) : base(state)"))
            {
            }
            writer.Line();
            writer.Line($"static {Names.Training}.ForecastDefinition {contract}.Definition {{ get; }} = new(");
            using (writer.Indent())
            {
                writer.Line($"{Literals.Text(spec.Name)},");
                writer.Line($"{Literals.Text(spec.Version)},");
                writer.Line($"{ModelSpec.Made(spec.Trainer, spec.Options)},");
                writer.Line($"{series.Horizon},");
                writer.Line($"{ModelSpec.Made($"{Names.Training}.SeriesOptions", series.Options)}){(spec.AllowsContribOperators ? $" {{ {ExportParser.ContribOperators} = true }}" : "")};");
            }
            writer.Line();
            writer.Line($"static {self} {contract}.Create({state}) => new(state);");
        }
        return writer.ToString();
    }
}
