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

    private static void AddTree(short* x, byte* root, int fanOut, float* into)
    {
        Vector512<short> leaf;
        switch (fanOut)
        {
            case 1:
                leaf = Ways(x, root);
                break;
            case 2:
                leaf = Choose(x, root, 4, Below(x, root, 0), Below(x, root, 1));
                break;
            case 4:
                leaf = Four(x, root, 2, 0);
                break;
            default:
                leaf = Choose(x, root, 1, Four(x, root, 2, 0), Four(x, root, 3, 4));
                break;
        }
        (Vector512<int> low, Vector512<int> high) = Vector512.Widen(leaf);
        Add(into, Values(root, fanOut, low));
        Add(into + Half, Values(root, fanOut, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* into, Vector512<float> values) => (Vector512.Load(into) + values).Store(into);

    /// <summary>Where the rank exceeds the limit of a condition, yes; elsewhere no.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Choose(short* x, byte* chunk, int lane, Vector512<short> no, Vector512<short> yes)
    {
        short* ranks = x + (((ushort*)chunk)[lane] * LaneWalk.Stride);
        Vector512<short> limit = Vector512.Create(((short*)(chunk + ChunkForest.LimitsAt))[lane]);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Load(ranks), limit), yes, no);
    }

    /// <summary>The way out of a chunk, 0 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Ways(short* x, byte* chunk)
    {
        Vector512<short> a = Choose(x, chunk, 4, Vector512<short>.Zero, Vector512.Create((short)1));
        Vector512<short> b = Choose(x, chunk, 5, Vector512.Create((short)2), Vector512.Create((short)3));
        Vector512<short> c = Choose(x, chunk, 6, Vector512.Create((short)4), Vector512.Create((short)5));
        Vector512<short> d = Choose(x, chunk, 7, Vector512.Create((short)6), Vector512.Create((short)7));
        return Choose(x, chunk, 1, Choose(x, chunk, 2, a, b), Choose(x, chunk, 3, c, d));
    }

    /// <summary>The leaf below one of the first chunk's ways out, counted from the tree's first leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Below(short* x, byte* root, int way) =>
        Ways(x, root + (ChunkForest.ChunkSize * (1 + way))) + Vector512.Create((short)(ChunkForest.Lanes * way));

    /// <summary>The leaf below four ways out of the first chunk; the conditions below a lane lie at twice its place.</summary>
    private static Vector512<short> Four(short* x, byte* root, int lane, int way) => Choose(
        x,
        root,
        lane,
        Choose(x, root, 2 * lane, Below(x, root, way), Below(x, root, way + 1)),
        Choose(x, root, (2 * lane) + 1, Below(x, root, way + 2), Below(x, root, way + 3)));

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
