using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.DatasetCode;

/// <summary>Who did what with which item.</summary>
internal static class InteractionSection
{
    /// <summary>What a row of interactions implements; null where it is none.</summary>
    public static string? Contract(DatasetSpec dataset) => dataset.IsOfInteractions
        ? $"{Names.Root}.IInteractionRow<{dataset.Type.Identifier}, {dataset.With(ColumnRole.User)!.Type.Name}, {dataset.With(ColumnRole.Item)!.Type.Name}>"
        : null;

    public static void Write(SourceWriter writer, DatasetSpec dataset)
    {
        if (Contract(dataset) is not { } contract) return;
        string self = dataset.Type.Identifier;
        ColumnSpec user = dataset.With(ColumnRole.User)!, item = dataset.With(ColumnRole.Item)!;
        RowSection.WriteKey(writer, $"static ulong {Names.Root}.IRow<{self}>.UserHashOf({self} row)", user);
        writer.Line();
        writer.Line($"static {user.Type.Name} {contract}.UserOf({self} row) => {Value(user)};");
        writer.Line();
        writer.Line($"static {item.Type.Name} {contract}.ItemOf({self} row) => {Value(item)};");
        if (dataset.With(ColumnRole.Event) is { } happened) WriteNumber("EventOf", happened);
        if (dataset.With(ColumnRole.Label) is { Type: { IsNumber: true } } rating) WriteNumber("RatingOf", rating);

        void WriteNumber(string method, ColumnSpec column)
        {
            writer.Line();
            writer.Line($"static float {contract}.{method}({self} row) => {(column.Type.Name == "float" ? "" : "(float)")}{Value(column)};");
        }
    }

    private static string Value(ColumnSpec column) => $"row.{Literals.Identifier(column.Member)}";
}
