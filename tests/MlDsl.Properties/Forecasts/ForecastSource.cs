using MlDsl.Generators;
using MlDsl.Properties.Schemas;

namespace MlDsl.Properties.Forecasts;

/// <summary>Writes a made-up forecast as its user would, and the bridge to it.</summary>
internal static class ForecastSource
{
    public static string Write(MadeForecast made)
    {
        var writer = new SourceWriter();
        SchemaSource.WriteRow(writer, made.Name, "sealed partial record", made.Columns);
        writer.Line($"[Model<Row, Forecast>(Horizon = {made.Shape.Horizon}), Series({made.Series})]");
        writer.Line(made.Trainer);
        writer.Line("public sealed partial class RowModel;");
        writer.Line();
        using (writer.Block("public sealed class RowBridge : MlDsl.Properties.Forecasts.ForecastBridge"))
        {
            writer.Line("private RowModel model = null!;");
            writer.Line("public override FeaturePlan Plan => model.Plan;");
            writer.Line("public override Predictor? Predictor => model.Predictor;");
            writer.Line("public override void Fit(IReadOnlyList<object?[]> rows) => model = RowModel.Fit(Dataset<Row>.FromRows(rows.Select(Made)).SplitByTime(0, 0).Train, control: new() { Threads = 1 });");
            writer.Line("public override void Save(System.IO.Stream file) => model.Save(file);");
            writer.Line("public override void Load(System.IO.Stream file) => model = RowModel.Load(file);");
            writer.Line("public override byte[] Export(ForecastExportOptions options) => model.ExportOnnx(options);");
            using (writer.Block("public override IReadOnlyList<MlDsl.Properties.Forecasts.ToldStep> Forecast(IEnumerable<object?[]> history, IEnumerable<object?[]> ahead)"))
            {
                writer.Line("bool isKnown = model.Predictor is not null && model.Plan.Width > 0;");
                writer.Line("var told = isKnown ? model.Forecast(history.Select(Made), ahead.Select(Made)) : model.Forecast(history.Select(Made));");
                writer.Line("return [.. told.Single().Steps.Select(static s => new MlDsl.Properties.Forecasts.ToldStep(s.Value, s.Low, s.High))];");
            }
            using (writer.Block("public override (IReadOnlyList<float> Values, float Scale) HistoryOf(IEnumerable<object?[]> history, ForecastExportOptions options)"))
            {
                writer.Line("var own = model.ExportHistories(history.Select(Made), options).Single();");
                writer.Line("return (own.Values, own.Scale);");
            }
            SchemaSource.WriteMade(writer, made.Columns);
        }
        return writer.ToString();
    }
}
