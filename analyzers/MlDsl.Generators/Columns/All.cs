namespace MlDsl.Generators.Columns;

/// <summary>The column kinds: the attribute's metadata name and how it is read.</summary>
internal static class All
{
    public static IReadOnlyList<(string Attribute, Func<KindContext, ColumnKind?> Read)> Kinds { get; } =
    [
        (Names.Numeric, NumericColumn.Read),
        (Names.Categorical, CategoricalColumn.Read),
        (Names.Text, TextColumn.Read),
        (Names.DateParts, DatePartsColumn.Read),
    ];
}
