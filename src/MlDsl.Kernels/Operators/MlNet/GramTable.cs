using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>The steps of a <see cref="GramTree"/>: where keys lead, and the n-gram that ends there. Most questions have no answer, and get none in one look.</summary>
internal sealed class GramTable
{
    // Drawn for each process, so that no file can be made whose steps collide: multiply-shift is universal (Dietzfelbinger et al. 1997).
    private static readonly ulong Multiplier = (ulong)Random.Shared.NextInt64() | 1;

    // The keys of no step: those of a pair or a whole n-gram leave the highest bit alone.
    private const ulong None = ulong.MaxValue;

    // Below so many steps a table of four places for each is small enough, and most of them lie where they are looked for first.
    private const int Few = 1 << 14;

    /// <summary>No step.</summary>
    public static readonly Step Missing = new(None, 0, -1);

    private readonly Step[] steps;
    private readonly int shift;

    /// <param name="steps">The steps, each of other keys; none leads to node 0.</param>
    public GramTable(IReadOnlyCollection<Step> steps)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, steps.Count * (steps.Count < Few ? 4L : 2L)));
        (this.steps, shift) = (new Step[size], 64 - BitOperations.TrailingZeroCount(size));
        Array.Fill(this.steps, Missing);
        foreach (Step step in steps)
        {
            int at = First(step.Keys);
            while (this.steps[at].Keys != None) at = (at + 1) & (size - 1);
            this.steps[at] = step;
        }
    }

    /// <summary>The step of keys; one to node 0 and without an n-gram where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Step Find(ulong keys)
    {
        Step[] own = steps;
        for (int at = First(keys); ; at = (at + 1) & (own.Length - 1))
        {
            ref readonly Step step = ref own[at];
            if (step.Keys == keys || step.Keys == None) return step;
        }
    }

    private int First(ulong keys) => (int)((keys * Multiplier) >> shift);

    /// <summary>A step.</summary>
    /// <param name="Keys">From where, and by which key; or the keys of a whole n-gram.</param>
    /// <param name="Node">The node that it leads to.</param>
    /// <param name="Place">The n-gram that ends there; −1 for none.</param>
    internal readonly record struct Step(ulong Keys, int Node, int Place);
}
