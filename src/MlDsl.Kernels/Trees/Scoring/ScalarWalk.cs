using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>
/// Walks the trees of one row without vectors and without a branch that depends on the data, four trees side by side so that their loads
/// overlap. The path for machines without AVX-512, for NativeAOT's default target, and for rows of very many slots.
/// </summary>
internal static unsafe class ScalarWalk
{
    public static void Run<TSink>(PackedTrees packed, short* ranks, int firstBlock, int endBlock, ref TSink sink)
        where TSink : struct, IResultSink
    {
        TSink into = sink;
        byte* chunks = packed.Chunks;
        for (int b = firstBlock; b < endBlock; b++)
        {
            PackedBlock* block = packed.Blocks + b;
            int tree = b * PackedBlock.MaxTrees;
            int end = tree + block->TreeCount;
            int* roots = packed.Roots;
            for (; tree + 4 <= end; tree += 4)
            {
                byte* at0 = chunks + roots[tree], at1 = chunks + roots[tree + 1], at2 = chunks + roots[tree + 2], at3 = chunks + roots[tree + 3];
                for (int step = block->Steps; ;)
                {
                    nint i0 = 1, i1 = 1, i2 = 1, i3 = 1;
                    byte* c0 = Chunk(at0), c1 = Chunk(at1), c2 = Chunk(at2), c3 = Chunk(at3);
                    for (int level = 0; level < ChunkForest.Levels; level++)
                    {
                        i0 = Descend(ranks, c0, i0);
                        i1 = Descend(ranks, c1, i1);
                        i2 = Descend(ranks, c2, i2);
                        i3 = Descend(ranks, c3, i3);
                    }
                    at0 += 4 * i0;
                    at1 += 4 * i1;
                    at2 += 4 * i2;
                    at3 += 4 * i3;
                    if (--step == 0) break;
                    at0 = chunks + *(int*)at0;
                    at1 = chunks + *(int*)at1;
                    at2 = chunks + *(int*)at2;
                    at3 = chunks + *(int*)at3;
                }
                into.Add(tree, (int*)at0);
                into.Add(tree + 1, (int*)at1);
                into.Add(tree + 2, (int*)at2);
                into.Add(tree + 3, (int*)at3);
            }
            for (; tree < end; tree++)
            {
                byte* at = chunks + roots[tree];
                for (int step = block->Steps; ; at = chunks + *(int*)at)
                {
                    nint place = 1;
                    byte* chunk = Chunk(at);
                    for (int level = 0; level < ChunkForest.Levels; level++) place = Descend(ranks, chunk, place);
                    at += 4 * place;
                    if (--step == 0) break;
                }
                into.Add(tree, (int*)at);
            }
        }
        sink = into;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Chunk(byte* at) => (byte*)((nint)at & -ChunkForest.ChunkSize);

    // After three levels the place is 8 to 15, and four times it is the offset of the way out: the ways out start at 32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Descend(short* ranks, byte* chunk, nint place)
    {
        short rank = ranks[((ushort*)chunk)[place]];
        short limit = ((short*)(chunk + ChunkForest.LimitsAt))[place];
        return (2 * place) + (rank > limit ? 1 : 0);
    }
}
