using System.Runtime.InteropServices;

namespace MlDsl.Onnx.Native;

/// <summary>
/// Where the buffers of a session's calls lie: in the processor's own memory, or, beside a card, in memory that is pinned, which the card
/// copies from and to by itself at the full speed of the bus.
/// </summary>
internal sealed unsafe class HostMemory : IDisposable
{
    private const nuint Alignment = 64;
    private const int DeviceAllocator = 0, DefaultMemory = 0, CpuOutput = -1;
    private readonly OrtApi api;
    private readonly nint info;
    private readonly nint allocator;

    private HostMemory(OrtApi api, nint info, nint allocator)
    {
        this.api = api;
        this.info = info;
        this.allocator = allocator;
    }

    /// <summary>Says to the runtime where a buffer lies.</summary>
    public nint Info => info;

    public bool IsPinned => allocator != 0;

    /// <summary>The processor's memory.</summary>
    public static HostMemory Processor(OrtApi api)
    {
        nint info;
        api.Check(api.CreateCpuMemoryInfo(DeviceAllocator, DefaultMemory, &info));
        return new HostMemory(api, info, 0);
    }

    /// <summary>Memory pinned for a card of CUDA; null where the session has none, because another provider runs it.</summary>
    public static HostMemory? Pinned(OrtApi api, nint session, int device)
    {
        nint info, allocator;
        nint status;
        fixed (byte* name = "CudaPinned"u8) status = api.CreateMemoryInfo(name, DeviceAllocator, device, CpuOutput, &info);
        if (Refused(api, status)) return null;
        if (!Refused(api, api.CreateAllocator(session, info, &allocator))) return new HostMemory(api, info, allocator);
        api.ReleaseMemoryInfo(info);
        return null;
    }

    /// <summary>Memory that starts at a cache line, zeroed.</summary>
    public void* Allocate(nuint bytes)
    {
        void* data;
        if (allocator == 0) data = NativeMemory.AlignedAlloc(bytes, Alignment);
        else api.Check(api.AllocatorAlloc(allocator, bytes, &data));
        NativeMemory.Clear(data, bytes);
        return data;
    }

    public void Free(void* data)
    {
        if (allocator == 0) NativeMemory.AlignedFree(data);
        else api.Check(api.AllocatorFree(allocator, (nint)data));
    }

    /// <summary>After every buffer has been freed, and before the session is.</summary>
    public void Dispose()
    {
        if (allocator != 0) api.ReleaseAllocator(allocator);
        api.ReleaseMemoryInfo(info);
    }

    private static bool Refused(OrtApi api, nint status)
    {
        if (status == 0) return false;
        api.ReleaseStatus(status);
        return true;
    }
}
