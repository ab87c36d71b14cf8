namespace MlDsl.Columns;

/// <summary>The column as data, without the type that it was learned from.</summary>
public sealed partial class VectorEncoding : IEncoding
{
    /// <inheritdoc/>
    public string Column => column;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureOp> Ops => [.. elements.Select(static (element, i) => new ElementOp(i, [.. element.Ops], element.Width))];

    /// <inheritdoc/>
    public void Write(in ColumnValue value, ref SparseSink sink)
    {
        Write(Columns.Elements.Of(VectorOf(column, value)), ref sink);
    }

    IColumnLearner IEncoding.NewLearner(ColumnSchema schema) => new VectorLearner(column, Options);

    /// <summary>The value as the column takes it; null where it is missing.</summary>
    /// <exception cref="InvalidValueException">It is no vector.</exception>
    internal static float[]? VectorOf(string column, in ColumnValue value) =>
        value.IsMissing ? null : value.ToElements() ?? throw InvalidValueException.Mistyped(column, value, "a vector");
}
