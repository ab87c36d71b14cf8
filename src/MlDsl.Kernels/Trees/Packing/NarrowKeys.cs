using System.Numerics;

namespace MlDsl.Kernels;

/// <summary>
/// How a slot's sorted keys lie in three bytes each: first the lowest, then the last key of each group of sixteen, and behind these the other fifteen of each
/// group as distances from the last key of the group before. Fewer than sixteen keys follow on the lowest as they are.
/// </summary>
/// <remarks>
/// Of a group the lower two bytes of all come first, then the third of all. A distance that three bytes do not hold makes a group wide: it holds keys, not
/// distances, and their fourth bytes come last. Sixteen keys of a feature are most often near enough: a group in three bytes reaches over two powers of two.
/// </remarks>
internal static unsafe class NarrowKeys
{
    /// <summary>The keys of a group, and those of them that it holds itself.</summary>
    public const int Group = 16, Held = Group - 1;

    /// <summary>Where the third and the fourth bytes start in a group, and the end of a wide one.</summary>
    public const int HighAt = 2 * Held, TopAt = 3 * Held, WideSize = 4 * Held;

    /// <summary>The bytes behind the last slot: a vector is loaded from the last keys of a slot's groups, and from each start in a group.</summary>
    public const int Beyond = 64;

    /// <summary>The greatest distance that three bytes hold.</summary>
    public const int MaxDistance = (1 << 24) - 1;

    /// <summary>The groups of so many keys, behind which one stands that is above all.</summary>
    public static int Groups(int keys) => (keys / Group) + 1;

    /// <summary>Where a group starts, in bytes from the first.</summary>
    /// <param name="group">The group.</param>
    /// <param name="wide">A bit for each group that is wide.</param>
    public static int Start(int group, int wide) => (group * TopAt) + ((WideSize - TopAt) * BitOperations.PopCount((uint)(wide & ((1 << group) - 1))));

    /// <summary>A key by its place.</summary>
    /// <param name="keys">The keys of all slots.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="place">The place, below the number of keys.</param>
    public static int Key(int* keys, PackedSlot* slot, int place)
    {
        int* last = keys + slot->Level0;
        if (slot->Levels == 1) return last[place];
        int group = place / Group, at = place % Group;
        if (at == Held) return last[group];
        byte* held = (byte*)(last + Groups(slot->Count)) + Start(group, slot->Level1);
        int low = ((ushort*)held)[at] | (held[HighAt + at] << 16);
        return (slot->Level1 >> group & 1) != 0 ? low | (held[TopAt + at] << 24) : low + last[group - 1];
    }
}
