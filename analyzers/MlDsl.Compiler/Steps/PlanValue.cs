using MlDsl.Kernels;

namespace MlDsl.Compiler.Steps;

/// <summary>A value of the graph: what a caller gives, what an operator makes, or a constant.</summary>
internal sealed class PlanValue(string name, Type element, Tensor? constant)
{
    public string Name => name;

    public Type Element => element;

    /// <summary>The value itself where it is known while building.</summary>
    public Tensor? Constant => constant;

    /// <summary>Sizes and symbols, such as <c>["batch", 4]</c>; null where they are only known in a call.</summary>
    public string? Shape { get; set; }

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
