namespace MlDsl.Onnx;

/// <summary>
/// Idle bindings of one bucket, in slots that are taken and filled by one atomic exchange. Threads start at the slot of their
/// processor, so they seldom meet.
/// </summary>
internal sealed class BindingPool
{
    // One slot per cache line: neighbours must not take turns owning it.
    private const int Stride = 8;
    private readonly OnnxBinding?[] slots;
    private readonly int count;

    public BindingPool(int size)
    {
        count = size;
        slots = new OnnxBinding?[size * Stride];
    }

    /// <summary>An idle binding that now belongs to the caller, or null.</summary>
    public OnnxBinding? TryTake()
    {
        int slot = Start();
        for (int i = 0; i < count; i++)
        {
            ref OnnxBinding? place = ref slots[slot * Stride];
            if (place is not null && Interlocked.Exchange(ref place, null) is { } taken) return taken;
            if (++slot == count) slot = 0;
        }
        return null;
    }

    /// <summary>Keeps an idle binding; false when every slot is full.</summary>
    public bool TryPut(OnnxBinding binding)
    {
        int slot = Start();
        for (int i = 0; i < count; i++)
        {
            ref OnnxBinding? place = ref slots[slot * Stride];
            if (place is null && Interlocked.CompareExchange(ref place, binding, null) is null) return true;
            if (++slot == count) slot = 0;
        }
        return false;
    }

    private int Start() => (int)((uint)Thread.GetCurrentProcessorId() % (uint)count);
}
