using MlDsl.Expressions;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Arithmetic, comparisons and casts in a graph, as C# has them. Integers are int64 that are cut to their own width.</summary>
internal sealed class GraphArithmetic(GraphNodes nodes, GraphLogic logic)
{
    public GraphStep Write(in ExpressionStep step, GraphStep a, GraphStep b) => step.Operation switch
    {
        StepOperation.Convert => a with { Kind = step.Result, Value = Convert(step.Kind, step.Result, a.Value) },
        StepOperation.Neg => a with { Value = Wrap(step.Kind, nodes.Call("Neg", a.Value)) },
        StepOperation.Div or StepOperation.Rem when !step.Kind.IsFloating() => Divide(step.Operation, step.Kind, a, b),
        StepOperation.Rem => logic.Strict(a, b, step.Kind, nodes.Call("Mod", [a.Value, b.Value], OnnxSetting.Of("fmod", 1))),
        _ => logic.Strict(a, b, step.Kind, Wrap(step.Kind, nodes.Call($"{step.Operation}", a.Value, b.Value))),
    };

    /// <summary>A comparison: nothing equals nothing alone, and has no order.</summary>
    public GraphStep Compare(StepOperation operation, GraphStep a, GraphStep b)
    {
        string? present = logic.Present(a, b), error = logic.Either(a.Error, b.Error);
        bool isNegated = operation == StepOperation.Ne;
        string value = operation switch
        {
            StepOperation.Eq or StepOperation.Ne => a.Kind == StepKind.Text ? SameText(a, b) : nodes.Call("Equal", a.Value, b.Value),
            StepOperation.Lt => nodes.Call("Less", a.Value, b.Value),
            StepOperation.Le => nodes.Call("LessOrEqual", a.Value, b.Value),
            StepOperation.Gt => nodes.Call("Greater", a.Value, b.Value),
            _ => nodes.Call("GreaterOrEqual", a.Value, b.Value),
        };
        if (present is not null) value = nodes.Call("And", value, present);
        if (operation is StepOperation.Eq or StepOperation.Ne && a.Present is { } left && b.Present is { } right)
            value = nodes.Call("Or", value, logic.Not(nodes.Call("Or", left, right)));
        return new GraphStep(StepKind.Flag, isNegated ? logic.Not(value) : value, null, error, a.IsRow || b.IsRow);
    }

    // Equal does not know texts at this version of ONNX; a look-up of one key does.
    private string SameText(GraphStep a, GraphStep b)
    {
        (GraphStep column, string key) = b.Text is { } text ? (a, text) : (b, a.Text!);
        if (column.Text is { } constant) return nodes.Scalar(constant == key);
        string found = nodes.CallMl(
            "LabelEncoder", column.Value, OnnxElementType.Int64,
            OnnxSetting.Of("keys_strings", [key]), OnnxSetting.Of("values_int64s", [1L]), OnnxSetting.Of("default_int64", 0L));
        return nodes.Call("Equal", found, nodes.Scalar(1L));
    }

    // ONNX Runtime ends the process where a divisor is 0, or where -1 leaves the range: neither reaches it.
    private GraphStep Divide(StepOperation operation, StepKind kind, GraphStep a, GraphStep b)
    {
        string isZero = nodes.Call("Equal", b.Value, nodes.Scalar(0L)), isNegation = nodes.Call("Equal", b.Value, nodes.Scalar(-1L));
        string divisor = nodes.Where(nodes.Call("Or", isZero, isNegation), nodes.Scalar(1L), b.Value);
        string quotient = nodes.Where(isNegation, nodes.Call("Neg", a.Value), nodes.Call("Div", a.Value, divisor));
        string least = nodes.Call("Equal", a.Value, nodes.Scalar(kind == StepKind.Int ? int.MinValue : long.MinValue));
        string error = kind == StepKind.UInt ? isZero : nodes.Call("Or", isZero, nodes.Call("And", isNegation, least));
        string value = operation == StepOperation.Div ? quotient : nodes.Call("Sub", a.Value, nodes.Call("Mul", quotient, b.Value));
        return logic.Strict(a, b, kind, value, error);
    }

    private string Convert(StepKind from, StepKind to, string value)
    {
        if (to == StepKind.Float) return from is StepKind.Float or StepKind.Half ? value : nodes.Cast(value, OnnxElementType.Float);
        if (to == StepKind.Double) return from is StepKind.Double or StepKind.Decimal ? value : nodes.Cast(value, OnnxElementType.Double);
        return from.IsFloating() ? Truncate(to, from == StepKind.Double ? value : nodes.Cast(value, OnnxElementType.Double)) : Wrap(to, value);
    }

    // Beyond the range the nearest bound, and 0 for NaN.
    private string Truncate(StepKind to, string number)
    {
        (double least, double most) = to switch
        {
            StepKind.Int => (int.MinValue, int.MaxValue),
            StepKind.UInt => (uint.MinValue, uint.MaxValue),
            _ => (long.MinValue, -(double)long.MinValue),
        };
        string finite = nodes.Where(nodes.Call("Equal", number, number), number, nodes.Scalar(0d));
        string raised = nodes.Where(nodes.Call("Less", finite, nodes.Scalar(least)), nodes.Scalar(least), finite);
        string isAbove = nodes.Call("GreaterOrEqual", finite, nodes.Scalar(most));
        string whole = nodes.Cast(nodes.Where(isAbove, nodes.Scalar(0d), raised), OnnxElementType.Int64);
        return nodes.Where(isAbove, nodes.Scalar(to switch { StepKind.Int => int.MaxValue, StepKind.UInt => uint.MaxValue, _ => long.MaxValue }), whole);
    }

    // The low bits, as the type has them: Mod has the sign of its divisor.
    private string Wrap(StepKind kind, string value) => kind switch
    {
        StepKind.SByte => Signed(value, 1L << 7),
        StepKind.Short => Signed(value, 1L << 15),
        StepKind.Int => Signed(value, 1L << 31),
        StepKind.Byte => Unsigned(value, 1L << 8),
        StepKind.UShort => Unsigned(value, 1L << 16),
        StepKind.UInt => Unsigned(value, 1L << 32),
        _ => value,
    };

    private string Unsigned(string value, long range) => nodes.Call("Mod", value, nodes.Scalar(range));

    private string Signed(string value, long half) =>
        nodes.Call("Sub", Unsigned(nodes.Call("Add", value, nodes.Scalar(half)), 2 * half), nodes.Scalar(half));
}
