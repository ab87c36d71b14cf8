using MlDsl.Onnx.Native;

namespace MlDsl.Onnx.Tests;

/// <summary>ONNX Runtime itself: a session, its C API's Run, and what that gives, without bindings, buffers or declarations in between.</summary>
internal static unsafe class RawRuntime
{
    public static OnnxValue[] Run(byte[] file, params OnnxValue[] inputs)
    {
        OrtApi api = OnnxRuntimeLibrary.Api;
        nint environment = OrtEnvironment.Process.Get(api, false), options, created;
        api.Check(api.CreateSessionOptions(&options));
        fixed (byte* bytes = file) api.Check(api.CreateSessionFromArray(environment, bytes, (nuint)file.Length, options, &created));
        api.ReleaseSessionOptions(options);
        using var session = new SessionHandle(api, created, card: null);
        OnnxSignature signature = SessionDescription.Read(api, created);
        session.SetNames(signature);
        nint[] given = [.. inputs.Select(static input => input.Pointer)];
        var made = new nint[signature.Outputs.Count];
        fixed (nint* g = given)
        fixed (nint* m = made)
            api.Check(api.Run(created, 0, session.InputNames, g, (nuint)given.Length, session.OutputNames, (nuint)made.Length, m));
        return Array.ConvertAll(made, value => new OnnxValue(api, value));
    }
}
