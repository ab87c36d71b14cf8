using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// Which elements of a value become one: the reduced dimensions of each element of the result, walked in row-major order.
/// </summary>
internal ref struct ReduceWalk
{
    private readonly int rank;
    private EightFlags isReduced;
    private EightNumbers sizes, strides;

    /// <param name="shape">The value's shape.</param>
    public ReduceWalk(ReadOnlySpan<long> shape)
    {
        rank = shape.Length;
        for (int i = 0; i < rank; i++) sizes[i] = (int)shape[i];
        Strides.Of(shape, strides);
    }

    /// <summary>Whether the reduced dimensions are the last ones, so that each result comes from neighbours.</summary>
    public readonly bool IsContiguous
    {
        get
        {
            bool isBehindReduced = false;
            for (int i = 0; i < rank; i++)
            {
                if (sizes[i] == 1) continue;
                if (isReduced[i]) isBehindReduced = true;
                else if (isBehindReduced) return false;
            }
            return true;
        }
    }

    /// <summary>The elements that become one.</summary>
    public readonly int Count
    {
        get
        {
            int count = 1;
            for (int i = 0; i < rank; i++)
                if (isReduced[i]) count *= sizes[i];
            return count;
        }
    }

    public void Reduce(int axis) => isReduced[axis] = true;

    /// <summary>Gives the result its shape.</summary>
    public readonly void Resize(Tensor result, bool keepsDimensions)
    {
        Span<long> shape = stackalloc long[Tensor.MaxRank];
        int kept = 0;
        for (int i = 0; i < rank; i++)
        {
            if (!isReduced[i]) shape[kept++] = sizes[i];
            else if (keepsDimensions) shape[kept++] = 1;
        }
        result.Resize(shape[..kept]);
    }

    /// <summary>Where the group of each result begins.</summary>
    public readonly int Start(int result) => Offset(result, reduced: false);

    /// <summary>Where an element of a group lies, from its beginning.</summary>
    public readonly int Member(int number) => Offset(number, reduced: true);

    private readonly int Offset(int number, bool reduced)
    {
        int offset = 0;
        for (int i = rank - 1; i >= 0; i--)
        {
            if (isReduced[i] != reduced) continue;
            offset += number % sizes[i] * strides[i];
            number /= sizes[i];
        }
        return offset;
    }

    [InlineArray(Tensor.MaxRank)]
    private struct EightFlags
    {
        private bool first;
    }

    [InlineArray(Tensor.MaxRank)]
    private struct EightNumbers
    {
        private int first;
    }
}
