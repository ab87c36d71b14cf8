using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>Makes sessions.</summary>
internal static unsafe class SessionLoader
{
    public static OnnxSession Load(ModelSource source, OnnxSessionOptions options, OnnxSignature? expected)
    {
        if (source.Path is not null && !File.Exists(source.Path))
            throw new OnnxRuntimeException(OnnxErrorCode.NoSuchFile, source.Name, $"the model file '{source.Path}' does not exist");
        if (options.Sha256 is not null) PinnedHash.Check(source, options.Sha256);
        OrtApi api = OnnxRuntimeLibrary.Api;
        nint environment = OrtEnvironment.Process.Get(api, options.SharedPool);
        string provider = SessionSettings.ProviderName(options);
        string? fallback = null;
        SessionHandle handle;
        try
        {
            handle = Create(api, environment, source, options, withProvider: true);
        }
        catch (OnnxRuntimeException e) when (options.Fallback == Fallback.Cpu && provider != "CPUExecutionProvider")
        {
            fallback = e.Message;
            provider = "CPUExecutionProvider";
            handle = Create(api, environment, source, options with { ForbidCpuNodes = false }, withProvider: false);
        }
        try
        {
            OnnxSignature inferred = SessionDescription.Read(api, handle.Pointer);
            OnnxSignature actual = Declared(inferred, source);
            if (expected?.Difference(actual) is { } difference)
                throw new OnnxRuntimeException(
                    OnnxErrorCode.ModelMismatch,
                    source.Name,
                    $"{difference}; rebuild against this file, or deploy the file it was built with");
            if (actual.Outputs.Count == 0)
                throw new OnnxRuntimeException(
                    OnnxErrorCode.InvalidGraph, source.Name, "the graph has no outputs, so there is nothing to run it for");
            handle.SetNames(actual);
            var plan = new SessionFacts(source.Name, expected ?? actual, inferred, SessionDescription.ReadMetadata(api, handle.Pointer), provider, fallback, expected is not null);
            if (fallback is not null) OnnxMetrics.Fallbacks.Add(1, plan.Tags);
            return new OnnxSession(handle, plan, options);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static SessionHandle Create(OrtApi api, nint environment, ModelSource source, OnnxSessionOptions options, bool withProvider)
    {
        nint native = SessionSettings.Create(api, options);
        try
        {
            if (withProvider) Append(api, native, options, source.Name);
            nint session;
            nint status;
            if (source.Path is null)
            {
                fixed (byte* bytes = source.Bytes.Span)
                    status = api.CreateSessionFromArray(environment, bytes, (nuint)source.Bytes.Length, native, &session);
            }
            else if (OperatingSystem.IsWindows())
            {
                fixed (char* path = source.Path) status = api.CreateSession(environment, path, native, &session);
            }
            else
            {
                using var text = new Utf8();
                status = api.CreateSession(environment, text.Add(source.Path), native, &session);
            }
            if (status != 0) throw Explain(api.Error(status, source.Name), source);
            return new SessionHandle(api, session, withProvider ? ProviderSettings.Card(options) : null);
        }
        finally
        {
            api.ReleaseSessionOptions(native);
        }
    }

    private static void Append(OrtApi api, nint native, OnnxSessionOptions options, string model)
    {
        try
        {
            SessionSettings.AppendProvider(api, native, options);
        }
        catch (OnnxRuntimeException e)
        {
            string provider = SessionSettings.ProviderName(options);
            throw new OnnxRuntimeException(
                OnnxErrorCode.ProviderMissing,
                model,
                $"the provider {provider} cannot be used: {e.Message}. The library '{OnnxRuntimeLibrary.Path}' "
                + $"(ONNX Runtime {api.Version}) was built for {string.Join(", ", OnnxRuntimeLibrary.Providers)}. "
                + $"{ProviderAdvice.For(e.Message, options, OnnxRuntimeLibrary.Providers)}, or set Fallback = Fallback.Cpu to run on the processor",
                e);
        }
    }

    // What the runtime says about a Git LFS pointer ("Protobuf parsing failed") or weights that are not there helps nobody.
    private static OnnxRuntimeException Explain(OnnxRuntimeException error, ModelSource source)
    {
        Span<byte> head = stackalloc byte[64];
        using Stream content = source.Open();
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        string? reason = head.IsEmpty ? "the file is empty"
            : head.StartsWith("version https://git-lfs"u8) ? "the file is a Git LFS pointer; fetch the model with 'git lfs pull'"
            : null;
        if (reason is not null) return new OnnxRuntimeException(OnnxErrorCode.InvalidProtobuf, source.Name, reason, error);
        content.Position = 0;
        return ExternalFiles.Missing(source, content) is { } missing ? new OnnxRuntimeException(OnnxErrorCode.NoSuchFile, source.Name, missing, error) : error;
    }

    private static OnnxSignature Declared(OnnxSignature inferred, ModelSource source)
    {
        using Stream content = source.Open();
        return FileDeclarations.Declared(inferred, content);
    }
}
