using MlDsl.Generators;
using MlDsl.Properties.Schemas;

namespace MlDsl.Properties.Recommenders;

/// <summary>Writes a made-up recommender as its user would, and the bridge to it.</summary>
internal static class RecommenderSource
{
    public static string Write(MadeRecommender made)
    {
        var writer = new SourceWriter();
        SchemaSource.WriteRow(writer, made.Name, "sealed partial record", made.Columns);
        writer.Line($"[Model<Row, Recommendation>, {made.Trainer}]");
        writer.Line("public sealed partial class RowModel;");
        writer.Line();
        string user = made.Columns[0].Type, item = made.Columns[1].Type;
        using (writer.Block("public sealed class RowBridge : MlDsl.Properties.Recommenders.RecommenderBridge"))
        {
            writer.Line("private RowModel model = null!;");
            writer.Line("public override object Model => model;");
            writer.Line("public override int Items => model.Items;");
            writer.Line("public override void Fit(IReadOnlyList<object?[]> rows) => model = RowModel.Fit(Dataset<Row>.FromRows(rows.Select(Made)).SplitByTime(0, 0).Train, control: new() { Threads = 1 });");
            writer.Line("public override void Save(System.IO.Stream file) => model.Save(file);");
            writer.Line("public override void Load(System.IO.Stream file) => model = RowModel.Load(file);");
            writer.Line("public override byte[] Export(int count, int exclude) => model.ExportOnnx(count, exclude);");
            writer.Line("public override IReadOnlyList<MlDsl.Properties.Recommenders.ToldItem> Recommend(object user, int count, IEnumerable<object> exclude) =>");
            writer.Line($"    [.. model.Recommend(({user})user, count, [.. exclude.Cast<{item}>()]).Select(static r => new MlDsl.Properties.Recommenders.ToldItem(r.Item, r.Score, r.IsPopular))];");
            writer.Line($"public override float? Score(object user, object item) => model.Score(({user})user, ({item})item);");
            SchemaSource.WriteMade(writer, made.Columns);
        }
        return writer.ToString();
    }
}
