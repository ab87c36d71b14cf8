using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// Which way out of a chunk its seven conditions lead to: for each combination of their bits, bit j for the condition at place j of the
/// heap, four times the number of the way, which is its offset among the chunk's ways out.
/// </summary>
internal static unsafe class PathTable
{
    private const int Combinations = 1 << ChunkForest.Lanes;

    /// <summary>256 entries in native memory that lives as long as the process.</summary>
    public static readonly byte* Offsets = Make();

    private static byte* Make()
    {
        var table = (byte*)NativeMemory.AlignedAlloc(Combinations, PackedHeader.Alignment);
        for (int bits = 0; bits < Combinations; bits++)
        {
            int place = 1;
            for (int level = 0; level < ChunkForest.Levels; level++) place = (2 * place) + ((bits >> place) & 1);
            table[bits] = (byte)(sizeof(int) * (place - ChunkForest.Lanes));
        }
        return table;
    }
}
