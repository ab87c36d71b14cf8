namespace MlDsl.Training;

/// <summary>Columns as cards tell them.</summary>
internal static class CardColumn
{
    /// <summary>The kind of feature with its options; of what is sensitive without what is declared of values.</summary>
    public static string KindOf(ColumnSchema column) => column.Role == ColumnRole.Sensitive ? "" : column.Kind;

    /// <summary>Name, type, unit and kind in one line.</summary>
    public static string TextOf(ColumnSchema column) => $"{column.Name}: {column.Type}{(column.Unit is null ? "" : $" in {column.Unit}")}{(KindOf(column).Length == 0 ? "" : $", {KindOf(column)}")}";
}
