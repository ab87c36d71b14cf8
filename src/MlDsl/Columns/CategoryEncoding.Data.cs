namespace MlDsl.Columns;

/// <summary>The column as data, without the type that it was learned from.</summary>
public sealed partial class CategoryEncoding<TKey> : ICategoryEncoding
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
        if (IsMissing(in value, options)) WriteMissing(ref sink);
        else Write(CategoryKeys.Of<TKey>(in value, column), ref sink);
    }

    IColumnLearner IEncoding.NewLearner(ColumnSchema schema) => new CategoryLearner<TKey>(column, options);

    /// <summary>Whether there is no value: NaN is missing where missing is a category.</summary>
    internal static bool IsMissing(in ColumnValue value, CategoryOptions options) => value.IsMissing || (options.Nullable && value.ToDouble() is double.NaN);
}
