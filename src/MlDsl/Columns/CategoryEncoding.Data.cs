namespace MlDsl.Columns;

/// <summary>The column as data, without the type that it was learned from.</summary>
public sealed partial class CategoryEncoding<TKey> : IEncoding
{
    /// <inheritdoc/>
    public string Column => column;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureOp> Ops
    {
        get
        {
            string key = CategoryKeys.Name<TKey>();
            if (options.Encoding == CategoricalEncoding.Hashed)
                return [new HashOp(key, Hash, options.HashBits, missingSlot == Error ? Error : MissingBucket), new OneHotOp(Width)];
            LookUpOp lookUp = new(key, [.. kept.Select(CategoryKeys.Text)], unknownSlot, missingSlot);
            return [lookUp, options.IsSingle ? new TableOp([.. values]) : new OneHotOp(Width)];
        }
    }

    /// <inheritdoc/>
    public void Write(in ColumnValue value, ref SparseSink sink)
    {
        // NaN is missing where missing is a category.
        if (value.IsMissing || (options.Nullable && value.ToDouble() is double.NaN)) WriteMissing(ref sink);
        else Write(CategoryKeys.Of<TKey>(in value, column), ref sink);
    }
}
