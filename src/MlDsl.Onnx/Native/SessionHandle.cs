using System.Runtime.InteropServices;

namespace MlDsl.Onnx.Native;

/// <summary>
/// A native session with the names that its calls need. Each binding holds a reference, so the session outlives every call in flight.
/// </summary>
internal sealed unsafe class SessionHandle : SafeHandle
{
    private readonly Utf8 names = new();

    /// <summary>Takes a session, which runs on the card with the number <paramref name="card"/>, or on the processor.</summary>
    public SessionHandle(OrtApi api, nint session, int? card)
        : base(0, ownsHandle: true)
    {
        Api = api;
        SetHandle(session);
        Memory = (card is { } device ? HostMemory.Pinned(api, session, device) : null) ?? api.Processor;
    }

    public OrtApi Api { get; }

    public nint Pointer => handle;

    /// <summary>Where the buffers of calls lie.</summary>
    public HostMemory Memory { get; }

    /// <summary>The names, null-terminated, as arrays that the runtime reads.</summary>
    public nint* InputNames { get; private set; }

    /// <inheritdoc cref="InputNames"/>
    public nint* OutputNames { get; private set; }

    public override bool IsInvalid => handle == 0;

    public void SetNames(OnnxSignature signature)
    {
        InputNames = Native(signature.Inputs);
        OutputNames = Native(signature.Outputs);
    }

    protected override bool ReleaseHandle()
    {
        if (Memory != Api.Processor) Memory.Dispose();
        Api.ReleaseSession(handle);
        names.Dispose();
        NativeMemory.Free(InputNames);
        NativeMemory.Free(OutputNames);
        return true;
    }

    private nint* Native(IReadOnlyList<OnnxValueInfo> values)
    {
        var array = (nint*)NativeMemory.Alloc((nuint)Math.Max(1, values.Count), (nuint)sizeof(nint));
        for (int i = 0; i < values.Count; i++) array[i] = (nint)names.Add(values[i].Name);
        return array;
    }
}
