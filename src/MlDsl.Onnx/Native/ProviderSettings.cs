using System.Globalization;

namespace MlDsl.Onnx.Native;

/// <summary>The settings of providers under the names that ONNX Runtime gives them.</summary>
internal static class ProviderSettings
{
    /// <summary>What the options say to the provider that they ask for; what the caller names himself wins.</summary>
    public static Dictionary<string, string> Of(OnnxSessionOptions options)
    {
        Dictionary<string, string> settings = options switch
        {
            { ProviderName: not null } => [],
            { Provider: Provider.Cuda } => Cuda(options.Cuda),
            { Provider: Provider.TensorRt } => TensorRt(options),
            _ => [],
        };
        foreach ((string key, string value) in options.ProviderSettings) settings[key] = value;
        return settings;
    }

    /// <summary>The number of the card that runs the graph; null where no card of CUDA does.</summary>
    public static int? Card(OnnxSessionOptions options) =>
        options is { ProviderName: null, Provider: Provider.Cuda or Provider.TensorRt }
            && int.TryParse(Of(options)["device_id"], CultureInfo.InvariantCulture, out int device) ? device : null;

    /// <summary>The CUDA provider's settings.</summary>
    public static Dictionary<string, string> Cuda(CudaOptions cuda)
    {
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = Text(cuda.Device),
            ["arena_extend_strategy"] = cuda.ArenaGrowth == ArenaGrowth.AsRequested ? "kSameAsRequested" : "kNextPowerOfTwo",
            ["cudnn_conv_algo_search"] = cuda.ConvolutionSearch switch
            {
                ConvolutionSearch.Exhaustive => "EXHAUSTIVE",
                ConvolutionSearch.Default => "DEFAULT",
                _ => "HEURISTIC",
            },
        };
        if (cuda.ChannelsLast) settings["prefer_nhwc"] = "1";
        if (cuda.FuseConvolutions) settings["fuse_conv_bias"] = "1";
        if (cuda.MemoryLimit is { } limit) settings["gpu_mem_limit"] = Text(limit);
        return settings;
    }

    /// <summary>The TensorRT provider's settings.</summary>
    public static Dictionary<string, string> TensorRt(OnnxSessionOptions options)
    {
        TensorRtOptions tensorRt = options.TensorRt;
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = Text(options.Cuda.Device),
            ["trt_fp16_enable"] = tensorRt.Half ? "1" : "0",
        };
        if (tensorRt.EngineCache is { } folder)
        {
            settings["trt_engine_cache_enable"] = "1";
            settings["trt_engine_cache_path"] = folder;
        }
        if (tensorRt.Workspace is { } bytes) settings["trt_max_workspace_size"] = Text(bytes);
        return settings;
    }

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
