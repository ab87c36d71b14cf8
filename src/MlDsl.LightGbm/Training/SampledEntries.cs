using System.Runtime.InteropServices;
using MlDsl.Training;

namespace MlDsl.Boosting;

/// <summary>
/// The entries of sampled rows, one after another: a position and what stands there. They lie in memory of their own, which goes when they are done with: collected memory would stay beside the
/// bins that are chosen from it.
/// </summary>
internal sealed unsafe class SampledEntries : IDisposable
{
    private int* positions;
    private float* values;
    private int capacity;

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<int> Positions => new(positions, Count);

    public ReadOnlySpan<float> Values => new(values, Count);

    public void Add(int position, float value)
    {
        if (Count == capacity) Reserve(Count + 1);
        (positions[Count], values[Count]) = (position, value);
        Count++;
    }

    /// <summary>Makes room for so many entries, or for more.</summary>
    /// <exception cref="TrainingException">There are more than can be held.</exception>
    public void Reserve(int entries)
    {
        if (entries <= capacity) return;
        int room = (int)Math.Min(Array.MaxLength, Math.Max(entries, 2L * capacity));
        if (room < entries) throw new TrainingException($"The rows that bins are chosen from have more than {Array.MaxLength} values; give bin_construct_sample_cnt in Parameters a lower number");
        positions = (int*)NativeMemory.Realloc(positions, checked((nuint)room * sizeof(int)));
        values = (float*)NativeMemory.Realloc(values, checked((nuint)room * sizeof(float)));
        capacity = room;
    }

    public void Dispose()
    {
        NativeMemory.Free(positions);
        NativeMemory.Free(values);
        positions = null;
        values = null;
        capacity = Count = 0;
    }
}
