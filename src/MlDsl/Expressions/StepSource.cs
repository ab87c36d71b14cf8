using MlDsl.Columns;
using MlDsl.Plans;

namespace MlDsl.Expressions;

/// <summary>Reads the values of a column, or of a feature, as steps have them.</summary>
internal sealed class StepSource(ColumnSchema column)
{
    private readonly StepKind kind = StepKinds.Of(DeclaredType.Of(column))!.Value;
    private readonly bool isTime = DeclaredType.Of(column).IsTime, isClock = DeclaredType.Of(column).Name == "System.DateTime";

    /// <exception cref="InvalidValueException">The value is of another type, or a local time.</exception>
    public StepValue Read(in ColumnValue value)
    {
        if (value.IsMissing) return StepValue.Missing;
        StepValue? read = kind switch
        {
            StepKind.Flag => value.Kind == ColumnValueKind.Flag ? StepValue.Of(value.ToSingle() == 1) : null,
            StepKind.Text => value.Kind is ColumnValueKind.Text or ColumnValueKind.Class ? StepValue.Of(value.ToText()) : null,
            StepKind.Char => value.ToText() is [var letter] ? StepValue.Of((long)letter) : null,
            StepKind.Float or StepKind.Half => value.ToDouble() is null ? null : StepValue.Of(value.ToSingle()!.Value),
            StepKind.Double => value.ToDouble() is { } number ? StepValue.Of(number) : null,
            StepKind.Decimal => value.ToDecimal() is { } exact ? StepValue.Of(exact) : null,
            StepKind.ULong => value.ToUInt64() is { } large ? StepValue.Of(unchecked((long)large)) : null,
            StepKind.Long when isTime => Ticks(in value),
            _ => value.ToInt64() is { } integer && StepText.Holds(kind, integer) ? StepValue.Of(integer) : null,
        };
        return read ?? throw InvalidValueException.Mistyped(column.Member, in value, $"'{column.Type}'");
    }

    private StepValue? Ticks(in ColumnValue value)
    {
        if (value.ToTime() is not { } time) return null;
        if (isClock) Present.Time(time, column.Member);
        return StepValue.Of(time.Ticks);
    }
}
