using MlDsl.Expressions;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Choices between values in a graph, with what is missing and what is an error. A null flag is one that always is, or never.</summary>
/// <param name="nodes">The graph.</param>
/// <param name="column">A column of it, [N, 1]: what has as many rows.</param>
internal sealed class GraphLogic(GraphNodes nodes, string column)
{
    private string? shape;

    /// <summary>Whether one of two errors is there.</summary>
    public string? Either(string? left, string? right) => left is null ? right : right is null ? left : nodes.Call("Or", left, right);

    /// <summary>Whether an error is there where a value is.</summary>
    public string? Both(string? always, string? error) => always is null || error is null ? error : nodes.Call("And", always, error);

    /// <summary>Whether both values are there.</summary>
    public string? Present(GraphStep a, GraphStep b) => a.Present is null ? b.Present : b.Present is null ? a.Present : nodes.Call("And", a.Present, b.Present);

    public string Not(string flag) => nodes.Call("Not", flag);

    /// <summary>A value as [N, 1].</summary>
    public string Row(string value, bool isRow) => isRow ? value : nodes.Call("Expand", value, shape ??= nodes.Call("Shape", column));

    /// <summary>An operation on values, with what is missing or an error in them.</summary>
    public GraphStep Strict(GraphStep a, GraphStep b, StepKind kind, string value, string? error = null)
    {
        string? present = Present(a, b);
        return new GraphStep(kind, value, present, Either(Either(a.Error, b.Error), Both(present, error)), a.IsRow || b.IsRow);
    }

    public GraphStep Select(GraphStep condition, GraphStep then, GraphStep otherwise) => Pick(condition.Value, then, otherwise) with
    {
        Present = Flag(condition.Value, then.Present, otherwise.Present, isNull: true),
        Error = Either(condition.Error, Flag(condition.Value, then.Error, otherwise.Error, isNull: false)),
    };

    public GraphStep Coalesce(GraphStep a, GraphStep b)
    {
        if (a.Present is not { } present) return a;
        return Pick(present, a, b) with
        {
            Present = b.Present is null ? null : nodes.Call("Or", present, b.Present),
            Error = Either(a.Error, b.Error is null ? null : nodes.Call("And", Not(present), b.Error)),
        };
    }

    /// <summary>The value of one or the other, to the bit.</summary>
    public GraphStep Pick(string condition, GraphStep then, GraphStep otherwise)
    {
        GraphStep picked = new(then.Kind, "", then.Present, then.Error, true);
        switch (then.Kind)
        {
            case StepKind.Flag: return picked with { Value = Row(Flag(condition, then.Value, otherwise.Value, false)!, false) };
            // ONNX Runtime's Where turns a chosen -0 into 0; of integers and texts it is exact.
            case StepKind.Float or StepKind.Double or StepKind.Half or StepKind.Decimal:
                string index = nodes.Cast(Not(Row(condition, false)), OnnxElementType.Int64);
                string both = nodes.Beside([Row(then.Value, then.IsRow), Row(otherwise.Value, otherwise.IsRow)]);
                return picked with { Value = nodes.Call("GatherElements", [both, index], OnnxSetting.Of("axis", 1)) };
            default: return picked with { Value = nodes.Where(Row(condition, false), then.Value, otherwise.Value) };
        }
    }

    // A choice between flags, which Where does not know.
    private string? Flag(string condition, string? then, string? otherwise, bool isNull)
    {
        if (then is null && otherwise is null) return null;
        string left = then is null ? isNull ? condition : "" : nodes.Call("And", condition, then);
        string right = otherwise is null ? isNull ? Not(condition) : "" : nodes.Call("And", Not(condition), otherwise);
        return left.Length == 0 ? right : right.Length == 0 ? left : nodes.Call("Or", left, right);
    }
}
