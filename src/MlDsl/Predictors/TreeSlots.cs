using System.Runtime.CompilerServices;

namespace MlDsl;

/// <summary>
/// Where the positions that trees test lie in a row of cells, one after another. It takes memory for these positions, not for the width of
/// the feature vector, unless that is little.
/// </summary>
internal sealed class TreeSlots
{
    // Up to this width every position has its place in a table; above, positions are hashed.
    private const int WidestTable = 1 << 14;

    private readonly int[] positions;

    // The slot of each position, or −1; else, at its hash or behind, a position and at the same place its slot.
    private readonly int[] slots;
    private readonly int[]? keys;
    private readonly int shift;

    /// <param name="width">The width of the feature vector.</param>
    /// <param name="positions">The positions, ascending, below <paramref name="width"/>; at least one.</param>
    public TreeSlots(int width, int[] positions)
    {
        this.positions = positions;
        if (width <= WidestTable)
        {
            slots = new int[width];
            Array.Fill(slots, -1);
            for (int i = 0; i < positions.Length; i++) slots[positions[i]] = i;
            return;
        }
        int bits = 3;
        while (1L << bits < 2L * positions.Length) bits++;
        shift = 32 - bits;
        (keys, slots) = (new int[1 << bits], new int[1 << bits]);
        Array.Fill(keys, -1);
        for (int i = 0; i < positions.Length; i++)
        {
            int place = Place(positions[i]);
            while (keys[place] >= 0) place = (place + 1) & (keys.Length - 1);
            (keys[place], slots[place]) = (positions[i], i);
        }
    }

    /// <summary>The number of positions.</summary>
    public int Count => positions.Length;

    /// <summary>The positions, ascending.</summary>
    public ReadOnlySpan<int> Positions => positions;

    /// <summary>The slot of a position below the width; −1 where no tree tests it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int position) => keys is null ? slots[position] : Look(position);

    private int Look(int position)
    {
        for (int place = Place(position); keys![place] >= 0; place = (place + 1) & (keys.Length - 1))
            if (keys[place] == position) return slots[place];
        return -1;
    }

    // By the golden ratio, so that neighbours lie apart (Knuth, The Art of Computer Programming, volume 3, 6.4).
    private int Place(int position) => (int)((uint)position * 2654435769u >> shift);
}
