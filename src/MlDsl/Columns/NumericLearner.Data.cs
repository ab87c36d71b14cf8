namespace MlDsl.Columns;

/// <summary>The same from values by name.</summary>
public sealed partial class NumericLearner : IColumnLearner
{
    bool IColumnLearner.UsesTarget => false;

    void IColumnLearner.Add(in ColumnValue value, float target, int fold)
    {
        if (value.IsMissing) Add(null);
        else Add(NumericEncoding.Number(column, value));
    }

    void IColumnLearner.Merge(IColumnLearner other) => Merge((NumericLearner)other);

    IEncoding IColumnLearner.Finish(ref int position, FoldFilter folds) => Finish(ref position);
}
