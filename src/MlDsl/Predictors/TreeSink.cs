using System.Runtime.CompilerServices;

namespace MlDsl;

/// <summary>
/// Features straight into the cells of the positions that trees test: no vector is made, and all others are passed over. What no feature may be
/// is noted at every position, as a sum of weighted features would show it.
/// </summary>
/// <param name="slots">Where each position lies.</param>
/// <param name="mayMiss">The positions at which NaN is a missing value, ascending.</param>
/// <param name="cells">The address of a cell for each slot, set to 0, valid while the sink is used.</param>
internal unsafe struct TreeSink(TreeSlots slots, int[] mayMiss, float* cells) : IFeatureSink
{
    /// <summary>Whether a feature is infinite, or NaN where none may be missing.</summary>
    public bool IsRefused { get; private set; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int position, float value)
    {
        if (!float.IsFinite(value)) IsRefused |= IsWrong(mayMiss, position, value);
        int slot = slots.Find(position);
        if (slot >= 0) cells[slot] += value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsWrong(int[] mayMiss, int position, float value) => !float.IsNaN(value) || Array.BinarySearch(mayMiss, position) < 0;
}
