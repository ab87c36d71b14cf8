using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx.Suite;

/// <summary>ONNX Runtime called as its C header says, without bindings, pools or signatures: what the adapter is compared with.</summary>
internal sealed unsafe class RawSession : IDisposable
{
    private readonly OrtApi api = OnnxRuntimeLibrary.Api;
    private nint session;

    public RawSession(string path)
    {
        nint options = SessionSettings.Create(api, OnnxSessionOptions.Default);
        nint text = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            nint created;
            api.Check(api.CreateSession(OrtEnvironment.Process.Get(api, sharedPool: false), (void*)text, options, &created));
            session = created;
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
            api.ReleaseSessionOptions(options);
        }
    }

    /// <summary>Runs the graph on inputs in the file's order.</summary>
    public List<Value> Run(IReadOnlyList<string> inputNames, IReadOnlyList<Value> inputs, IReadOnlyList<string> outputNames)
    {
        var names = inputNames.Concat(outputNames).Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        var values = inputs.Select(static i => i.Native()).ToArray();
        var pointers = values.Select(static v => v.Pointer).ToArray();
        var outputs = new nint[outputNames.Count];
        try
        {
            fixed (nint* name = names, input = pointers, output = outputs)
                api.Check(api.Run(session, 0, name, input, (nuint)pointers.Length, name + inputNames.Count, (nuint)outputs.Length, output));
            return [.. outputs.Select(o => o == 0 ? Value.Absent : Value.Take(new OnnxValue(api, o)))];
        }
        finally
        {
            foreach (OnnxValue value in values) value.Dispose();
            foreach (nint name in names) Marshal.FreeCoTaskMem(name);
        }
    }

    public void Dispose()
    {
        if (session != 0) api.ReleaseSession(session);
        session = 0;
    }
}
