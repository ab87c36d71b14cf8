using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>
/// Scores one row by masks: for each strip the masks of the row's cells are combined, and the lowest leaf that is left of each piece is
/// looked up. No branch and no address depends on a condition; what is read depends on the row's cells alone, so that loads overlap.
/// </summary>
internal static unsafe class MaskWalk
{
    private const int BlockSize = MaskForest.BlockStrips * MaskForest.MaskSize;

    /// <summary>Gives a sink the leaves of some blocks of four strips.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="lines">How many lines the row has, and where they lie.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="endBlock">The end of the blocks.</param>
    /// <param name="sink">Takes the leaves, piece after piece.</param>
    public static void Run<TVector, TSink>(PackedTrees packed, PackedMasks masks, int* lines, int firstBlock, int endBlock, ref TSink sink)
        where TVector : struct, IMaskVector<TVector>
        where TSink : struct, ILeafSink
    {
        if (masks.IsWide) Run<TVector, ulong, TSink>(packed, masks, lines, firstBlock, endBlock, ref sink);
        else Run<TVector, uint, TSink>(packed, masks, lines, firstBlock, endBlock, ref sink);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TMask, TSink>(PackedTrees packed, PackedMasks masks, int* lines, int firstBlock, int endBlock, ref TSink sink)
        where TVector : struct, IMaskVector<TVector>
        where TMask : unmanaged
        where TSink : struct, ILeafSink
    {
        byte* memory = stackalloc byte[BlockSize + MaskForest.MaskSize];
        var left = (byte*)(((nint)memory + MaskForest.MaskSize - 1) & -(nint)MaskForest.MaskSize);
        TSink into = sink;
        int pieces = BlockSize / sizeof(TMask), width = 8 * sizeof(TMask);
        byte* leaves = TSink.Leaves(packed) + ((nint)firstBlock * pieces * width * TSink.LeafSize);
        for (int block = firstBlock; block < endBlock; block++)
        {
            Combine<TVector>(masks, lines, block, left);
            int piece = block * pieces, end = Math.Min(piece + pieces, masks.PieceCount);
            var at = (TMask*)left;
            for (; piece < end; piece += 8, at += 8, leaves += 8 * width * TSink.LeafSize)
            {
                // What is beyond the last piece gives nothing.
                into.AddLeaf(piece, Leaf<TMask, TSink>(leaves, at, 0));
                into.AddLeaf(piece + 1, Leaf<TMask, TSink>(leaves, at, 1));
                into.AddLeaf(piece + 2, Leaf<TMask, TSink>(leaves, at, 2));
                into.AddLeaf(piece + 3, Leaf<TMask, TSink>(leaves, at, 3));
                into.AddLeaf(piece + 4, Leaf<TMask, TSink>(leaves, at, 4));
                into.AddLeaf(piece + 5, Leaf<TMask, TSink>(leaves, at, 5));
                into.AddLeaf(piece + 6, Leaf<TMask, TSink>(leaves, at, 6));
                into.AddLeaf(piece + 7, Leaf<TMask, TSink>(leaves, at, 7));
            }
        }
        sink = into;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Leaf<TMask, TSink>(byte* leaves, TMask* masks, int piece)
        where TMask : unmanaged
        where TSink : struct, ILeafSink =>
        leaves + (Lowest(masks[piece]) * (nuint)TSink.LeafSize) + (piece * 8 * sizeof(TMask) * TSink.LeafSize);

    // As an unsigned number of the address's width, which needs no widening.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Lowest<TMask>(TMask mask)
        where TMask : unmanaged
    {
        if (sizeof(TMask) == sizeof(uint)) return (uint)BitOperations.TrailingZeroCount(Unsafe.BitCast<TMask, uint>(mask));
        return Bmi1.X64.IsSupported ? (nuint)Bmi1.X64.TrailingZeroCount(Unsafe.BitCast<TMask, ulong>(mask)) : (uint)BitOperations.TrailingZeroCount(Unsafe.BitCast<TMask, ulong>(mask));
    }

    /// <summary>Writes what the row's cells leave of the leaves of four strips.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine<TVector>(PackedMasks masks, int* lines, int block, byte* left)
        where TVector : struct, IMaskVector<TVector>
    {
        int strip = block * MaskForest.BlockStrips, count = *lines;
        int* bases = masks.Bases + strip;
        byte* places = masks.Places + (strip * sizeof(ushort)), table = masks.Masks;
        if (TVector.HoldsFour)
        {
            byte* t0 = table + bases[0], t1 = table + bases[1], t2 = table + bases[2], t3 = table + bases[3];
            var line = (ushort*)(places + lines[1]);
            TVector a0 = TVector.Load(At(t0, line[0])), a1 = TVector.Load(At(t1, line[1])), a2 = TVector.Load(At(t2, line[2])), a3 = TVector.Load(At(t3, line[3]));
            for (int i = 2; i <= count; i++)
            {
                line = (ushort*)(places + lines[i]);
                a0 = a0.And(At(t0, line[0]));
                a1 = a1.And(At(t1, line[1]));
                a2 = a2.And(At(t2, line[2]));
                a3 = a3.And(At(t3, line[3]));
            }
            a0.Store(left);
            a1.Store(left + MaskForest.MaskSize);
            a2.Store(left + (2 * MaskForest.MaskSize));
            a3.Store(left + (3 * MaskForest.MaskSize));
            return;
        }
        for (int i = 0; i < MaskForest.BlockStrips; i++, left += MaskForest.MaskSize)
        {
            for (int part = 0; part < MaskForest.MaskSize; part += TVector.Size)
            {
                byte* from = table + bases[i] + part, line = places + (i * sizeof(ushort));
                TVector a = TVector.Load(At(from, *(ushort*)(line + lines[1])));
                for (int k = 2; k <= count; k++) a = a.And(At(from, *(ushort*)(line + lines[k])));
                a.Store(left + part);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* At(byte* masks, ushort place) => masks + ((nuint)place * MaskForest.PlaceUnit);
}
