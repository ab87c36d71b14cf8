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
        if (!value.IsMissing) Write(value.ToTime() ?? throw InvalidValueException.Mistyped(column, value, "a time or a date"), ref sink);
    }

    /// <summary>The single parts of <paramref name="parts"/>, in the order of their positions.</summary>
    internal static IEnumerable<DatePart> Split(DatePart parts) => All.Where(part => parts.HasFlag(part));
}
