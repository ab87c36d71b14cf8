namespace MlDsl.Columns;

/// <summary>The column as data, without the type that it was learned from.</summary>
public sealed partial class DatePartsEncoding : IEncoding
{
    /// <inheritdoc/>
    public string Column => column;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureOp> Ops => [.. Split(Parts).Select(part => new DatePartOp(part, IsCycle(part)))];

    /// <inheritdoc/>
    public void Write(in ColumnValue value, ref SparseSink sink)
    {
        if (!value.IsMissing) Write(TimeOf(column, value), ref sink);
    }

    IColumnLearner IEncoding.NewLearner(ColumnSchema schema) => new DatePartsLearner(column, new DatePartsOptions(Parts, Cyclic))
    {
        // The other types tell by themselves what their clock is.
        TellsSource = schema.Type is "System.DateTime" or "System.DateTime?",
    };

    /// <summary>The value as the column takes it.</summary>
    /// <exception cref="InvalidValueException">It is no time or date.</exception>
    internal static DateTime TimeOf(string column, in ColumnValue value) => value.ToTime() ?? throw InvalidValueException.Mistyped(column, value, "a time or a date");

    /// <summary>The single parts of <paramref name="parts"/>, in the order of their positions.</summary>
    internal static IEnumerable<DatePart> Split(DatePart parts) => All.Where(part => parts.HasFlag(part));
}
