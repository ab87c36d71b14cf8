using MlDsl.Expressions;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>Writes a feature method's steps as nodes that give what the method gives, and end the run where it throws.</summary>
internal sealed class ExpressionGraph
{
    private readonly GraphNodes nodes;
    private readonly FeatureExpression expression;
    private readonly GraphInput[] inputs;
    private readonly GraphStep[] values;
    private readonly GraphLogic logic;
    private readonly GraphArithmetic arithmetic;
    private readonly GraphFunctions functions;

    private ExpressionGraph(GraphNodes nodes, FeatureExpression expression, GraphInput[] inputs)
    {
        (this.nodes, this.expression, this.inputs) = (nodes, expression, inputs);
        values = new GraphStep[expression.Steps.Length];
        logic = new GraphLogic(nodes, inputs[0].Value);
        arithmetic = new GraphArithmetic(nodes, logic);
        functions = new GraphFunctions(nodes, logic);
    }

    /// <summary>The feature's value, as if it were an input.</summary>
    /// <param name="nodes">The graph.</param>
    /// <param name="expression">What is computed; <see cref="ExpressionObstacle"/> has nothing against it.</param>
    /// <param name="input">The column or feature of that name.</param>
    public static GraphInput Write(GraphNodes nodes, FeatureExpression expression, Func<string, GraphInput> input) =>
        new ExpressionGraph(nodes, expression, [.. expression.Members.Select(input)]).Write();

    private GraphInput Write()
    {
        for (int i = 0; i < values.Length; i++) values[i] = Step(in expression.Steps[i]);
        GraphStep result = values[^1];
        DeclaredType type = DeclaredType.Of(expression.Feature);
        string? error = result.Error;
        // What may be missing and is NaN is no missing value: it is refused, as the encoding refuses it.
        if (type is { IsNullable: true, HasNaN: true })
        {
            string isNaN = nodes.Call("IsNaN", result.Value);
            error = logic.Either(error, logic.Both(result.Present, isNaN));
            if (result.Present is { } given) result = logic.Pick(given, result, Number(result.Kind, float.NaN));
        }
        string value = logic.Row(result.Value, result.IsRow);
        if (error is not null) value = Checked(value, logic.Row(error, false));
        if (result.Kind.IsInteger()) value = nodes.Cast(value, type.Element);
        string? present = type.IsNullable ? logic.Row(values[^1].Present ?? nodes.Scalar(true), false) : null;
        if (!type.IsNullable && values[^1].Present is { } mayLack) value = Checked(value, logic.Row(logic.Not(mayLack), false));
        return new GraphInput(expression.Feature, type, value, present);
    }

    // The place 1 of one element is beyond its end, which ends the run.
    private string Checked(string value, string error) =>
        nodes.Call("GatherElements", [value, nodes.Cast(error, OnnxElementType.Int64)], OnnxSetting.Of("axis", 1));

    private GraphStep Step(in ExpressionStep step)
    {
        GraphStep a = step.Operation.Operands() > 0 ? values[step.A] : default, b = values[step.B], c = values[step.C];
        switch (step.Operation)
        {
            case StepOperation.Column: return Column(inputs[step.A], step.Kind);
            case StepOperation.Constant: return Constant(step.Kind, step.Constant);
            case StepOperation.Missing: return Nothing(step.Kind);
            case StepOperation.Select: return logic.Select(a, b, c);
            case StepOperation.And: return a with { Value = nodes.Call("And", a.Value, b.Value), Error = logic.Either(a.Error, logic.Both(a.Value, b.Error)), IsRow = a.IsRow || b.IsRow };
            case StepOperation.Or: return a with { Value = nodes.Call("Or", a.Value, b.Value), Error = logic.Either(a.Error, b.Error is null ? null : logic.Both(logic.Not(a.Value), b.Error)), IsRow = a.IsRow || b.IsRow };
            case StepOperation.Coalesce: return logic.Coalesce(a, b);
            case StepOperation.Then: return b with { Error = logic.Either(a.Error, b.Error), IsRow = a.IsRow || b.IsRow, Value = a.IsRow ? logic.Row(b.Value, b.IsRow) : b.Value };
            case StepOperation.Not: return a with { Value = logic.Not(a.Value) };
            case StepOperation.Present: return new(StepKind.Flag, a.Present ?? nodes.Scalar(true), null, a.Error, a.Present is not null && a.IsRow);
            case StepOperation.Value: return a with { Present = null, Error = a.Present is null ? a.Error : logic.Either(a.Error, logic.Not(a.Present)) };
            case StepOperation.Year or StepOperation.Month or StepOperation.Day or StepOperation.DayOfYear:
                return a with { Kind = StepKind.Int, Value = new DateSteps(nodes, expression.Feature.Member, a.Value, a.Present).Whole(step.Operation) };
        }
        if (step.Operation.IsComparison()) return arithmetic.Compare(step.Operation, a, b);
        return step.Operation is StepOperation.Convert or StepOperation.Neg or (>= StepOperation.Add and <= StepOperation.Rem)
            ? arithmetic.Write(in step, a, b)
            : functions.Write(in step, a, b, c);
    }

    private GraphStep Column(GraphInput input, StepKind kind)
    {
        string value = kind switch
        {
            StepKind.Half => nodes.Cast(input.Value, OnnxElementType.Float),
            _ when kind.IsInteger() && kind != StepKind.Char && input.Type.Element != OnnxElementType.Int64 => nodes.Cast(input.Value, OnnxElementType.Int64),
            _ => input.Value,
        };
        return new GraphStep(kind, value, input.Present, null, true);
    }

    private GraphStep Constant(StepKind kind, StepValue value) => kind switch
    {
        StepKind.Text => new(kind, nodes.Constant([value.Text!]), null, null, false) { Text = value.Text },
        StepKind.Flag => new(kind, nodes.Scalar(value.Flag), null, null, false),
        StepKind.Float => new(kind, nodes.Scalar(value.Float), null, null, false),
        StepKind.Double => new(kind, nodes.Scalar(value.Double), null, null, false),
        StepKind.Decimal => new(kind, nodes.Scalar((double)value.Decimal), null, null, false),
        _ => new(kind, nodes.Scalar(value.Bits), null, null, false),
    };

    private GraphStep Nothing(StepKind kind) => (kind switch
    {
        StepKind.Text or StepKind.Char => new GraphStep(kind, nodes.Constant([""]), null, null, false),
        StepKind.Flag => new(kind, nodes.Scalar(false), null, null, false),
        _ => Number(kind, 0),
    }) with
    { Present = nodes.Scalar(false) };

    private GraphStep Number(StepKind kind, float value) => kind switch
    {
        StepKind.Float or StepKind.Half => new(kind, nodes.Scalar(value), null, null, false),
        StepKind.Double or StepKind.Decimal => new(kind, nodes.Scalar((double)value), null, null, false),
        _ => new(kind, nodes.Scalar(0L), null, null, false),
    };
}
