namespace MlDsl.Columns;

/// <summary>The same from values by name.</summary>
public sealed partial class CategoryLearner<TKey> : IColumnLearner
{
    bool IColumnLearner.UsesTarget => options.Encoding == CategoricalEncoding.Target;

    void IColumnLearner.Add(in ColumnValue value, float target, int fold)
    {
        if (CategoryEncoding<TKey>.IsMissing(in value, options)) AddMissing(target, fold);
        else Add(CategoryKeys.Of<TKey>(in value, column), target, fold);
    }

    void IColumnLearner.Merge(IColumnLearner other) => Merge((CategoryLearner<TKey>)other);

    IEncoding IColumnLearner.Finish(ref int position, FoldFilter folds) => Finish(ref position, folds);
}
