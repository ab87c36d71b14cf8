using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>An operator of one value, element by element.</summary>
/// <typeparam name="T">The elements of the value.</typeparam>
/// <typeparam name="TResult">The elements of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class UnaryOperator<T, TResult> : Operator
{
    private protected UnaryOperator()
    {
    }

    /// <summary>Calculates a result for each element.</summary>
    /// <param name="x">The value.</param>
    /// <param name="result">Where the result goes; of the same shape.</param>
    public void Run(Tensor<T> x, [Result] Tensor<TResult> result)
    {
        result.ResizeLike(x);
        Apply(x.Values, result.Values);
    }

    /// <summary>Calculates a run of elements.</summary>
    private protected abstract void Apply(ReadOnlySpan<T> x, Span<TResult> result);
}
