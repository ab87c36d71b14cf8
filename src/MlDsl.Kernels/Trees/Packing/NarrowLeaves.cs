namespace MlDsl.Kernels;

/// <summary>
/// How the leaves of a piece lie in 28 bits each, exactly. Eight leaves take 28 bytes: the lower two bytes of their floats; a byte each of the sign and the
/// upper seven bits of the fraction; then, four bits each, how far the exponent lies above that of the piece: 1 to 15, and 0 for zeros and what is near them.
/// </summary>
/// <remarks>
/// The leaves of a tree are of one magnitude: fifteen powers of two reach down to a 16,384th of the greatest. Where one is smaller still, the piece is wide: in the place of the
/// first four bits stands that of its exponents, a byte for each leaf.
/// </remarks>
internal static class NarrowLeaves
{
    /// <summary>The leaves of a block, its bytes, and where signs and exponents start in it.</summary>
    public const int Block = 8, BlockSize = 28, SignsAt = 16, StepsAt = 24;

    /// <summary>The bits of a step, the greatest one, and what stands for the exponent of a wide piece.</summary>
    public const int StepBits = 4, MaxStep = 15, Wide = byte.MaxValue;

    public const int SignBit = 1 << 23, FractionBits = 23, FractionMask = SignBit - 1;

    /// <summary>The bytes of a piece of so many places, a multiple of eight.</summary>
    public static int Stride(int width) => width / Block * BlockSize;
}
