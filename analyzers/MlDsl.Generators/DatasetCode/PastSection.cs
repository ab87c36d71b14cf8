using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.DatasetCode;

/// <summary>What forecasts see of a row once it has happened.</summary>
internal static class PastSection
{
    public static void Write(SourceWriter writer, DatasetSpec dataset)
    {
        var past = dataset.Columns.Where(static c => c.PastLags is not null).ToList();
        if (past.Count == 0) return;
        string self = dataset.Type.Identifier, row = $"{Names.Root}.IRow<{self}>", columns = $"global::System.Collections.Generic.IReadOnlyList<{Names.Root}.PastCovariate>";
        writer.Line();
        using (writer.Block($"static {columns} {row}.PastCovariates {{ get; }} = new {Names.Root}.PastCovariate[]", "};"))
            foreach (ColumnSpec column in past)
                writer.Line($"new({Literals.Text(column.Name)}, {Literals.Text(column.Member)}, {Literals.Flag(column.Type.Kind == ValueKind.Flag)}, {Literals.Flag(column.Type.IsNullable)}, {column.PastLags}),");
        writer.Line();
        using (writer.Block($"static float {row}.PastCovariateOf({self} row, int covariate) => covariate switch", "};"))
        {
            for (int i = 0; i < past.Count; i++) writer.Line($"{i} => {Value(past[i].Type, $"row.{Literals.Identifier(past[i].Member)}")},");
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(covariate)),");
        }
    }

    private static string Value(ColumnType type, string value) => type switch
    {
        { Kind: ValueKind.Flag, IsNullable: true } => $"{value} switch {{ true => 1f, false => 0f, null => float.NaN }}",
        { Kind: ValueKind.Flag } => $"{value} ? 1f : 0f",
        { Name: "float", IsNullable: false } => value,
        { IsNullable: true } => $"(float?){value} ?? float.NaN",
        _ => $"(float){value}",
    };
}
