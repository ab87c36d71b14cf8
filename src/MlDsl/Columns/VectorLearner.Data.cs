namespace MlDsl.Columns;

/// <summary>The same from values by name.</summary>
public sealed partial class VectorLearner : IColumnLearner
{
    bool IColumnLearner.UsesTarget => false;

    void IColumnLearner.Add(in ColumnValue value, float target, int fold) => Add(Elements.Of(VectorEncoding.VectorOf(column, value)));

    void IColumnLearner.Merge(IColumnLearner other) => Merge((VectorLearner)other);

    IEncoding IColumnLearner.Finish(ref int position, FoldFilter folds) => Finish(ref position);
}
