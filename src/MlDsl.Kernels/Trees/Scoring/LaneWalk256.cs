using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// The same as <see cref="LaneWalk512"/> for AVX2: 32 rows at a time in pairs of vectors, so that finding a condition's ranks and spreading
/// its limit serves two; what is chosen below the first chunk waits in memory, as sixteen registers do not hold it. Leaf values are looked
/// up one by one.
/// </summary>
internal static unsafe class LaneWalk256
{
    private const int Rows = 32, Half = Rows / 2;

    public static bool IsSupported => Avx2.IsSupported;

    /// <inheritdoc cref="LaneWalk.Run"/>
    [SkipLocalsInit]
    public static void Run(PackedTrees packed, short* columns, int number, int count, float* sums)
    {
        PackedBlock* block = packed.Blocks + number;
        short* offsets = stackalloc short[ChunkForest.Lanes * Rows];
        for (int i = 0; i < block->TreeCount; i++)
        {
            int tree = (number * PackedBlock.MaxTrees) + i;
            byte* root = packed.Chunks + packed.Roots[tree];
            byte* values = root + ChunkForest.ExitsAt;
            float* into = sums + (packed.TreeOutputs[tree] * LaneWalk.Stride);
            for (int row = 0; row < count; row += Rows)
            {
                FindLeaves(columns + row, root, block->FanOut, offsets);
                for (int k = 0; k < Rows; k++) into[row + k] += *(float*)(values + offsets[k]);
            }
        }
    }

    /// <summary>Writes where the leaves' values lie, in bytes from the first chunk's ways out.</summary>
    private static void FindLeaves(short* x, byte* root, int fanOut, short* into)
    {
        if (fanOut == 1)
        {
            FindWays(x, root, 0, into);
            return;
        }
        for (int way = 0; way < fanOut; way++)
        {
            int offset = ChunkForest.ChunkSize * (1 + way);
            FindWays(x, root + offset, offset, into + (way * Rows));
        }

        // The conditions of the first chunk, from its lowest level up: each chooses between two neighbours.
        for (int width = fanOut / 2, lane = ChunkForest.Lanes / 2; width > 0; width /= 2, lane /= 2)
            for (int i = 0; i < width; i++) Merge(x, root, lane + i, into + (2 * i * Rows), into + (i * Rows));
    }

    private static void Merge(short* x, byte* root, int lane, short* pair, short* into)
    {
        Choose(
            x,
            root,
            lane,
            Vector256.Load(pair),
            Vector256.Load(pair + Half),
            Vector256.Load(pair + Rows),
            Vector256.Load(pair + Rows + Half),
            out Vector256<short> low,
            out Vector256<short> high);
        low.Store(into);
        high.Store(into + Half);
    }

    /// <summary>Writes four times the way out of a chunk, plus an offset.</summary>
    private static void FindWays(short* x, byte* chunk, int offset, short* into)
    {
        ChooseWay(x, chunk, 4, 0, out Vector256<short> a0, out Vector256<short> a1);
        ChooseWay(x, chunk, 5, 8, out Vector256<short> b0, out Vector256<short> b1);
        Choose(x, chunk, 2, a0, a1, b0, b1, out a0, out a1);
        ChooseWay(x, chunk, 6, 16, out b0, out b1);
        ChooseWay(x, chunk, 7, 24, out Vector256<short> c0, out Vector256<short> c1);
        Choose(x, chunk, 3, b0, b1, c0, c1, out b0, out b1);
        Choose(x, chunk, 1, a0, a1, b0, b1, out a0, out a1);
        Vector256<short> start = Vector256.Create((short)offset);
        (a0 + start).Store(into);
        (a1 + start).Store(into + Half);
    }

    /// <summary>A way to the left, four times its number, or its neighbour to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ChooseWay(short* x, byte* chunk, int lane, short left, out Vector256<short> low, out Vector256<short> high)
    {
        Vector256<short> no = Vector256.Create(left), yes = Vector256.Create((short)(left + sizeof(int)));
        Choose(x, chunk, lane, no, no, yes, yes, out low, out high);
    }

    /// <summary>Where the rank exceeds the limit of a condition, yes; elsewhere no; for 32 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose(
        short* x,
        byte* chunk,
        int lane,
        Vector256<short> no0,
        Vector256<short> no1,
        Vector256<short> yes0,
        Vector256<short> yes1,
        out Vector256<short> low,
        out Vector256<short> high)
    {
        nuint column = (nuint)((ushort*)chunk)[lane] * (LaneWalk.Stride * sizeof(short));
        var ranks = (short*)((byte*)x + column);
        Vector256<short> limit = Vector256.Create(((short*)(chunk + ChunkForest.LimitsAt))[lane]);
        low = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.LoadAligned(ranks), limit), yes0, no0);
        high = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.LoadAligned(ranks + Half), limit), yes1, no1);
    }
}
