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
            for (int i = 0; i < width; i++) into[i] = Value(block, exponent, compact.LeafExponents, (uint)i);
            return into;
        }
        byte* wide = exponent == NarrowLeaves.Wide ? compact.LeafExponents + *(int*)(block + NarrowLeaves.StepsAt) : null;
        Vector256<int> below = Vector256.Create((int)exponent), most = Vector256.Create(NarrowLeaves.MaxStep);
        Vector256<uint> shifts = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7) * NarrowLeaves.StepBits;
        for (int i = 0; i < width; i += NarrowLeaves.Block, block += NarrowLeaves.BlockSize)
        {
            Vector256<int> exponents;
            if (wide != null) exponents = Avx2.ConvertToVector256Int32(wide + i);
            else
            {
                Vector256<int> step = Avx2.ShiftRightLogicalVariable(Vector256.Create(*(int*)(block + NarrowLeaves.StepsAt)), shifts) & most;
                exponents = step + Vector256.AndNot(below, Vector256.Equals(step, Vector256<int>.Zero));
            }
            Vector256<int> bits = Avx2.ConvertToVector256Int32((ushort*)block) | (Avx2.ConvertToVector256Int32(block + NarrowLeaves.SignsAt) << 16);
            Vector256<int> value = (bits & Vector256.Create(NarrowLeaves.FractionMask)) | ((bits & Vector256.Create(NarrowLeaves.SignBit)) << 8) | (exponents << NarrowLeaves.FractionBits);
            value.AsSingle().Store(into + i);
        }
        return into;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Value(byte* leaves, int below, byte* exponents, uint leaf)
    {
        byte* block = leaves + (leaf / NarrowLeaves.Block * NarrowLeaves.BlockSize);
        int at = (int)(leaf % NarrowLeaves.Block), bits = ((ushort*)block)[at] | (block[NarrowLeaves.SignsAt + at] << 16), exponent;
        if (below == NarrowLeaves.Wide) exponent = exponents[*(int*)(leaves + NarrowLeaves.StepsAt) + leaf];
        else
        {
            int step = *(int*)(block + NarrowLeaves.StepsAt) >> (at * NarrowLeaves.StepBits) & NarrowLeaves.MaxStep;
            exponent = step == 0 ? 0 : step + below;
        }
        return BitConverter.Int32BitsToSingle((bits & NarrowLeaves.FractionMask) | ((bits & NarrowLeaves.SignBit) << 8) | (exponent << NarrowLeaves.FractionBits));
    }
}
