namespace MlDsl.Onnx.Native;

/// <summary>Turns <see cref="OnnxSessionOptions"/> into the runtime's own session options.</summary>
internal static unsafe class SessionSettings
{
    /// <summary>The runtime's name of the provider that the options ask for.</summary>
    public static string ProviderName(OnnxSessionOptions options) =>
        options.ProviderName ?? options.Provider switch
        {
            Provider.Cuda => "CUDAExecutionProvider",
            Provider.TensorRt => "TensorrtExecutionProvider",
            _ => "CPUExecutionProvider",
        };

    /// <summary>Makes native options, without a provider; the caller releases them.</summary>
    public static nint Create(OrtApi api, OnnxSessionOptions options)
    {
        nint native;
        api.Check(api.CreateSessionOptions(&native));
        try
        {
            api.Check(api.SetSessionLogSeverityLevel(native, (int)options.LogLevel));
            api.Check(api.SetSessionGraphOptimizationLevel(native, (int)options.Optimization));
            api.Check(options.MemoryPattern ? api.EnableMemPattern(native) : api.DisableMemPattern(native));
            api.Check(options.CpuArena ? api.EnableCpuMemArena(native) : api.DisableCpuMemArena(native));
            api.Check(api.SetSessionExecutionMode(native, options.InterOpThreads == 1 ? 0 : 1));
            if (options.SharedPool)
            {
                api.Check(api.DisablePerSessionThreads(native));
            }
            else
            {
                api.Check(api.SetIntraOpNumThreads(native, options.IntraOpThreads));
                api.Check(api.SetInterOpNumThreads(native, options.InterOpThreads));
            }
            Set(api, native, "session.intra_op.allow_spinning", options.Spinning ? "1" : "0");
            Set(api, native, "session.inter_op.allow_spinning", options.Spinning ? "1" : "0");
            if (options.ForbidCpuNodes) Set(api, native, "session.disable_cpu_ep_fallback", "1");
            foreach ((string key, string value) in options.Settings) Set(api, native, key, value);
            return native;
        }
        catch
        {
            api.ReleaseSessionOptions(native);
            throw;
        }
    }

    /// <summary>Adds the provider that the options ask for.</summary>
    /// <exception cref="OnnxRuntimeException">The library does not have it, or it does not start.</exception>
    public static void AppendProvider(OrtApi api, nint native, OnnxSessionOptions options)
    {
        if (options.ProviderName is null && options.Provider == Provider.Cpu) return;
        Append(api, native, options, ProviderSettings.Of(options));

        // What TensorRT does not take would else run on the processor.
        if (options is { ProviderName: null, Provider: Provider.TensorRt })
            Append(api, native, options with { Provider = Provider.Cuda }, ProviderSettings.Cuda(options.Cuda));
    }

    private static void Append(OrtApi api, nint native, OnnxSessionOptions options, Dictionary<string, string> settings)
    {
        using var text = new Utf8();
        nint[] keys = [.. settings.Keys.Select(key => (nint)text.Add(key))];
        nint[] values = [.. settings.Values.Select(value => (nint)text.Add(value))];
        fixed (nint* k = keys)
        fixed (nint* v = values)
        {
            if (options.ProviderName is { } name) api.Check(api.AppendProvider(native, text.Add(name), k, v, (nuint)keys.Length));
            else if (options.Provider == Provider.Cuda) AppendCuda(api, native, k, v, (nuint)keys.Length);
            else AppendTensorRt(api, native, k, v, (nuint)keys.Length);
        }
    }

    private static void AppendCuda(OrtApi api, nint native, nint* keys, nint* values, nuint count)
    {
        nint cuda;
        api.Check(api.CreateCudaProviderOptions(&cuda));
        try
        {
            api.Check(api.UpdateCudaProviderOptions(cuda, keys, values, count));
            api.Check(api.AppendCudaProvider(native, cuda));
        }
        finally
        {
            api.ReleaseCudaProviderOptions(cuda);
        }
    }

    // The generic call does not know TensorRT.
    private static void AppendTensorRt(OrtApi api, nint native, nint* keys, nint* values, nuint count)
    {
        nint tensorRt;
        api.Check(api.CreateTensorRtProviderOptions(&tensorRt));
        try
        {
            api.Check(api.UpdateTensorRtProviderOptions(tensorRt, keys, values, count));
            api.Check(api.AppendTensorRtProvider(native, tensorRt));
        }
        finally
        {
            api.ReleaseTensorRtProviderOptions(tensorRt);
        }
    }

    private static void Set(OrtApi api, nint native, string key, string value)
    {
        using var text = new Utf8();
        api.Check(api.AddSessionConfigEntry(native, text.Add(key), text.Add(value)));
    }
}
