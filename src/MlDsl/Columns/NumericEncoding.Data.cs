namespace MlDsl.Columns;

/// <summary>The column as data, without the type that it was learned from.</summary>
public sealed partial class NumericEncoding : IEncoding
{
    /// <inheritdoc/>
    public string Column => column;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureOp> Ops
    {
        get
        {
            List<FeatureOp> ops = [new NumberOp()];
            if (options.Impute == Impute.Keep) ops.Add(new KeepOp());
            else if (options.Impute != Impute.None) ops.Add(new FillOp(Fill));
            if (options.Clips) ops.Add(new ClipOp(low, high));
            if (options.Bins > 0) ops.AddRange([new BinOp([.. edges]), new OneHotOp(edges.Length + 1)]);
            else
            {
                if (options.Scale == Scale.Log) ops.Add(new LogOp());
                if (options.Scale == Scale.Power) ops.Add(new PowerOp(Lambda, Offset, Factor));
                else if (options.Scale != Scale.None) ops.Add(new ScaleOp(offset, factor));
                ops.Add(new ValueOp());
            }
            if (options.Indicator) ops.Add(new IndicatorOp());
            return ops;
        }
    }

    /// <inheritdoc/>
    public void Write(in ColumnValue value, ref SparseSink sink)
    {
        if (value.IsMissing) WriteMissing(Position, ref sink);
        else Write(Number(column, value), ref sink);
    }

    IColumnLearner IEncoding.NewLearner(ColumnSchema schema) => new NumericLearner(column, options);

    /// <summary>The value as the column takes it.</summary>
    /// <exception cref="InvalidValueException">It is no number, integer or flag.</exception>
    internal static float Number(string column, in ColumnValue value) =>
        value.ToSingle() ?? throw InvalidValueException.Mistyped(column, value, "a number, an integer or a flag");
}
