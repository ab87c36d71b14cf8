namespace MlDsl.Kernels;

/// <summary>
/// How the leaves of a piece lie in 28 bits each, exactly: the lower two bytes of all floats; a byte each of their sign and the upper seven bits of the fraction; then, two
/// in a byte, how far their exponent lies above that of the piece: 1 to 15, and 0 for zeros and what is near them.
/// </summary>
/// <remarks>
/// The leaves of a tree are of one magnitude: fifteen powers of two below the greatest reach down to a 16,384th of it. Where one is smaller still, the piece is wide: the last part
/// starts with the place of its exponents, a byte for each leaf.
/// </remarks>
internal static class NarrowLeaves
{
    /// <summary>The leaves whose steps above the piece's exponent lie in the same bytes: eight in the lower halves, eight in the upper.</summary>
    public const int Block = 16;

    /// <summary>The steps that are told apart, and what stands for the exponent of a wide piece.</summary>
    public const int MaxStep = 15, Wide = byte.MaxValue;

    public const int SignBit = 1 << 23, FractionBits = 23, FractionMask = SignBit - 1;

    /// <summary>Where the steps start in a piece.</summary>
    public static int StepsAt(int width) => 3 * width;

    /// <summary>The bytes of a piece of so many places.</summary>
    public static int Stride(int width) => StepsAt(width) + ((width + Block - 1) / Block * (Block / 2));
}
