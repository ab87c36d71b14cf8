using System.Buffers;
using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>
/// Memory for one call: from the caller's stack when it is little, else from the shared pool. Its start is at a multiple of 64.
/// </summary>
internal unsafe ref struct Scratch
{
    private const int MaxStack = 48 << 10, Alignment = 64;
    private byte[]? rented;
    private GCHandle pin;
    private int size;

    /// <summary>What the caller must allocate on its stack.</summary>
    public readonly int StackSize => size <= MaxStack ? size : 0;

    /// <summary>Sets aside bytes; the offset of each part is a multiple of 64.</summary>
    /// <returns>The offset of the part.</returns>
    public int Need(int bytes)
    {
        int start = size == 0 ? 0 : size - Alignment;
        size = checked(start + bytes + (Alignment - 1) & -Alignment) + Alignment;
        return start;
    }

    public byte* Open(byte* stack)
    {
        if (size > MaxStack)
        {
            rented = ArrayPool<byte>.Shared.Rent(size);
            pin = GCHandle.Alloc(rented, GCHandleType.Pinned);
            stack = (byte*)pin.AddrOfPinnedObject();
        }
        return (byte*)(((nint)stack + Alignment - 1) & -Alignment);
    }

    /// <summary>Gives back what was borrowed. Not called after an exception, which costs the pool an array and nothing else.</summary>
    public void Close()
    {
        if (rented is null) return;
        pin.Free();
        ArrayPool<byte>.Shared.Return(rented);
        rented = null;
    }
}
