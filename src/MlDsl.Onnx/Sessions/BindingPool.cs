using System.Numerics;

namespace MlDsl.Onnx;

/// <summary>
/// Idle bindings of one bucket, in slots that are taken and filled by one atomic exchange. Threads start at the slot of their
/// processor and give the binding back there, so the next search is short and callers seldom meet.
/// </summary>
internal sealed class BindingPool
{
    // One slot per cache line: neighbours must not take turns owning it.
    private const int Stride = 8;
    private readonly OnnxBinding?[] slots;
    private readonly int count;
    private readonly int mask;

    public BindingPool(int size)
    {
        count = size;
        mask = (int)BitOperations.RoundUpToPowerOf2((uint)size) - 1;
        slots = new OnnxBinding?[size * Stride];
    }

    /// <summary>An idle binding that now belongs to the caller, or null.</summary>
    public OnnxBinding? TryTake()
    {
        int start = Start();
        int slot = start;
        for (int i = 0; i < count; i++)
        {
            ref OnnxBinding? place = ref slots[slot * Stride];
            if (place is not null && Interlocked.Exchange(ref place, null) is { } taken)
            {
                taken.HomeSlot = start;
                return taken;
            }
            if (++slot == count) slot = 0;
        }
        return null;
    }

    /// <summary>Keeps an idle binding; false when every slot is full.</summary>
    public bool TryPut(OnnxBinding binding)
    {
        int slot = binding.HomeSlot;
        for (int i = 0; i < count; i++)
        {
            ref OnnxBinding? place = ref slots[slot * Stride];
            if (place is null && Interlocked.CompareExchange(ref place, binding, null) is null) return true;
            if (++slot == count) slot = 0;
        }
        return false;
    }

    // A division would cost as much as the exchange.
    private int Start()
    {
        int slot = Thread.GetCurrentProcessorId() & mask;
        return slot < count ? slot : slot - count;
    }
}
