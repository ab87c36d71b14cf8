using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels;

/// <summary>The 64 bytes of a mask, or a part of them, in registers.</summary>
internal unsafe interface IMaskVector<TVector>
    where TVector : struct, IMaskVector<TVector>
{
    /// <summary>The bytes.</summary>
    static abstract int Size { get; }

    /// <summary>Whether the registers hold those of four strips at once.</summary>
    static abstract bool HoldsFour { get; }

    static abstract TVector Load(byte* mask);

    /// <summary>What both leave.</summary>
    TVector And(byte* mask);

    void Store(byte* into);
}

/// <summary>AVX-512.</summary>
internal readonly unsafe struct MaskVector512(Vector512<ulong> mask) : IMaskVector<MaskVector512>
{
    private readonly Vector512<ulong> mask = mask;

    public static int Size => 64;

    public static bool HoldsFour => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MaskVector512 Load(byte* mask) => new(Vector512.Load((ulong*)mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MaskVector512 And(byte* mask) => new(this.mask & Vector512.Load((ulong*)mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into) => mask.Store((ulong*)into);
}

/// <summary>AVX2.</summary>
internal readonly unsafe struct MaskVector256(Vector256<ulong> low, Vector256<ulong> high) : IMaskVector<MaskVector256>
{
    private readonly Vector256<ulong> low = low, high = high;

    public static int Size => 64;

    public static bool HoldsFour => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MaskVector256 Load(byte* mask) => new(Vector256.Load((ulong*)mask), Vector256.Load((ulong*)(mask + 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MaskVector256 And(byte* mask) => new(low & Vector256.Load((ulong*)mask), high & Vector256.Load((ulong*)(mask + 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into)
    {
        low.Store((ulong*)into);
        high.Store((ulong*)(into + 32));
    }
}

/// <summary>SSE2, and Arm.</summary>
internal readonly unsafe struct MaskVector128(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c, Vector128<ulong> d) : IMaskVector<MaskVector128>
{
    private readonly Vector128<ulong> a = a, b = b, c = c, d = d;

    public static int Size => 64;

    public static bool HoldsFour => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MaskVector128 Load(byte* mask) => new(At(mask, 0), At(mask, 16), At(mask, 32), At(mask, 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MaskVector128 And(byte* mask) => new(a & At(mask, 0), b & At(mask, 16), c & At(mask, 32), d & At(mask, 48));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into)
    {
        a.Store((ulong*)into);
        b.Store((ulong*)(into + 16));
        c.Store((ulong*)(into + 32));
        d.Store((ulong*)(into + 48));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> At(byte* mask, int offset) => Vector128.Load((ulong*)(mask + offset));
}

/// <summary>Processors without vectors.</summary>
internal readonly unsafe struct MaskWords(ulong a, ulong b, ulong c, ulong d) : IMaskVector<MaskWords>
{
    private readonly ulong a = a, b = b, c = c, d = d;

    public static int Size => 32;

    public static bool HoldsFour => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MaskWords Load(byte* mask) => new(At(mask, 0), At(mask, 1), At(mask, 2), At(mask, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MaskWords And(byte* mask) => new(a & At(mask, 0), b & At(mask, 1), c & At(mask, 2), d & At(mask, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(byte* into)
    {
        var words = (ulong*)into;
        (words[0], words[1], words[2], words[3]) = (a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong At(byte* mask, int word) => ((ulong*)mask)[word];
}
