using System.Numerics;
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
    public static void Add<T>(T* values, int width, byte* left, int count, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double) && Avx512F.IsSupported && width <= Widest) AddDouble512((double*)values, width, left, count, (double*)sums);
        else if (typeof(T) == typeof(float) && Avx512F.IsSupported && width <= Widest) Add512((float*)values, width, left, count, (float*)sums);
        else if (typeof(T) == typeof(float) && Avx2.IsSupported && width <= Widest) Add256((float*)values, width, left, count, (float*)sums);
        else AddEach(values, left, count, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEach<T>(T* values, byte* left, int count, T* sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < count; row += 4)
        {
            sums[row] += values[left[row]];
            sums[row + 1] += values[left[row + 1]];
            sums[row + 2] += values[left[row + 2]];
            sums[row + 3] += values[left[row + 3]];
        }
    }

    /// <summary>The values of the leaves of a piece.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="group">The group.</param>
    /// <param name="lane">The piece in it.</param>
    /// <param name="into">Where they are written if they do not lie as they are.</param>
    public static T* Values<T>(PackedTrees packed, PackedCompact compact, int group, int lane, T* into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float) && compact.HasNarrowLeaves) return (T*)NarrowLeafReader.Read(packed, compact, group, lane, (float*)into);
        int width = compact.Groups[group].Width;
        nint leaf = compact.Groups[group].FirstLeaf + ((nint)lane * width);
        return compact.CodeSize == 0 ? (T*)packed.LeafValues + leaf : Decode(packed, compact, leaf, (group * CompactForest.Lanes) + lane, width, into);
    }

    // What the codes of a tree's leaves stand for.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T* Decode<T>(PackedTrees packed, PackedCompact compact, nint leaf, int piece, int width, T* into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PackedScale<T> scale = ((PackedScale<T>*)compact.Scales)[piece];
        if (!Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < width; i++) into[i] = LeafCodes<T>.Value(compact.CodeSize == 1 ? ((byte*)packed.LeafValues)[leaf + i] : ((ushort*)packed.LeafValues)[leaf + i], scale);
            return into;
        }
        Vector256<T> step = Vector256.Create(scale.Step), start = Vector256.Create(scale.Start);
        for (int i = 0; i < width; i += Vector256<int>.Count)
        {
            Vector128<ushort> codes = compact.CodeSize == 1
                ? Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)((byte*)packed.LeafValues + leaf + i)).AsByte())
                : Vector128.Load((ushort*)packed.LeafValues + leaf + i);
            Vector256<int> numbers = Vector256.WidenLower(codes.ToVector256Unsafe()).AsInt32();
            if (typeof(T) == typeof(float)) ((Vector256.ConvertToSingle(numbers).As<float, T>() * step) + start).Store(into + i);
            else
            {
                ((Avx.ConvertToVector256Double(numbers.GetLower()).As<double, T>() * step) + start).Store(into + i);
                ((Avx.ConvertToVector256Double(numbers.GetUpper()).As<double, T>() * step) + start).Store(into + i + Vector256<double>.Count);
            }
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

    // As of floats, with tables of eight.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddDouble512(double* values, int width, byte* left, int count, double* sums)
    {
        Vector512<double> t0 = Vector512.Load(values), t1 = Vector512.Load(values + 8), t2 = Vector512.Load(values + 16), t3 = Vector512.Load(values + 24), t4 = t0, t5 = t0, t6 = t0, t7 = t0;
        if (width > 32) (t4, t5, t6, t7) = (Vector512.Load(values + 32), Vector512.Load(values + 40), Vector512.Load(values + 48), Vector512.Load(values + 56));
        Vector512<long> bit4 = Vector512.Create(16L), bit5 = Vector512.Create(32L);
        for (int row = 0; row < count; row += 8)
        {
            Vector512<long> leaf = Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(ulong*)(left + row)).AsByte());
            Vector512<double> isUpper = Vector512.Equals(leaf & bit4, bit4).AsDouble();
            Vector512<double> found = Vector512.ConditionalSelect(isUpper, Avx512F.PermuteVar8x64x2(t2, leaf, t3), Avx512F.PermuteVar8x64x2(t0, leaf, t1));
            if (width > 32)
            {
                Vector512<double> high = Vector512.ConditionalSelect(isUpper, Avx512F.PermuteVar8x64x2(t6, leaf, t7), Avx512F.PermuteVar8x64x2(t4, leaf, t5));
                found = Vector512.ConditionalSelect(Vector512.Equals(leaf & bit5, bit5).AsDouble(), high, found);
            }
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
