using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels;

/// <summary>The same as <see cref="LaneWalk512"/> with 16 rows at a time, for AVX2; leaf values are looked up one by one.</summary>
internal static unsafe class LaneWalk256
{
    private const int Rows = 16;

    public static bool IsSupported => Vector256.IsHardwareAccelerated;

    /// <inheritdoc cref="LaneWalk.Run"/>
    [SkipLocalsInit]
    public static void Run(PackedTrees packed, short* columns, int number, int count, float* sums)
    {
        PackedBlock* block = packed.Blocks + number;
        short* offsets = stackalloc short[Rows];
        for (int i = 0; i < block->TreeCount; i++)
        {
            int tree = (number * PackedBlock.MaxTrees) + i;
            byte* root = packed.Chunks + packed.Roots[tree];
            byte* values = root + ChunkForest.ExitsAt;
            float* into = sums + (packed.TreeOutputs[tree] * LaneWalk.Stride);
            for (int row = 0; row < count; row += Rows)
            {
                Offsets(columns + row, root, block->FanOut).Store(offsets);
                for (int k = 0; k < Rows; k++) into[row + k] += *(float*)(values + offsets[k]);
            }
        }
    }

    /// <summary>Where the leaf's value lies, in bytes from the first chunk's ways out.</summary>
    private static Vector256<short> Offsets(short* x, byte* root, int fanOut) => fanOut switch
    {
        1 => Ways(x, root),
        2 => Choose(x, root, 4, Below(x, root, 0), Below(x, root, 1)),
        4 => Four(x, root, 2, 0),
        _ => Choose(x, root, 1, Four(x, root, 2, 0), Four(x, root, 3, 4)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Choose(short* x, byte* chunk, int lane, Vector256<short> no, Vector256<short> yes)
    {
        short* ranks = x + (((ushort*)chunk)[lane] * LaneWalk.Stride);
        Vector256<short> limit = Vector256.Create(((short*)(chunk + ChunkForest.LimitsAt))[lane]);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Load(ranks), limit), yes, no);
    }

    /// <summary>Four times the way out of a chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Ways(short* x, byte* chunk)
    {
        Vector256<short> a = Choose(x, chunk, 4, Vector256<short>.Zero, Vector256.Create((short)4));
        Vector256<short> b = Choose(x, chunk, 5, Vector256.Create((short)8), Vector256.Create((short)12));
        Vector256<short> c = Choose(x, chunk, 6, Vector256.Create((short)16), Vector256.Create((short)20));
        Vector256<short> d = Choose(x, chunk, 7, Vector256.Create((short)24), Vector256.Create((short)28));
        return Choose(x, chunk, 1, Choose(x, chunk, 2, a, b), Choose(x, chunk, 3, c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Below(short* x, byte* root, int way)
    {
        int offset = ChunkForest.ChunkSize * (1 + way);
        return Ways(x, root + offset) + Vector256.Create((short)offset);
    }

    /// <summary>The same below four ways out of the first chunk; the conditions below a lane lie at twice its place.</summary>
    private static Vector256<short> Four(short* x, byte* root, int lane, int way) => Choose(
        x,
        root,
        lane,
        Choose(x, root, 2 * lane, Below(x, root, way), Below(x, root, way + 1)),
        Choose(x, root, (2 * lane) + 1, Below(x, root, way + 2), Below(x, root, way + 3)));
}
