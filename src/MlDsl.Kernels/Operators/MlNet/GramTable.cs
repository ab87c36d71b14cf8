using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>The steps of a <see cref="GramTree"/>: where a key leads from a node, and the n-gram that ends there. Most questions have no answer, and get none in one look.</summary>
internal sealed class GramTable
{
    // Drawn for each process, so that no file can be made whose steps collide: multiply-shift is universal (Dietzfelbinger et al. 1997).
    private static readonly ulong Multiplier = (ulong)Random.Shared.NextInt64() | 1;

    private readonly Step[] steps;
    private readonly int shift;

    /// <param name="next">The node that each key leads to from a node; none leads to node 0.</param>
    /// <param name="places">The n-gram that ends at each node; −1 for none.</param>
    public GramTable(Dictionary<(int From, int Key), int> next, List<int> places)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, next.Count * 2L));
        (steps, shift) = (new Step[size], 64 - BitOperations.TrailingZeroCount(size));
        foreach (var ((from, key), node) in next)
        {
            ulong pair = Pair(from, key);
            int at = First(pair);
            while (steps[at].Node != 0) at = (at + 1) & (steps.Length - 1);
            steps[at] = new Step(pair, node, places[node]);
        }
    }

    /// <summary>The step of a key from a node; one to node 0 where there is none.</summary>
    public Step Find(int from, int key)
    {
        Step[] own = steps;
        ulong pair = Pair(from, key);
        for (int at = First(pair); ; at = (at + 1) & (own.Length - 1))
        {
            ref readonly Step step = ref own[at];
            if (step.Node == 0) return default;
            if (step.Pair == pair) return step;
        }
    }

    private static ulong Pair(int from, int key) => ((ulong)(uint)from << 32) | (uint)key;

    private int First(ulong pair) => (int)((pair * Multiplier) >> shift);

    /// <summary>A step.</summary>
    /// <param name="Pair">From where, and by which key.</param>
    /// <param name="Node">The node that it leads to.</param>
    /// <param name="Place">The n-gram that ends there; −1 for none.</param>
    internal readonly record struct Step(ulong Pair, int Node, int Place);
}
