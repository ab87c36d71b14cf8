using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Makes floats of leaves that lie as <see cref="NarrowLeaves"/> says.</summary>
internal static unsafe class NarrowLeafReader
{
    /// <summary>Writes the value of one leaf of each piece of a group.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="group">The group.</param>
    /// <param name="left">The leaf of each piece.</param>
    /// <param name="into">Where the values go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(PackedTrees packed, PackedCompact compact, int group, byte* left, float* into)
    {
        PackedGroup* packedGroup = compact.Groups + group;
        int stride = NarrowLeaves.Stride(packedGroup->Width), count = compact.Pieces(group);
        byte* leaves = (byte*)packed.LeafValues + packedGroup->FirstLeaf, exponents = compact.LeafExponents + (group * CompactForest.Lanes);
        for (int lane = 0; lane < count; lane++, leaves += stride) into[lane] = Value(leaves, exponents[lane], compact.LeafExponents, left[lane]);
    }

    /// <summary>Writes the leaves of a piece.</summary>
    /// <param name="packed">The ensemble.</param>
    /// <param name="compact">Its groups.</param>
    /// <param name="group">The group.</param>
    /// <param name="lane">The piece in it.</param>
    /// <param name="into">Where they go.</param>
    /// <returns>The same.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float* Read(PackedTrees packed, PackedCompact compact, int group, int lane, float* into)
    {
        PackedGroup* packedGroup = compact.Groups + group;
        int width = packedGroup->Width;
        byte* block = (byte*)packed.LeafValues + packedGroup->FirstLeaf + (lane * NarrowLeaves.Stride(width));
        byte exponent = compact.LeafExponents[(group * CompactForest.Lanes) + lane];
        if (!Avx2.IsSupported)
        {
            for (int i = 0; i < width; i++) into[i] = Value(block, exponent, compact.LeafExponents, (nuint)i);
            return into;
        }
        byte* wide = exponent == NarrowLeaves.Wide ? compact.LeafExponents + NarrowLeaves.Exponents(block) : null;
        Vector256<int> below = Vector256.Create(exponent << NarrowLeaves.FractionBits), steps = Vector256.Create(NarrowLeaves.MaxStep << NarrowLeaves.FractionBits);

        // Four leaves start at bytes 0, 3, 7 and 10 of their fourteen, every other in the middle.
        Vector256<byte> bytes = Vector256.Create((byte)0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13);
        Vector256<uint> halves = Vector256.Create(0u, 4, 0, 4, 0, 4, 0, 4);
        for (int i = 0; i < width; i += NarrowLeaves.Block, block += NarrowLeaves.BlockSize)
        {
            Vector256<byte> both = Vector256.Create(Vector128.Load(block), Vector128.Load(block + (NarrowLeaves.BlockSize / 2)));
            Vector256<int> bits = Avx2.ShiftRightLogicalVariable(Avx2.Shuffle(both, bytes).AsInt32(), halves), step = bits & steps;
            Vector256<int> exponents = wide != null
                ? Avx2.ConvertToVector256Int32(wide + i) << NarrowLeaves.FractionBits
                : step + Vector256.AndNot(below, Vector256.Equals(step, Vector256<int>.Zero));
            Vector256<int> sign = (bits & Vector256.Create(NarrowLeaves.SignBit)) << NarrowLeaves.SignShift;
            ((bits & Vector256.Create(NarrowLeaves.FractionMask)) | exponents | sign).AsSingle().Store(into + i);
        }
        return into;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Value(byte* leaves, int below, byte* exponents, nuint leaf)
    {
        int bits = NarrowLeaves.Bits(leaves, leaf), exponent = bits & (NarrowLeaves.MaxStep << NarrowLeaves.FractionBits);
        if (below == NarrowLeaves.Wide) exponent = exponents[(nuint)NarrowLeaves.Exponents(leaves) + leaf] << NarrowLeaves.FractionBits;
        else if (exponent != 0) exponent += below << NarrowLeaves.FractionBits;
        return BitConverter.Int32BitsToSingle((bits & NarrowLeaves.FractionMask) | exponent | ((bits & NarrowLeaves.SignBit) << NarrowLeaves.SignShift));
    }
}
