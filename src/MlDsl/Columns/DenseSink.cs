using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Columns;

/// <summary>Features into a stretch of an array, which the caller has set to 0.</summary>
/// <param name="features">The array.</param>
/// <param name="offset">Where position 0 is.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DenseSink(float[] features, int offset) : IFeatureSink
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int position, float value) => features[offset + position] += value;
}

/// <summary>
/// Features into <paramref name="length"/> floats at an address, which the caller has set to 0: stack space or native memory.
/// </summary>
/// <param name="features">The address of position 0; it must stay valid while the sink is used.</param>
/// <param name="length">The number of floats there.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct PointerSink(float* features, int length) : IFeatureSink
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int position, float value)
    {
        // One comparison keeps a buffer of the wrong width from being a hole in the heap.
        if ((uint)position >= (uint)length) TooShort(position, length);
        features[position] += value;
    }

    private static void TooShort(int position, int length) => throw new ArgumentException(FormattableString.Invariant(
        $"The feature buffer has {length} floats, and a feature is at position {position}; make it as long as Width"));
}
