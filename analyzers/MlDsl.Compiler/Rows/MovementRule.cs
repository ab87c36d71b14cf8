using MlDsl.Compiler.Catalog;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>
/// Operators that only move elements vanish: each is run here on numbers that say where an element comes from. That no element leaves
/// its row is seen in what comes out.
/// </summary>
internal static class MovementRule
{
    private static readonly HashSet<Type> Known =
    [
        typeof(Identity<>), typeof(Concat<>), typeof(Split<>), typeof(SplitOf<>), typeof(Reshape<>), typeof(ReshapeTo<>), typeof(Flatten<>), typeof(Squeeze<>), typeof(SqueezeOf<>),
        typeof(Unsqueeze<>), typeof(UnsqueezeOf<>), typeof(Transpose<>), typeof(Slice<,>), typeof(SliceOf<>), typeof(Gather<,>), typeof(ArrayFeatureExtractor<>), typeof(Expand<>), typeof(Tile<>),
    ];

    public static RowCell[][]? Apply(RowStep step)
    {
        if (step.Class == typeof(ZipMap)) return [step.Cells];
        if (!step.Class.IsGenericType) return null;
        if (step.Class.GetGenericTypeDefinition() == typeof(Cast<,>) && step.Class.GetGenericArguments() is [var from, var to] && from == to) return [step.Cells];
        if (!Known.Contains(step.Class.GetGenericTypeDefinition())) return null;

        // What is moved is no constant, and what says how it is moved is one.
        Type open = step.Class.GetGenericTypeDefinition(), moved = open.GetGenericArguments()[0];
        RunParameter[] parameters = [.. RunParameter.Of(open).Where(static parameter => !parameter.IsResult)];
        for (int i = 0; i < step.Inputs.Length; i++)
            if (step.Step.Inputs[i] is not null && (parameters[Math.Min(i, parameters.Length - 1)].Element == moved) == (step.Inputs[i] is null)) return null;
        return Places(step, 2) is { } two && Places(step, 3) is { } three && two.Zip(three).All(static pair => pair.First.SequenceEqual(pair.Second)) ? Moved(step, two) : null;
    }

    private static RowCell[][] Moved(RowStep step, int[][] places)
    {
        RowCell[] all = [.. step.Inputs.OfType<RowValue>().SelectMany(static value => value.Cells)];
        return [.. places.Select(output => output.Select(place => all[place]).ToArray())];
    }

    /// <summary>Which cell each cell of an output is; null where rows are mixed.</summary>
    private static int[][]? Places(RowStep step, int rows)
    {
        Type[] types = step.Class.GetGenericArguments();
        types[0] = typeof(long);
        Type type = step.Class.GetGenericTypeDefinition().MakeGenericType(types);
        long width = step.Inputs.OfType<RowValue>().Sum(static value => value.Cells.Length), start = 0;
        var inputs = new Tensor?[step.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (step.Inputs[i] is not { } value)
            {
                inputs[i] = step.Step.Inputs[i]?.Constant;
                continue;
            }
            long[] ids = [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, value.Cells.Length).Select(cell => (row * width) + start + cell))];
            inputs[i] = new Tensor<long>(ids, [rows, .. value.Shape]);
            start += value.Cells.Length;
        }
        Tensor[] outputs = [.. step.Step.Outputs.Select(static _ => new Tensor<long>())];
        try
        {
            List<OperatorArgument> arguments = [.. step.Step.Operator.Arguments];
            new BoundOperator(type, arguments, AttributeBinder.Create(type, arguments), RunParameter.Of(type)).Run(inputs, outputs);
        }
        catch (Exception e) when (e is OperatorException or UnsupportedException or InvalidCastException)
        {
            return null;
        }
        var places = new int[outputs.Length][];
        for (int i = 0; i < outputs.Length; i++)
        {
            long[] ids = ((Tensor<long>)outputs[i]).Values.ToArray();
            int own = ids.Length / rows;
            if (own * rows != ids.Length || ids.Where((id, at) => id / width != at / own || id % width != ids[at % own]).Any()) return null;
            places[i] = [.. ids.Take(own).Select(static id => (int)id)];
        }
        return places;
    }
}
