namespace MlDsl.Columns;

/// <summary>The same from values by name.</summary>
public sealed partial class DatePartsLearner : IColumnLearner
{
    /// <summary>Whether the values are of the type <see cref="DateTime"/>, of which alone there is something to learn.</summary>
    internal bool TellsSource { get; init; } = true;

    bool IColumnLearner.UsesTarget => false;

    void IColumnLearner.Add(in ColumnValue value, float target, int fold)
    {
        if (value.IsMissing) return;
        DateTime time = DatePartsEncoding.TimeOf(column, value);
        if (TellsSource) Add(time);
    }

    void IColumnLearner.Merge(IColumnLearner other) => Merge((DatePartsLearner)other);

    IEncoding IColumnLearner.Finish(ref int position, FoldFilter folds) => Finish(ref position);
}
