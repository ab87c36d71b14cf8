using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels.Operators;

/// <summary>Vectors of one width, so that a kernel is written once for all of them.</summary>
internal unsafe interface ILanes<TVector, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Load(T* from);

    static abstract TVector All(T value);

    static abstract void Store(TVector value, T* into);

    static abstract TVector Add(TVector x, TVector y);

    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x · y + sum, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    static abstract T Sum(TVector value);

    /// <summary>The sums of four vectors, side by side.</summary>
    static abstract void StoreSums(TVector a, TVector b, TVector c, TVector d, T* into);

    /// <summary>Zero in all lanes but the last ones.</summary>
    static abstract TVector KeepLast(TVector value, int count);
}

/// <summary>64 bytes.</summary>
internal readonly unsafe struct Lanes512<T> : ILanes<Vector512<T>, T>
    where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static Vector512<T> Load(T* from) => Vector512.Load(from);

    public static Vector512<T> All(T value) => Vector512.Create(value);

    public static void Store(Vector512<T> value, T* into) => value.Store(into);

    public static Vector512<T> Add(Vector512<T> x, Vector512<T> y) => x + y;

    public static Vector512<T> Multiply(Vector512<T> x, Vector512<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> sum)
    {
        if (Avx512F.IsSupported && typeof(T) == typeof(float)) return Avx512F.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>();
        if (Avx512F.IsSupported && typeof(T) == typeof(double)) return Avx512F.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();
        return (x * y) + sum;
    }

    public static T Sum(Vector512<T> value) => Vector256.Sum(Half(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d, T* into) =>
        Lanes256<T>.StoreSums(Half(a), Half(b), Half(c), Half(d), into);

    private static Vector256<T> Half(Vector512<T> value) => value.GetLower() + value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> KeepLast(Vector512<T> value, int count) => value & Vector512.Load(LaneMasks.Last<T>(count, Count)).As<byte, T>();
}

/// <summary>32 bytes.</summary>
internal readonly unsafe struct Lanes256<T> : ILanes<Vector256<T>, T>
    where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static Vector256<T> Load(T* from) => Vector256.Load(from);

    public static Vector256<T> All(T value) => Vector256.Create(value);

    public static void Store(Vector256<T> value, T* into) => value.Store(into);

    public static Vector256<T> Add(Vector256<T> x, Vector256<T> y) => x + y;

    public static Vector256<T> Multiply(Vector256<T> x, Vector256<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> sum)
    {
        if (Fma.IsSupported && typeof(T) == typeof(float)) return Fma.MultiplyAdd(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>();
        if (Fma.IsSupported && typeof(T) == typeof(double)) return Fma.MultiplyAdd(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();
        return (x * y) + sum;
    }

    public static T Sum(Vector256<T> value) => Vector128.Sum(Half(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Vector256<T> a, Vector256<T> b, Vector256<T> c, Vector256<T> d, T* into) =>
        Lanes128<T>.StoreSums(Half(a), Half(b), Half(c), Half(d), into);

    private static Vector128<T> Half(Vector256<T> value) => value.GetLower() + value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> KeepLast(Vector256<T> value, int count) => value & Vector256.Load(LaneMasks.Last<T>(count, Count)).As<byte, T>();
}

/// <summary>16 bytes.</summary>
internal readonly unsafe struct Lanes128<T> : ILanes<Vector128<T>, T>
    where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static Vector128<T> Load(T* from) => Vector128.Load(from);

    public static Vector128<T> All(T value) => Vector128.Create(value);

    public static void Store(Vector128<T> value, T* into) => value.Store(into);

    public static Vector128<T> Add(Vector128<T> x, Vector128<T> y) => x + y;

    public static Vector128<T> Multiply(Vector128<T> x, Vector128<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> x, Vector128<T> y, Vector128<T> sum)
    {
        if (Fma.IsSupported && typeof(T) == typeof(float)) return Fma.MultiplyAdd(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>();
        if (Fma.IsSupported && typeof(T) == typeof(double)) return Fma.MultiplyAdd(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();
        return (x * y) + sum;
    }

    public static T Sum(Vector128<T> value) => Vector128.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d, T* into)
    {
        if (Sse3.IsSupported && typeof(T) == typeof(float))
        {
            Vector128<float> left = Sse3.HorizontalAdd(a.AsSingle(), b.AsSingle()), right = Sse3.HorizontalAdd(c.AsSingle(), d.AsSingle());
            Sse3.HorizontalAdd(left, right).Store((float*)into);
            return;
        }
        into[0] = Vector128.Sum(a);
        into[1] = Vector128.Sum(b);
        into[2] = Vector128.Sum(c);
        into[3] = Vector128.Sum(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> KeepLast(Vector128<T> value, int count) => value & Vector128.Load(LaneMasks.Last<T>(count, Count)).As<byte, T>();
}

/// <summary>Bytes of zeros and then of ones: a vector loaded at the right place keeps as many lanes as are wanted.</summary>
internal static unsafe class LaneMasks
{
    // Constant data of the assembly does not move.
    private static ReadOnlySpan<byte> Bytes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Last<T>(int count, int lanes)
        where T : unmanaged => (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in Bytes[64 - ((lanes - count) * sizeof(T))]));
}
