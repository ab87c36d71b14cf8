using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>Native memory, aligned to a cache line and to the widest vector. It grows and never shrinks; the owner frees it.</summary>
internal unsafe struct AlignedBuffer(HostMemory memory)
{
    private const nuint Alignment = 64;
    private nuint capacity;

    /// <summary>The first byte; null before the first <see cref="Reserve"/>.</summary>
    public void* Data { get; private set; }

    /// <summary>Makes room for <paramref name="bytes"/>; true when the memory moved. The content is lost then, and zeroed.</summary>
    public bool Reserve(nuint bytes)
    {
        if (Data != null && bytes <= capacity) return false;
        Free();
        capacity = Math.Max(Alignment, (bytes + Alignment - 1) / Alignment * Alignment);
        Data = memory.Allocate(capacity);
        GC.AddMemoryPressure((long)capacity);
        return true;
    }

    public void Free()
    {
        if (Data == null) return;
        memory.Free(Data);
        GC.RemoveMemoryPressure((long)capacity);
        Data = null;
        capacity = 0;
    }
}
