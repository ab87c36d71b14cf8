namespace MlDsl.Kernels;

/// <summary>
/// How the leaves of a piece lie in 28 bits each, one behind the other and exactly: the 23 bits of the fraction, four that say how far the exponent lies above
/// that of the piece, 1 to 15, or 0 for zeros and what is near them, and the sign.
/// </summary>
/// <remarks>
/// The leaves of a tree are of one magnitude: fifteen powers of two reach down to a 16,384th of the greatest. Where one is smaller still, the piece is wide: the four bits of its
/// first eight leaves are the place of its exponents, a byte for each leaf.
/// </remarks>
internal static unsafe class NarrowLeaves
{
    /// <summary>Leaves that take whole bytes together, and these.</summary>
    public const int Block = 8, BlockSize = 28;

    /// <summary>The bytes behind the last block: its second half is loaded as sixteen.</summary>
    public const int Beyond = 2;

    public const int Mask = (1 << 28) - 1, FractionBits = 23, FractionMask = (1 << FractionBits) - 1, SignBit = 1 << 27, SignShift = 4;

    /// <summary>The greatest step above the piece's exponent, and what stands for that of a wide piece.</summary>
    public const int MaxStep = 15, Wide = byte.MaxValue;

    /// <summary>The bytes of a piece of so many places, a multiple of eight.</summary>
    public static int Stride(int width) => width / Block * BlockSize;

    /// <summary>The bits of a leaf.</summary>
    public static int Bits(byte* leaves, nuint leaf) => (int)(*(uint*)(leaves + (leaf * 7 / 2)) >> (int)(leaf % 2 * 4)) & Mask;

    /// <summary>The place of a wide piece's exponents.</summary>
    public static int Exponents(byte* leaves) => OfPair(leaves) | (OfPair(leaves + 7) << 8) | (OfPair(leaves + 14) << 16) | (OfPair(leaves + 21) << 24);

    // Two leaves are seven bytes.
    private static int OfPair(byte* leaves)
    {
        ulong both = *(ulong*)leaves;
        return ((int)(both >> FractionBits) & MaxStep) | ((int)(both >> (28 + FractionBits - 4)) & (MaxStep << 4));
    }
}
