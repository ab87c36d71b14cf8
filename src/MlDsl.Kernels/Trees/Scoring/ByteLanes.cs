using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Rows in the bytes of a vector.</summary>
internal unsafe interface IByteLanes<TLanes>
    where TLanes : struct, IByteLanes<TLanes>
{
    /// <summary>The rows.</summary>
    static abstract int Size { get; }

    static abstract TLanes Load(byte* values);

    static abstract TLanes Create(byte value);

    void Store(byte* into);

    /// <summary>Moves the leaf that is left where a branch is reached.</summary>
    /// <param name="ranks">The rows' ranks in the branch's slot.</param>
    /// <param name="limit">The limit that must be exceeded.</param>
    /// <param name="first">The branch's first leaf: where another is left the branch is not on the row's way.</param>
    /// <param name="next">Where it moves.</param>
    TLanes Move(byte* ranks, TLanes limit, TLanes first, TLanes next);

    /// <summary>All bits where a bit of a set is set.</summary>
    /// <param name="set">The set, sixteen bytes of it.</param>
    /// <param name="places">The rows' bytes of it; beyond it there are no bits.</param>
    /// <param name="bits">The rows' bits of their bytes; none is always set.</param>
    static abstract TLanes Members(byte* set, byte* places, byte* bits);

    /// <summary>The difference.</summary>
    static abstract TLanes operator -(TLanes left, TLanes right);
}

/// <summary>AVX-512.</summary>
internal readonly unsafe struct ByteLanes512(Vector512<byte> values) : IByteLanes<ByteLanes512>
{
    private readonly Vector512<byte> values = values;

    public static int Size => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes512 Load(byte* values) => new(Vector512.Load(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes512 Create(byte value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into) => values.Store(into);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes512 operator -(ByteLanes512 left, ByteLanes512 right) => new(left.values - right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes512 Members(byte* set, byte* places, byte* bits)
    {
        Vector512<byte> asked = Vector512.Load(bits);
        return new(Vector512.Equals(Avx512BW.Shuffle(Avx512F.BroadcastVector128ToVector512((int*)set).AsByte(), Vector512.Load(places)) & asked, asked));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteLanes512 Move(byte* ranks, ByteLanes512 limit, ByteLanes512 first, ByteLanes512 next) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(limit.values.AsSByte(), Vector512.Load((sbyte*)ranks)).AsByte() & Vector512.Equals(values, first.values), next.values, values));
}

/// <summary>AVX2: leaves only ever move up, so the greater of the two is the choice.</summary>
internal readonly unsafe struct ByteLanes256(Vector256<byte> values) : IByteLanes<ByteLanes256>
{
    private readonly Vector256<byte> values = values;

    public static int Size => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes256 Load(byte* values) => new(Vector256.Load(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes256 Create(byte value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into) => values.Store(into);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes256 operator -(ByteLanes256 left, ByteLanes256 right) => new(left.values - right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes256 Members(byte* set, byte* places, byte* bits)
    {
        Vector256<byte> asked = Vector256.Load(bits);
        return new(Vector256.Equals(Avx2.Shuffle(Avx2.BroadcastVector128ToVector256(set), Vector256.Load(places)) & asked, asked));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteLanes256 Move(byte* ranks, ByteLanes256 limit, ByteLanes256 first, ByteLanes256 next) => new(Vector256.Max(
        values, Vector256.GreaterThan(Vector256.Load((sbyte*)ranks), limit.values.AsSByte()).AsByte() & next.values & Vector256.Equals(values, first.values)));
}

/// <summary>SSE2, and Arm.</summary>
internal readonly unsafe struct ByteLanes128(Vector128<byte> values) : IByteLanes<ByteLanes128>
{
    private readonly Vector128<byte> values = values;

    public static int Size => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes128 Load(byte* values) => new(Vector128.Load(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes128 Create(byte value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into) => values.Store(into);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes128 operator -(ByteLanes128 left, ByteLanes128 right) => new(left.values - right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteLanes128 Members(byte* set, byte* places, byte* bits)
    {
        Vector128<byte> asked = Vector128.Load(bits);
        return new(Vector128.Equals(Shuffled(Vector128.Load(set), Vector128.Load(places)) & asked, asked));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Shuffled(Vector128<byte> set, Vector128<byte> places) => Ssse3.IsSupported ? Ssse3.Shuffle(set, places) : Vector128.Shuffle(set, places);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteLanes128 Move(byte* ranks, ByteLanes128 limit, ByteLanes128 first, ByteLanes128 next) => new(Vector128.Max(
        values, Vector128.GreaterThan(Vector128.Load((sbyte*)ranks), limit.values.AsSByte()).AsByte() & next.values & Vector128.Equals(values, first.values)));
}
