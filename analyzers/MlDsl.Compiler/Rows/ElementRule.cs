using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>Operators of each element for itself become an expression per element; shapes are broadcast by the rule of numpy.</summary>
internal static class ElementRule
{
    private static readonly Type[] Calculated = [typeof(float), typeof(double), typeof(long), typeof(int)];

    private static readonly Dictionary<Type, string> Numbers = new()
    {
        [typeof(Add<>)] = "add",
        [typeof(Sub<>)] = "subtract",
        [typeof(Mul<>)] = "multiply",
        [typeof(Div<>)] = "divide",
        [typeof(Max<>)] = "max",
        [typeof(Min<>)] = "min",
        [typeof(Sum<>)] = "add",
        [typeof(Neg<>)] = "negate",
        [typeof(Abs<>)] = "abs",
        [typeof(Sqrt<>)] = "sqrt",
        [typeof(Floor<>)] = "floor",
        [typeof(Ceil<>)] = "ceiling",
        [typeof(Sigmoid<>)] = "sigmoid",
        [typeof(Tanh<>)] = "tanh",
        [typeof(Exp<>)] = "exp",
    };

    private static readonly Dictionary<Type, string> Truths = new()
    {
        [typeof(Equal<>)] = "equal",
        [typeof(Greater<>)] = "greater",
        [typeof(Less<>)] = "less",
        [typeof(GreaterOrEqual<>)] = "notless",
        [typeof(LessOrEqual<>)] = "notgreater",
        [typeof(IsNaN<>)] = "isnan",
        [typeof(And)] = "and",
        [typeof(Or)] = "or",
        [typeof(Xor)] = "xor",
        [typeof(Not)] = "not",
    };

    private static readonly HashSet<Type> Variadic = [typeof(Max<>), typeof(Min<>), typeof(Sum<>)];

    public static RowCell[][]? Apply(RowStep step)
    {
        Type open = step.Class.IsGenericType ? step.Class.GetGenericTypeDefinition() : step.Class;
        if (open == typeof(Cast<,>)) return CastRule(step);
        if (open == typeof(Clip<>)) return Clip(step);
        if (open == typeof(Relu<>)) return Zero(step) is { } zero ? [[.. step.Cells.Select(cell => step.Calculate("raise", cell.Element, cell, zero))]] : null;
        if (open == typeof(LeakyRelu<>)) return Zero(step) is { Element: var single } none && single == typeof(float) ? [[.. step.Cells.Select(cell => Leaky(step, cell, none))]] : null;
        if (open == typeof(Where<>)) return Broadcast(step) is { } choices && IsPlain(step.Class.GetGenericArguments()[0]) ? [Fold(step, "choose", step.Class.GetGenericArguments()[0], choices, isVariadic: false)] : null;
        if (open == typeof(ClipByAttributes<>) && step.Class.GetGenericArguments()[0] == typeof(float))
            return [[.. step.Cells.Select(cell => Limited(step, cell, step.Argument("min", float.MinValue), step.Argument("max", float.MaxValue)))]];
        bool isTruth = Truths.TryGetValue(open, out string? operation);
        if (!isTruth && !Numbers.TryGetValue(open, out operation)) return null;

        // Before opset 7 a value may begin at an axis of the other one.
        if (step.Argument<object>("axis") is not null) return null;
        Type element = step.Class.IsGenericType ? step.Class.GetGenericArguments()[0] : typeof(bool);
        return Takes(operation!, element) && Broadcast(step) is { } operands ? [Fold(step, operation!, isTruth ? typeof(bool) : element, operands, Variadic.Contains(open))] : null;
    }

    private static bool Takes(string operation, Type element) => operation switch
    {
        "and" or "or" or "xor" or "not" => element == typeof(bool),
        "sigmoid" or "tanh" or "exp" => element == typeof(float),
        "add" or "subtract" or "multiply" or "equal" or "greater" or "less" or "notless" or "notgreater" => Calculated.Contains(element),
        _ => element == typeof(float) || element == typeof(double),
    };

    /// <summary>A cell kept between two limits, of which the upper one wins.</summary>
    private static RowCell Limited(RowStep step, RowCell cell, object min, object max)
    {
        RowCell raised = step.Calculate("raise", cell.Element, cell, new ConstantCell(cell.Element, min));
        return step.Calculate("lower", cell.Element, raised, new ConstantCell(cell.Element, max));
    }

    private static ConstantCell? Zero(RowStep step) => step.Class.GetGenericArguments()[0] is var element && element == typeof(float) ? new(element, 0f) : element == typeof(double) ? new(element, 0d) : null;

    private static RowCell Leaky(RowStep step, RowCell cell, RowCell zero)
    {
        RowCell isBelow = step.Calculate("less", typeof(bool), cell, zero), sloped = step.Calculate("multiply", typeof(float), cell, new ConstantCell(typeof(float), step.Argument("alpha", 0.01f)));
        return step.Calculate("choose", typeof(float), isBelow, sloped, cell);
    }

    private static RowCell[][]? Clip(RowStep step)
    {
        object? min = Limit(step, 1, "MinValue"), max = Limit(step, 2, "MaxValue");
        return min is null || max is null ? null : [[.. step.Cells.Select(cell => Limited(step, cell, min, max))]];
    }

    // A limit that is left out is the type's own.
    private static object? Limit(RowStep step, int input, string otherwise)
    {
        Type element = step.Class.GetGenericArguments()[0];
        if (!Calculated.Contains(element)) return null;
        if (input >= step.Inputs.Length || step.Step.Inputs[input] is null) return element.GetField(otherwise)!.GetValue(null);
        return step.Step.Inputs[input]!.Constant is { Length: 1 } limit ? Constants(limit)[0].Value : null;
    }

    private static RowCell[][]? CastRule(RowStep step)
    {
        Type from = step.Class.GetGenericArguments()[0], to = step.Class.GetGenericArguments()[1];
        if (!IsPlain(from) || !IsPlain(to) || from == typeof(string) || to == typeof(string)) return null;
        string operation = to == typeof(bool) ? "isnotzero" : from == typeof(bool) ? "number" : "convert";
        return [[.. step.Cells.Select(cell => Widened(cell, to) ?? step.Calculate(operation, to, cell))]];
    }

    // What a position chooses is known now, also beside cells that are not.
    private static ColumnCell? Widened(RowCell cell, Type to) =>
        cell is ColumnCell { Values: float[] singles } column && to == typeof(double) ? new ColumnCell(column.Position, Array.ConvertAll(singles, static value => (double)value)) : null;

    private static bool IsPlain(Type element) => element != typeof(Half);

    // Of any number of values the first two, then the result and the third, and so on.
    private static RowCell[] Fold(RowStep step, string operation, Type element, RowCell[][] operands, bool isVariadic)
    {
        var cells = new RowCell[operands[0].Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (!isVariadic) cells[i] = step.Calculate(operation, element, [.. operands.Select(operand => operand[i])]);
            else cells[i] = operands.Skip(1).Aggregate(operands[0][i], (so, operand) => step.Calculate(operation, element, so, operand[i]));
        }
        return cells;
    }

    /// <summary>The cells of each input, as many as the result has; null where they do not go together within a row.</summary>
    private static RowCell[][]? Broadcast(RowStep step)
    {
        long[] sizes = step.Step.Outputs[0]!.Rows!.Sizes;
        var operands = new RowCell[step.Inputs.Length][];
        for (int i = 0; i < operands.Length; i++)
        {
            if (step.Inputs[i] is { } value)
            {
                // A value with fewer dimensions would meet another one's rows with its own.
                if (value.Shape.Length != sizes.Length) return null;
                operands[i] = Broadcast(value.Cells, value.Shape, sizes);
            }
            else if (step.Step.Inputs[i]?.Constant is { } constant && Shape(constant, sizes.Length) is { } shape && Constants(constant) is { Length: > 0 } cells)
            {
                operands[i] = Broadcast(cells, shape, sizes);
            }
            else return null;
        }
        return operands;
    }

    // Of a constant the dimension of the batch, where it has one, is 1.
    private static long[]? Shape(Tensor constant, int rank)
    {
        long[] shape = constant.Shape.ToArray();
        if (shape.Length > rank) shape = shape.Length == rank + 1 && shape[0] == 1 ? shape[1..] : null!;
        return shape is null ? null : [.. Enumerable.Repeat(1L, rank - shape.Length), .. shape];
    }

    private static RowCell[] Broadcast(RowCell[] cells, long[] shape, long[] sizes)
    {
        var result = new RowCell[sizes.Aggregate(1L, static (product, size) => product * size)];
        for (int i = 0; i < result.Length; i++)
        {
            long at = 0, rest = i, stride = 1;
            for (int d = sizes.Length - 1; d >= 0; d--)
            {
                long place = rest % sizes[d];
                rest /= sizes[d];
                if (shape[d] != 1) at += place * stride;
                stride *= shape[d];
            }
            result[i] = cells[at];
        }
        return result;
    }

    private static ConstantCell[] Constants(Tensor tensor) => tensor switch
    {
        Tensor<float> t => Of(t),
        Tensor<double> t => Of(t),
        Tensor<long> t => Of(t),
        Tensor<int> t => Of(t),
        Tensor<bool> t => Of(t),
        Tensor<string> t => Of(t),
        _ => [],
    };

    private static ConstantCell[] Of<T>(Tensor<T> tensor) => [.. tensor.Values.ToArray().Select(static value => new ConstantCell(typeof(T), value!))];
}
