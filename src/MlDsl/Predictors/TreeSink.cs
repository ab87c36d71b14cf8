using System.Runtime.CompilerServices;

namespace MlDsl;

/// <summary>Features straight into the cells of the positions that trees test: no vector is made, and all others are passed over.</summary>
/// <param name="slots">Where each position lies.</param>
/// <param name="cells">The address of a cell for each slot, set to 0, valid while the sink is used.</param>
internal readonly unsafe struct TreeSink(TreeSlots slots, float* cells) : IFeatureSink
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int position, float value)
    {
        int slot = slots.Find(position);
        if (slot >= 0) cells[slot] += value;
    }
}
