using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>A group of 64 pieces of a compact forest.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedGroup
{
    public const int Own = 1, AsFirst = 2;

    /// <summary>Where its branches start, in bytes, and how many there are of each piece.</summary>
    public int Start, NodeCount;

    /// <summary>
    /// <see cref="Own"/> where all pieces have one shape, which then comes first: a byte for each branch's first leaf, and one for where it moves that;
    /// <see cref="AsFirst"/> where it is the shape of the first group, which has it; 0 where shapes differ.
    /// </summary>
    public int Shape;

    /// <summary>The place of the first piece's first leaf, or where that starts in bytes where leaves are narrow; and the places of each piece.</summary>
    public int FirstLeaf, Width;

    /// <summary>The bytes of a shape that all pieces have and that lies here.</summary>
    public readonly int ShapeSize => Shape != Own ? 0 : 2 * ShapeHalf(NodeCount);

    /// <summary>From the first leaves of so many branches of one shape to where they move.</summary>
    public static int ShapeHalf(int nodes) => (nodes + CompactForest.Lanes - 1) / CompactForest.Lanes * CompactForest.Lanes;

    /// <summary>The bytes of one branch of all pieces: slots, limits, and the shape where it is not shared.</summary>
    /// <param name="isWide">Whether slots have 16 bits.</param>
    public readonly int NodeStride(bool isWide) => CompactForest.Lanes * (2 + (isWide ? 1 : 0) + (Shape == 0 ? 2 : 0));
}

/// <summary>What a leaf's code stands for: the code times the step, plus the start.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedScale<T>
    where T : unmanaged
{
    public T Step, Start;
}
