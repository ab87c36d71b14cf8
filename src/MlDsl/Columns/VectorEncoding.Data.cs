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
        if (!value.IsMissing && value.ToElements() is null) throw InvalidValueException.Mistyped(column, value, "a vector");
        Write(Columns.Elements.Of(value.ToElements()), ref sink);
    }
}
