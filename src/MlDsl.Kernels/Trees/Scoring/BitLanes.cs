using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels;

/// <summary>Rows in the bits of a vector.</summary>
internal unsafe interface IBitLanes<TLanes>
    where TLanes : struct, IBitLanes<TLanes>
{
    /// <summary>The bytes of the vector.</summary>
    static abstract int Size { get; }

    /// <summary>All rows.</summary>
    static abstract TLanes All { get; }

    static abstract TLanes Load(byte* bits);

    void Store(byte* into);

    /// <summary>For each row the bit of one of two, as its bit here says.</summary>
    TLanes Choose(TLanes set, TLanes clear);

    static abstract TLanes operator &(TLanes left, TLanes right);

    static abstract TLanes operator |(TLanes left, TLanes right);

    static abstract TLanes operator ^(TLanes left, TLanes right);
}

/// <summary>AVX2: 256 rows.</summary>
internal readonly unsafe struct BitLanes256(Vector256<ulong> bits) : IBitLanes<BitLanes256>
{
    private readonly Vector256<ulong> bits = bits;

    public static int Size => 32;

    public static BitLanes256 All
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<ulong>.AllBitsSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes256 Load(byte* bits) => new(Vector256.Load((ulong*)bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into) => bits.Store((ulong*)into);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BitLanes256 Choose(BitLanes256 set, BitLanes256 clear) => new(Vector256.ConditionalSelect(bits, set.bits, clear.bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes256 operator &(BitLanes256 left, BitLanes256 right) => new(left.bits & right.bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes256 operator |(BitLanes256 left, BitLanes256 right) => new(left.bits | right.bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes256 operator ^(BitLanes256 left, BitLanes256 right) => new(left.bits ^ right.bits);
}

/// <summary>AVX-512: 512 rows.</summary>
internal readonly unsafe struct BitLanes512(Vector512<ulong> bits) : IBitLanes<BitLanes512>
{
    private readonly Vector512<ulong> bits = bits;

    public static int Size => 64;

    public static BitLanes512 All
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<ulong>.AllBitsSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes512 Load(byte* bits) => new(Vector512.Load((ulong*)bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into) => bits.Store((ulong*)into);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BitLanes512 Choose(BitLanes512 set, BitLanes512 clear) => new(Vector512.ConditionalSelect(bits, set.bits, clear.bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes512 operator &(BitLanes512 left, BitLanes512 right) => new(left.bits & right.bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes512 operator |(BitLanes512 left, BitLanes512 right) => new(left.bits | right.bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BitLanes512 operator ^(BitLanes512 left, BitLanes512 right) => new(left.bits ^ right.bits);
}
