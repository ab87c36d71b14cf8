using MlDsl.Expressions;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>The framework's mathematical functions in a graph: what is exact in the number's own width, the rest in double.</summary>
internal sealed class GraphFunctions(GraphNodes nodes, GraphLogic logic)
{
    public GraphStep Write(in ExpressionStep step, GraphStep a, GraphStep b, GraphStep c) => step.Operation switch
    {
        StepOperation.Abs => Abs(step.Kind, a),
        StepOperation.Sign => Sign(step.Kind, a),
        StepOperation.Min or StepOperation.Max => Extreme(step.Operation == StepOperation.Min, step.Kind, a, b),
        StepOperation.Clamp => Clamp(a, b, c),
        StepOperation.Floor => a with { Value = nodes.Call("Floor", a.Value) },
        StepOperation.Ceiling => a with { Value = nodes.Call("Ceil", a.Value) },
        StepOperation.Round => a with { Value = nodes.Call("Round", a.Value) },
        StepOperation.Truncate => logic.Pick(
            nodes.Call("Less", a.Value, Zero(step.Kind)), a with { Value = nodes.Call("Ceil", a.Value) }, a with { Value = nodes.Call("Floor", a.Value) }),
        StepOperation.Sqrt => a with { Value = nodes.Call("Sqrt", a.Value) },
        StepOperation.IsNaN => a with { Kind = StepKind.Flag, Value = nodes.Call("IsNaN", a.Value) },
        StepOperation.IsFinite => a with { Kind = StepKind.Flag, Value = IsFinite(step.Kind, a.Value) },
        StepOperation.IsInfinity => a with { Kind = StepKind.Flag, Value = nodes.Call("Not", nodes.Call("Or", IsFinite(step.Kind, a.Value), nodes.Call("IsNaN", a.Value))) },
        StepOperation.Pow => logic.Strict(a, b, step.Kind, Narrow(step.Kind, nodes.Call("Pow", Wide(step.Kind, a.Value), Wide(step.Kind, b.Value)))),
        StepOperation.Exp or StepOperation.Log or StepOperation.Sin or StepOperation.Cos or StepOperation.Tanh =>
            a with { Value = Narrow(step.Kind, nodes.Call($"{step.Operation}", Wide(step.Kind, a.Value))) },
        _ => throw new NotSupportedException(step.Operation.ToString()),
    };

    private GraphStep Abs(StepKind kind, GraphStep a)
    {
        if (kind.IsFloating() || kind == StepKind.UInt) return a with { Value = nodes.Call("Abs", a.Value) };
        string least = nodes.Call("Equal", a.Value, nodes.Scalar(kind == StepKind.Int ? int.MinValue : long.MinValue));
        return a with { Value = nodes.Call("Abs", a.Value), Error = logic.Either(a.Error, least) };
    }

    private GraphStep Sign(StepKind kind, GraphStep a)
    {
        string above = nodes.Cast(nodes.Call("Greater", a.Value, Zero(kind)), OnnxElementType.Int64), below = nodes.Cast(nodes.Call("Less", a.Value, Zero(kind)), OnnxElementType.Int64);
        string? error = kind.IsFloating() ? logic.Either(a.Error, nodes.Call("IsNaN", a.Value)) : a.Error;
        return a with { Kind = StepKind.Int, Value = nodes.Call("Sub", above, below), Error = error };
    }

    // Of floats NaN is both least and most, and -0 is below 0.
    private GraphStep Extreme(bool isLeast, StepKind kind, GraphStep a, GraphStep b)
    {
        string isFirst = nodes.Call(isLeast ? "Less" : "Greater", a.Value, b.Value);
        if (kind.IsFloating())
        {
            GraphStep signed = isLeast ? a : b;
            string isNegative = nodes.Call("Less", nodes.Call("Div", One(kind), signed.Value), Zero(kind));
            string isSigned = nodes.Call("And", nodes.Call("Equal", a.Value, b.Value), isNegative);
            isFirst = nodes.Call("Or", nodes.Call("Or", isFirst, nodes.Call("IsNaN", a.Value)), isSigned);
        }
        return logic.Strict(a, b, kind, logic.Pick(isFirst, a, b).Value) with { IsRow = true };
    }

    private GraphStep Clamp(GraphStep a, GraphStep low, GraphStep high)
    {
        GraphStep below = logic.Pick(nodes.Call("Greater", a.Value, high.Value), high, a);
        GraphStep value = logic.Pick(nodes.Call("Less", a.Value, low.Value), low, below);
        string isCrossed = nodes.Call("Greater", low.Value, high.Value);
        return logic.Strict(logic.Strict(a, low, a.Kind, value.Value), high, a.Kind, value.Value, isCrossed) with { IsRow = true };
    }

    private string IsFinite(StepKind kind, string value) => kind == StepKind.Float ? nodes.IsFinite(value, 0f) : nodes.IsFinite(value, 0d);

    private string Zero(StepKind kind) => kind switch { StepKind.Float => nodes.Scalar(0f), StepKind.Double => nodes.Scalar(0d), _ => nodes.Scalar(0L) };

    private string One(StepKind kind) => kind == StepKind.Float ? nodes.Scalar(1f) : nodes.Scalar(1d);

    private string Wide(StepKind kind, string value) => kind == StepKind.Float ? nodes.Cast(value, OnnxElementType.Double) : value;

    private string Narrow(StepKind kind, string value) => kind == StepKind.Float ? nodes.Cast(value, OnnxElementType.Float) : value;
}
