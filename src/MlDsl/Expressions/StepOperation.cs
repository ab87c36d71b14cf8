namespace MlDsl.Expressions;

/// <summary>
/// What a step does. The set is closed: a file that names another operation is of a later version. Each means what C# means by it: a missing
/// operand makes arithmetic missing and a comparison false, integers wrap, floats are rounded to float.
/// </summary>
internal enum StepOperation
{
    Column, Constant, Missing,
    Convert, Neg, Not, Present, Value,
    Add, Sub, Mul, Div, Rem,
    Eq, Ne, Lt, Le, Gt, Ge,
    And, Or, Select, Coalesce, Then,
    Abs, Min, Max, Clamp, Sign, Floor, Ceiling, Truncate, Round, Sqrt, Cbrt, Exp, Log, Log2, Log10, Pow,
    Sin, Cos, Tan, Asin, Acos, Atan, Atan2, Sinh, Cosh, Tanh, Asinh, Acosh, Atanh, CopySign, IeeeRemainder,
    IsNaN, IsFinite, IsInfinity,
    Year, Month, Day, DayOfYear, Length,
}

/// <summary>The operations by the names that files have for them.</summary>
internal static class StepOperations
{
    private static readonly Dictionary<string, StepOperation> ByName = Enum.GetValues<StepOperation>()
        .ToDictionary(static o => char.ToLowerInvariant($"{o}"[0]) + $"{o}"[1..], StringComparer.Ordinal);

    public static StepOperation? Of(string name) => ByName.TryGetValue(name, out StepOperation operation) ? operation : null;

    /// <summary>How many steps it reads.</summary>
    public static int Operands(this StepOperation operation) => operation switch
    {
        StepOperation.Column or StepOperation.Constant or StepOperation.Missing => 0,
        StepOperation.Select or StepOperation.Clamp => 3,
        >= StepOperation.Add and <= StepOperation.Or or StepOperation.Coalesce or StepOperation.Then => 2,
        StepOperation.Min or StepOperation.Max or StepOperation.Pow or StepOperation.Atan2 or StepOperation.CopySign or StepOperation.IeeeRemainder => 2,
        _ => 1,
    };

    public static bool IsComparison(this StepOperation operation) => operation is >= StepOperation.Eq and <= StepOperation.Ge;

    /// <summary>Whether floats and doubles alone have it.</summary>
    public static bool IsOfFloating(this StepOperation operation) =>
        operation is >= StepOperation.Floor and <= StepOperation.IsInfinity;
}
