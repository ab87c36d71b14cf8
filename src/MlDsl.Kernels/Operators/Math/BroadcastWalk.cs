using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// Walks up to three values of different shapes together, by the rule of numpy: shapes are aligned at their last dimension, and a
/// dimension of one element stands for as many as the others have. Dimensions that all operands walk alike are merged, so that each
/// step is a run in which an operand either moves along or stands still.
/// </summary>
internal ref struct BroadcastWalk
{
    private readonly int rank;
    private Sizes sizes, left, strideX, strideY, strideZ;
    private Shape8 shape;
    private int groups;

    /// <summary>Prepares the walk; without a third operand its shape is empty.</summary>
    public BroadcastWalk(ReadOnlySpan<long> x, ReadOnlySpan<long> y, ReadOnlySpan<long> z = default)
    {
        rank = Math.Max(x.Length, Math.Max(y.Length, z.Length));
        Run = 1;
        Fits = true;
        int spanX = 1, spanY = 1, spanZ = 1;
        for (int back = 1; back <= rank; back++)
        {
            long sizeX = At(x, back), sizeY = At(y, back), sizeZ = At(z, back);
            long size = sizeX != 1 ? sizeX : sizeY != 1 ? sizeY : sizeZ;
            Fits &= (sizeX == 1 || sizeX == size) && (sizeY == 1 || sizeY == size) && (sizeZ == 1 || sizeZ == size);
            shape[rank - back] = size;
            if (size == 1) continue;
            Add((int)size, sizeX == 1 ? 0 : spanX, sizeY == 1 ? 0 : spanY, sizeZ == 1 ? 0 : spanZ);
            (spanX, spanY, spanZ) = (spanX * (int)sizeX, spanY * (int)sizeY, spanZ * (int)sizeZ);
        }
        if (groups > 0) Run = sizes[0];
    }

    /// <summary>Whether the shapes go together; if not, there is nothing to walk.</summary>
    public bool Fits { get; }

    /// <summary>The elements of a step.</summary>
    public int Run { get; }

    /// <summary>Where the first operand is.</summary>
    public int X { get; private set; }

    /// <summary>Where the second operand is.</summary>
    public int Y { get; private set; }

    /// <summary>Where the third operand is.</summary>
    public int Z { get; private set; }

    /// <summary>The elements of the first operand in a step: all, or one for all.</summary>
    public readonly int RunX => groups > 0 && strideX[0] == 0 ? 1 : Run;

    /// <summary>The elements of the second operand in a step.</summary>
    public readonly int RunY => groups > 0 && strideY[0] == 0 ? 1 : Run;

    /// <summary>The elements of the third operand in a step.</summary>
    public readonly int RunZ => groups > 0 && strideZ[0] == 0 ? 1 : Run;

    /// <summary>The shape that all have in common.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<long> Shape => ((ReadOnlySpan<long>)shape)[..rank];

    /// <summary>Goes on to the next run.</summary>
    public void Next()
    {
        for (int g = 1; g < groups; g++)
        {
            X += strideX[g];
            Y += strideY[g];
            Z += strideZ[g];
            if (--left[g] > 0) return;
            left[g] = sizes[g];
            X -= strideX[g] * sizes[g];
            Y -= strideY[g] * sizes[g];
            Z -= strideZ[g] * sizes[g];
        }
    }

    private static long At(ReadOnlySpan<long> shape, int back) => back <= shape.Length ? shape[^back] : 1;

    // From the last dimension to the first: one that continues the one before it, for every operand, becomes part of it.
    private void Add(int size, int x, int y, int z)
    {
        int g = groups - 1;
        if (g >= 0 && x == strideX[g] * sizes[g] && y == strideY[g] * sizes[g] && z == strideZ[g] * sizes[g])
        {
            left[g] = sizes[g] *= size;
            return;
        }
        g = groups++;
        (left[g], sizes[g], strideX[g], strideY[g], strideZ[g]) = (size, size, x, y, z);
    }

    [InlineArray(Tensor.MaxRank)]
    private struct Sizes
    {
        private int first;
    }

    [InlineArray(Tensor.MaxRank)]
    private struct Shape8
    {
        private long first;
    }
}
