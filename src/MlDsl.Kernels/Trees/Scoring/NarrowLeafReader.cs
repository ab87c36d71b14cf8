using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Makes floats of leaves that lie as <see cref="NarrowLeaves"/> says.</summary>
internal static unsafe class NarrowLeafReader
{
    private const int Half = NarrowLeaves.Block / 2;

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
        int width = packedGroup->Width, stride = NarrowLeaves.Stride(width), count = compact.Pieces(group);
        byte* leaves = (byte*)packed.LeafValues + packedGroup->FirstLeaf, exponents = compact.LeafExponents + (group * CompactForest.Lanes);
        for (int lane = 0; lane < count; lane++, leaves += stride) into[lane] = Value(leaves, width, exponents[lane], compact.LeafExponents, left[lane]);
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
        byte* leaves = (byte*)packed.LeafValues + packedGroup->FirstLeaf + (lane * NarrowLeaves.Stride(width)), steps = leaves + NarrowLeaves.StepsAt(width);
        byte exponent = compact.LeafExponents[(group * CompactForest.Lanes) + lane];
        if (!Avx2.IsSupported)
        {
            for (int i = 0; i < width; i++) into[i] = Value(leaves, width, exponent, compact.LeafExponents, i);
            return into;
        }
        Vector256<int> below = Vector256.Create((int)exponent), most = Vector256.Create(NarrowLeaves.MaxStep);
        for (int i = 0; i < width; i += Half)
        {
            Vector256<int> exponents;
            if (exponent == NarrowLeaves.Wide) exponents = Avx2.ConvertToVector256Int32(compact.LeafExponents + *(int*)steps + i);
            else
            {
                Vector256<int> pair = Avx2.ConvertToVector256Int32(steps + (i / NarrowLeaves.Block * Half)), step = ((i & Half) != 0 ? pair >>> 4 : pair) & most;
                exponents = step + Vector256.AndNot(below, Vector256.Equals(step, Vector256<int>.Zero));
            }
            Vector256<int> bits = Avx2.ConvertToVector256Int32((ushort*)leaves + i) | (Avx2.ConvertToVector256Int32(leaves + (2 * width) + i) << 16);
            Vector256<int> value = (bits & Vector256.Create(NarrowLeaves.FractionMask)) | ((bits & Vector256.Create(NarrowLeaves.SignBit)) << 8) | (exponents << NarrowLeaves.FractionBits);
            value.AsSingle().Store(into + i);
        }
        return into;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Value(byte* leaves, int width, int below, byte* exponents, int leaf)
    {
        byte* steps = leaves + NarrowLeaves.StepsAt(width);
        int bits = ((ushort*)leaves)[leaf] | (leaves[(2 * width) + leaf] << 16), exponent;
        if (below == NarrowLeaves.Wide) exponent = exponents[*(int*)steps + leaf];
        else
        {
            int step = steps[(leaf / NarrowLeaves.Block * Half) + (leaf & (Half - 1))] >> ((leaf & Half) >> 1) & NarrowLeaves.MaxStep;
            exponent = step == 0 ? 0 : step + below;
        }
        return BitConverter.Int32BitsToSingle((bits & NarrowLeaves.FractionMask) | ((bits & NarrowLeaves.SignBit) << 8) | (exponent << NarrowLeaves.FractionBits));
    }
}
