using MlDsl.Columns;

namespace MlDsl.Expressions;

/// <summary>
/// What a feature method computes, as data: steps that each read steps before them, the last of which is the value. Immutable; evaluating
/// allocates nothing.
/// </summary>
/// <remarks>
/// Every step is evaluated, also those of a branch that is not taken. That is the same as in C#, where it is not: steps have no effect, and
/// what C# would throw is a value that only a step which needs it hands on.
/// </remarks>
/// <param name="feature">The feature method.</param>
/// <param name="steps">The steps.</param>
/// <param name="members">The columns and features that they read.</param>
/// <param name="columns">These, with their types.</param>
internal sealed class FeatureExpression(ColumnSchema feature, ExpressionStep[] steps, string[] members, ColumnSchema[] columns)
{
    private readonly StepSource[] sources = [.. columns.Select(static c => new StepSource(c))];

    public ColumnSchema Feature => feature;

    /// <summary>The columns and features that the steps read.</summary>
    public IReadOnlyList<string> Members => members;

    public ReadOnlySpan<ExpressionStep> Steps => steps;

    /// <summary>The feature of a row.</summary>
    /// <param name="cells">The values of columns and features.</param>
    /// <param name="places">Where among them each of <see cref="Members"/> is.</param>
    /// <param name="values">Room for as many values as there are steps.</param>
    /// <exception cref="InvalidValueException">A value is of another type than its column, or the method would throw.</exception>
    public ColumnValue Evaluate(ReadOnlySpan<ColumnValue> cells, ReadOnlySpan<int> places, Span<StepValue> values)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            ref readonly ExpressionStep step = ref steps[i];
            values[i] = step.Operation switch
            {
                StepOperation.Column => sources[step.A].Read(in cells[places[step.A]]),
                StepOperation.Constant or StepOperation.Missing => step.Constant,
                _ => StepArithmetic.Evaluate(in step, values),
            };
        }
        return Result(in values[steps.Length - 1], steps[^1].Result);
    }

    private ColumnValue Result(in StepValue value, StepKind kind)
    {
        if (value.IsMissing) return ColumnValue.Missing;
        if (value.IsError) throw new InvalidValueException(feature.Member, $"'{feature.Member}' {Reason(value.State)}, for which its method throws; give other values, or let the method look first");
        return kind switch
        {
            StepKind.Flag => ColumnValue.Flag(value.Flag),
            StepKind.Text => ColumnValue.Text(value.Text),
            StepKind.Float => ColumnValue.Number(value.Float),
            StepKind.Double => ColumnValue.Number(value.Double),
            StepKind.ULong => ColumnValue.Integer(unchecked((ulong)value.Bits)),
            _ => ColumnValue.Integer(value.Bits),
        };
    }

    private static string Reason(StepState state) => state switch
    {
        StepState.DividesByZero => "divides an integer by zero",
        StepState.Overflows => "has no integer that is the result",
        StepState.AsksForMissing => "asks for a value that is missing",
        StepState.IsNaN => "asks for the sign of NaN",
        StepState.BoundsAreCrossed => "has a lower bound above the upper one",
        _ => "asks for the date of what is none",
    };
}
