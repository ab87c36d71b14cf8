using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>The values of the leaves that rows have come to in one tree, added to the rows' sums.</summary>
internal static unsafe class LeafLookup
{
    private const int Widest = 64;

    /// <summary>Adds the values.</summary>
    /// <param name="values">The values of the tree's leaves, and memory up to 64 of them.</param>
    /// <param name="width">How many there are.</param>
    /// <param name="left">The leaves of the rows.</param>
    /// <param name="count">The rows; what lies between them and the next multiple of 16 is worked at like rows.</param>
    /// <param name="sums">The sums of the rows.</param>
    public static void Add(float* values, int width, byte* left, int count, float* sums)
    {
        if (Avx512F.IsSupported && width <= Widest) Add512(values, width, left, count, sums);
        else if (Avx2.IsSupported && width <= Widest) Add256(values, width, left, count, sums);
        else
        {
            for (int row = 0; row < count; row += 4)
            {
                sums[row] += values[left[row]];
                sums[row + 1] += values[left[row + 1]];
                sums[row + 2] += values[left[row + 2]];
                sums[row + 3] += values[left[row + 3]];
            }
        }
    }

    /// <summary>Writes what the codes of a tree's leaves stand for.</summary>
    /// <returns>The values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float* Decode(PackedTrees packed, PackedCompact compact, nint leaf, int piece, int width, float* into)
    {
        PackedScale<float> scale = ((PackedScale<float>*)compact.Scales)[piece];
        if (!Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < width; i++) into[i] = LeafCodes<float>.Value(compact.CodeSize == 1 ? ((byte*)packed.LeafValues)[leaf + i] : ((ushort*)packed.LeafValues)[leaf + i], scale);
            return into;
        }
        Vector256<float> step = Vector256.Create(scale.Step), start = Vector256.Create(scale.Start);
        for (int i = 0; i < width; i += Vector256<int>.Count)
        {
            Vector128<ushort> codes = compact.CodeSize == 1
                ? Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)((byte*)packed.LeafValues + leaf + i)).AsByte())
                : Vector128.Load((ushort*)packed.LeafValues + leaf + i);
            ((Vector256.ConvertToSingle(Vector256.WidenLower(codes.ToVector256Unsafe()).AsInt32()) * step) + start).Store(into + i);
        }
        return into;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add512(float* values, int width, byte* left, int count, float* sums)
    {
        Vector512<float> a = Vector512.Load(values), b = a, c = a, d = a;
        if (width > 16) b = Vector512.Load(values + 16);
        if (width > 32) (c, d) = (Vector512.Load(values + 32), Vector512.Load(values + 48));
        Vector512<int> half = Vector512.Create(31);
        for (int row = 0; row < count; row += 16)
        {
            Vector512<int> leaf = Avx512F.ConvertToVector512Int32(Vector128.Load(left + row));
            Vector512<float> found = Avx512F.PermuteVar16x32x2(a, leaf, b);
            if (width > 32) found = Vector512.ConditionalSelect(Vector512.GreaterThan(leaf, half).AsSingle(), Avx512F.PermuteVar16x32x2(c, leaf, d), found);
            (Vector512.Load(sums + row) + found).Store(sums + row);
        }
    }

    // The bits of a leaf's number choose between tables of eight values, from the lowest up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add256(float* values, int width, byte* left, int count, float* sums)
    {
        Vector256<float> t0 = Vector256.Load(values), t1 = Vector256.Load(values + 8), t2 = Vector256.Load(values + 16), t3 = Vector256.Load(values + 24);
        Vector256<float> t4 = t0, t5 = t0, t6 = t0, t7 = t0;
        if (width > 32) (t4, t5, t6, t7) = (Vector256.Load(values + 32), Vector256.Load(values + 40), Vector256.Load(values + 48), Vector256.Load(values + 56));
        for (int row = 0; row < count; row += 8)
        {
            Vector256<int> leaf = Avx2.ConvertToVector256Int32(left + row);
            Vector256<float> bit3 = (leaf << 28).AsSingle(), bit4 = (leaf << 27).AsSingle();
            Vector256<float> found = Four(t0, t1, t2, t3, leaf, bit3, bit4);
            if (width > 32) found = Avx.BlendVariable(found, Four(t4, t5, t6, t7, leaf, bit3, bit4), (leaf << 26).AsSingle());
            (Vector256.Load(sums + row) + found).Store(sums + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Four(Vector256<float> t0, Vector256<float> t1, Vector256<float> t2, Vector256<float> t3, Vector256<int> leaf, Vector256<float> bit3, Vector256<float> bit4)
    {
        Vector256<float> low = Avx.BlendVariable(Avx2.PermuteVar8x32(t0, leaf), Avx2.PermuteVar8x32(t1, leaf), bit3);
        Vector256<float> high = Avx.BlendVariable(Avx2.PermuteVar8x32(t2, leaf), Avx2.PermuteVar8x32(t3, leaf), bit3);
        return Avx.BlendVariable(low, high, bit4);
    }
}
