using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>One output of leaves that are codes, summed in a register.</summary>
internal unsafe struct CodeSumSink<T, TCode>(PackedTrees packed, T start) : ILeafSink
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TCode : unmanaged
{
    private readonly PackedScale<T>* scales = (PackedScale<T>*)packed.Compact!.Scales;

    public T Sum = start;

    public static int LeafSize => sizeof(TCode);

    public static byte* Leaves(PackedTrees packed) => (byte*)packed.LeafValues;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddLeaf(int piece, byte* leaf) => Sum += LeafCodes<T>.Value(Code(leaf), scales[piece]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Code(byte* leaf) => sizeof(TCode) == sizeof(byte) ? *leaf : *(ushort*)leaf;
}

/// <summary>Several outputs of leaves that are codes, each tree for one of them.</summary>
/// <param name="packed">The ensemble.</param>
/// <param name="scores">The row's first score.</param>
/// <param name="shift">Scores of one row lie 2^shift apart.</param>
internal readonly unsafe struct CodeOutputSink<T, TCode>(PackedTrees packed, T* scores, int shift) : ILeafSink
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TCode : unmanaged
{
    private readonly PackedScale<T>* scales = (PackedScale<T>*)packed.Compact!.Scales;
    private readonly int* outputs = packed.TreeOutputs;
    private readonly T* scores = scores;
    private readonly int shift = shift;

    public static int LeafSize => sizeof(TCode);

    public static byte* Leaves(PackedTrees packed) => (byte*)packed.LeafValues;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddLeaf(int piece, byte* leaf) => scores[outputs[piece] << shift] += LeafCodes<T>.Value(CodeSumSink<T, TCode>.Code(leaf), scales[piece]);
}
