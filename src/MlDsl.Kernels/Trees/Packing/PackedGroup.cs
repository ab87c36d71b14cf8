using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>A group of 64 pieces of a compact forest.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedGroup
{
    /// <summary>Where its branches start, in bytes, and how many there are of each piece.</summary>
    public int Start, NodeCount;

    /// <summary>1 where all pieces have one shape, which then comes first: a byte for each branch's first leaf, and one for where it moves that.</summary>
    public int IsShared;

    /// <summary>The place of the first piece's first leaf, or where that starts in bytes where leaves are narrow; and the places of each piece.</summary>
    public int FirstLeaf, Width;

    /// <summary>The bytes of a shape that is shared.</summary>
    public readonly int ShapeSize => IsShared == 0 ? 0 : 2 * ((NodeCount + CompactForest.Lanes - 1) / CompactForest.Lanes * CompactForest.Lanes);

    /// <summary>The bytes of one branch of all pieces: slots, limits, and the shape where it is not shared.</summary>
    /// <param name="isWide">Whether slots have 16 bits.</param>
    public readonly int NodeStride(bool isWide) => CompactForest.Lanes * (2 + (isWide ? 1 : 0) + (IsShared == 0 ? 2 : 0));
}

/// <summary>What a leaf's code stands for: the code times the step, plus the start.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct PackedScale<T>
    where T : unmanaged
{
    public T Step, Start;
}
