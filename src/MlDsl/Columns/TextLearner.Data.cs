namespace MlDsl.Columns;

/// <summary>The same from values by name.</summary>
public sealed partial class TextLearner : IColumnLearner
{
    bool IColumnLearner.UsesTarget => false;

    void IColumnLearner.Add(in ColumnValue value, float target, int fold)
    {
        if (!value.IsMissing) Add(TextEncoding.TextOf(column, value));
    }

    void IColumnLearner.Merge(IColumnLearner other) => Merge((TextLearner)other);

    IEncoding IColumnLearner.Finish(ref int position, FoldFilter folds) => Finish(ref position);
}
