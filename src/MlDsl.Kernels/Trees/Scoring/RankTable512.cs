using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Kernels;

/// <summary>Up to 256 ranks of a row in registers, out of which 64 slots at once pick theirs. Needs AVX-512 with VBMI.</summary>
internal readonly unsafe struct RankTable512
{
    private readonly Vector512<byte> a, b, c, d;

    /// <param name="ranks">The ranks, and memory up to a multiple of 256.</param>
    public RankTable512(byte* ranks) => (a, b, c, d) = (Vector512.Load(ranks), Vector512.Load(ranks + 64), Vector512.Load(ranks + 128), Vector512.Load(ranks + 192));

    /// <summary>The ranks of slots.</summary>
    /// <param name="slot">The slots.</param>
    /// <param name="slots">How many slots there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<byte> Pick(Vector512<byte> slot, int slots)
    {
        if (slots <= 64) return Avx512Vbmi.PermuteVar64x8(a, slot);
        Vector512<byte> low = Avx512Vbmi.PermuteVar64x8x2(a, slot, b);
        if (slots <= 128) return low;
        return Vector512.ConditionalSelect(Vector512.LessThan(slot.AsSByte(), Vector512<sbyte>.Zero).AsByte(), Avx512Vbmi.PermuteVar64x8x2(c, slot, d), low);
    }
}
