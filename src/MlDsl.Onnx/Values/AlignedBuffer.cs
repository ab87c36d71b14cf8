using System.Runtime.InteropServices;

namespace MlDsl.Onnx;

/// <summary>Native memory, aligned to a cache line and to the widest vector. It grows and never shrinks; the owner frees it.</summary>
internal unsafe struct AlignedBuffer
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
        Data = NativeMemory.AlignedAlloc(capacity, Alignment);
        NativeMemory.Clear(Data, capacity);
        GC.AddMemoryPressure((long)capacity);
        return true;
    }

    public void Free()
    {
        if (Data == null) return;
        NativeMemory.AlignedFree(Data);
        GC.RemoveMemoryPressure((long)capacity);
        Data = null;
        capacity = 0;
    }
}
