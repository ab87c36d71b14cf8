using System.Runtime.InteropServices;

namespace MlDsl.Onnx.Native;

/// <summary>
/// The runtime's table of functions. It is append-only, so a slot's number never changes; asking for the oldest version that has all of
/// the slots below accepts the widest range of libraries. Every handle is an <see cref="nint"/>, every fallible function returns a status.
/// </summary>
internal sealed unsafe partial class OrtApi
{
    /// <summary>The oldest version of the table that has every slot used here.</summary>
    public const uint TableVersion = 17;

    private readonly nint* table;

    private OrtApi(nint* table, string version)
    {
        this.table = table;
        Version = version;
    }

    public string Version { get; }

    /// <summary>The processor's memory; like the environment, it is never released.</summary>
    public HostMemory Processor => field ??= HostMemory.Processor(this);

    /// <summary>Takes the table from a loaded library; null when the library is older than <see cref="TableVersion"/>.</summary>
    public static OrtApi? TryCreate(delegate* unmanaged<nint*> getApiBase, out string version)
    {
        nint* functions = getApiBase();
        version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)functions[1])()) ?? "";
        nint* table = ((delegate* unmanaged<uint, nint*>)functions[0])(TableVersion);
        return table == null ? null : new OrtApi(table, version);
    }

    /// <summary>Throws what the status says, and frees it.</summary>
    public void Check(nint status, string? model = null)
    {
        if (status != 0) throw Error(status, model);
    }

    /// <summary>The exception for a status that is not null; the status is freed.</summary>
    public OnnxRuntimeException Error(nint status, string? model)
    {
        var code = (OnnxErrorCode)GetErrorCode(status);
        string text = Marshal.PtrToStringUTF8(GetErrorMessage(status)) ?? "";
        ReleaseStatus(status);
        return new OnnxRuntimeException(code, model, $"{text.Trim()} (ONNX Runtime error {(int)code}, {code})");
    }

    /// <summary>The allocator that strings and arrays returned by the runtime belong to; it is never released.</summary>
    public nint DefaultAllocator
    {
        get
        {
            nint allocator;
            Check(GetAllocatorWithDefaultOptions(&allocator));
            return allocator;
        }
    }

    /// <summary>Copies a string that the runtime allocated, and frees it.</summary>
    public string TakeString(nint text)
    {
        string copy = Marshal.PtrToStringUTF8(text) ?? "";
        Check(AllocatorFree(DefaultAllocator, text));
        return copy;
    }
}
