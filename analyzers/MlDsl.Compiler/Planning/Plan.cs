using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Rows;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Planning;

/// <summary>A value of the graph: what a caller gives, what an operator makes, or a constant.</summary>
internal sealed class PlanValue(string name, Type element, Tensor? constant)
{
    public string Name => name;

    public Type Element => element;

    /// <summary>The value itself where it is known while building.</summary>
    public Tensor? Constant => constant;

    /// <summary>Sizes and symbols, such as <c>["batch", 4]</c>; null where they are only known in a call.</summary>
    public string? Shape { get; set; }

    /// <summary>Its sizes in the first of the two runs by which shapes are inferred; null where it was not run.</summary>
    public long[]? Sizes { get; set; }

    /// <summary>How it is made of rows, where its first dimension is a batch and all others are fixed.</summary>
    public RowShape? Rows { get; set; }

    /// <summary>A tensor that a call can write.</summary>
    public Tensor Make() => (Tensor)Activator.CreateInstance(typeof(Tensor<>).MakeGenericType(element))!;
}

/// <summary>The rows of a value.</summary>
/// <param name="Batch">The sizes of its first dimension in the two runs by which shapes are inferred: equal where it is one batch.</param>
/// <param name="Sizes">The sizes of a row.</param>
internal sealed record RowShape((long, long) Batch, long[] Sizes)
{
    /// <summary>The elements of a row.</summary>
    public long Width => Sizes.Aggregate(1L, static (product, size) => product * size);
}

/// <summary>One call of an operator.</summary>
/// <param name="Node">How messages call the node.</param>
/// <param name="Operator">The operator with its attributes.</param>
/// <param name="Inputs">Its inputs; null for one that is left out.</param>
/// <param name="Outputs">Its outputs; null for one that nobody wants.</param>
internal sealed record PlanStep(string Node, BoundOperator Operator, IReadOnlyList<PlanValue?> Inputs, IReadOnlyList<PlanValue?> Outputs)
{
    /// <summary>The operator that stands in its place where a class makes a choice, by the name of that choice.</summary>
    public (string Choice, BoundOperator Operator)? Instead { get; init; }
}

/// <summary>A graph that can be compiled, or the reasons why it cannot.</summary>
internal sealed record Plan
{
    public required IReadOnlyList<PlanValue> Inputs { get; init; }

    public required IReadOnlyList<PlanValue> Outputs { get; init; }

    /// <summary>The calls in their order, without those that nothing depends on.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>The same as a program of one row; null where not every operator takes each row for itself.</summary>
    public RowProgram? Program { get; init; }

    /// <summary>Why there is no such program; empty where there is one.</summary>
    public string NotByRows { get; init; } = "";

    /// <summary>Node and reason of all that cannot be compiled; empty for a plan that stands.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    public static Plan Unsupported(IReadOnlyList<string> obstacles) => new() { Inputs = [], Outputs = [], Steps = [], Obstacles = obstacles };
}
