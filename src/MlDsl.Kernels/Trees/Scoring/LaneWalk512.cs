using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Evaluates all conditions of shallow trees with rows in the lanes of a vector, 32 at a time, and chooses from the leaves upwards: no
/// index, no branch, no gather. Needs AVX-512BW.
/// </summary>
internal static unsafe class LaneWalk512
{
    private const int Rows = 32, Half = Rows / 2;

    public static bool IsSupported => Avx512BW.IsSupported;

    /// <inheritdoc cref="LaneWalk.Run"/>
    public static void Run(PackedTrees packed, short* columns, int number, int count, float* sums)
    {
        PackedBlock* block = packed.Blocks + number;
        for (int i = 0; i < block->TreeCount; i++)
        {
            int tree = (number * PackedBlock.MaxTrees) + i;
            byte* root = packed.Chunks + packed.Roots[tree];
            float* into = sums + (packed.TreeOutputs[tree] * LaneWalk.Stride);
            for (int row = 0; row < count; row += Rows) AddTree(columns + row, root, block->FanOut, into + row);
        }
    }

    // Straight-line code, to which a profile adds nothing but a worse order of its instructions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTree(short* x, byte* root, int fanOut, float* into)
    {
        Vector512<byte> limits = Limits(root);
        Vector512<short> leaf;
        switch (fanOut)
        {
            case 1:
                leaf = Ways(x, root);
                break;
            case 2:
                leaf = Choose(x, root, limits, 4, Below(x, root, 0), Below(x, root, 1));
                break;
            case 4:
                leaf = Four(x, root, limits, 2, 0);
                break;
            default:
                leaf = Choose(x, root, limits, 1, Four(x, root, limits, 2, 0), Four(x, root, limits, 3, 4));
                break;
        }
        (Vector512<int> low, Vector512<int> high) = Vector512.Widen(leaf);
        Add(into, Values(root, fanOut, low));
        Add(into + Half, Values(root, fanOut, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* into, Vector512<float> values) => (Vector512.Load(into) + values).Store(into);

    /// <summary>Where the rank exceeds the limit of a condition, yes; elsewhere no.</summary>
    /// <param name="x">The ranks.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="limits">Its limits, eight of them four times.</param>
    /// <param name="lane">The place of the condition.</param>
    /// <param name="no">What is chosen where the condition does not hold.</param>
    /// <param name="yes">What is chosen where it does.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Choose(
        short* x, byte* chunk, Vector512<byte> limits, int lane, Vector512<short> no, Vector512<short> yes)
    {
        // One limit is spread by a shuffle: spreading 16 bits from memory takes a dozen cycles on some processors.
        Vector512<byte> spread = Vector512.Create((short)((2 * lane) | (((2 * lane) + 1) << 8))).AsByte();
        Vector512<short> limit = Avx512BW.Shuffle(limits, spread).AsInt16();
        nuint column = (nuint)((ushort*)chunk)[lane] * (LaneWalk.Stride * sizeof(short));
        Vector512<short> ranks = Vector512.LoadAligned((short*)((byte*)x + column));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(ranks, limit), yes, no);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Limits(byte* chunk) => Avx512F.BroadcastVector128ToVector512((int*)(chunk + ChunkForest.LimitsAt)).AsByte();

    /// <summary>The way out of a chunk, 0 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Ways(short* x, byte* chunk)
    {
        Vector512<byte> limits = Limits(chunk);
        Vector512<short> a = Choose(x, chunk, limits, 4, Vector512<short>.Zero, Vector512.Create((short)1));
        Vector512<short> b = Choose(x, chunk, limits, 5, Vector512.Create((short)2), Vector512.Create((short)3));
        Vector512<short> c = Choose(x, chunk, limits, 6, Vector512.Create((short)4), Vector512.Create((short)5));
        Vector512<short> d = Choose(x, chunk, limits, 7, Vector512.Create((short)6), Vector512.Create((short)7));
        return Choose(x, chunk, limits, 1, Choose(x, chunk, limits, 2, a, b), Choose(x, chunk, limits, 3, c, d));
    }

    /// <summary>The leaf below one of the first chunk's ways out, counted from the tree's first leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Below(short* x, byte* root, int way) =>
        Ways(x, root + (ChunkForest.ChunkSize * (1 + way))) + Vector512.Create((short)(ChunkForest.Lanes * way));

    /// <summary>The leaf below four ways out of the first chunk; the conditions below a lane lie at twice its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Four(short* x, byte* root, Vector512<byte> limits, int lane, int way) => Choose(
        x,
        root,
        limits,
        lane,
        Choose(x, root, limits, 2 * lane, Below(x, root, way), Below(x, root, way + 1)),
        Choose(x, root, limits, (2 * lane) + 1, Below(x, root, way + 2), Below(x, root, way + 3)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Values(byte* root, int fanOut, Vector512<int> leaf)
    {
        switch (fanOut)
        {
            case 1:
                Vector256<float> only = Vector256.Load((float*)(root + ChunkForest.ExitsAt));
                return Avx512F.PermuteVar16x32(Vector512.Create(only, only), leaf);
            case 2:
                return Avx512F.PermuteVar16x32(Table(root, 0), leaf);
            case 4:
                return Avx512F.PermuteVar16x32x2(Table(root, 0), leaf, Table(root, 2));
            default:
                return Vector512.ConditionalSelect(
                    Vector512.GreaterThan(leaf, Vector512.Create((4 * ChunkForest.Lanes) - 1)).AsSingle(),
                    Avx512F.PermuteVar16x32x2(Table(root, 4), leaf, Table(root, 6)),
                    Avx512F.PermuteVar16x32x2(Table(root, 0), leaf, Table(root, 2)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Table(byte* root, int way) => Vector512.Create(
        Vector256.Load((float*)(root + (ChunkForest.ChunkSize * (1 + way)) + ChunkForest.ExitsAt)),
        Vector256.Load((float*)(root + (ChunkForest.ChunkSize * (2 + way)) + ChunkForest.ExitsAt)));
}
