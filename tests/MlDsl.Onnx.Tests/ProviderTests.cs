using System.Diagnostics.Metrics;

namespace MlDsl.Onnx.Tests;

/// <summary>The policy for providers, on a library that has the processor only.</summary>
public sealed class ProviderTests
{
    [Fact]
    public void CudaWithFailNamesWhatIsMissing()
    {
        var options = new OnnxSessionOptions { Provider = Provider.Cuda };
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear, "linear", options));
        Assert.Equal(OnnxErrorCode.ProviderMissing, error.Code);
        Assert.StartsWith("linear: the provider CUDAExecutionProvider cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", OnnxRuntimeLibrary.Providers), error.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.OnnxRuntime.Gpu", error.Message, StringComparison.Ordinal);
        Assert.Contains("Fallback = Fallback.Cpu", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("QNN")]
    public void WithCpuItRunsAndSaysSo(string? name)
    {
        var fallbacks = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "MlDsl.Onnx", Name: "mldsl.onnx.fallbacks" }) listener.EnableMeasurementEvents(instrument);
            },
        };
        string model = $"linear {name}";
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            string said = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            if (said.Contains($"model={model} ", StringComparison.Ordinal)) fallbacks.Add($"{count} {said}");
        });
        listener.Start();
        var options = new OnnxSessionOptions { Provider = Provider.Cuda, ProviderName = name, Fallback = Fallback.Cpu };
        using OnnxSession session = OnnxSession.Load(Models.Linear, model, options);
        Assert.Equal("CPUExecutionProvider", session.Provider);
        Assert.Contains($"the provider {name ?? "CUDAExecutionProvider"} cannot be used", session.FallbackReason, StringComparison.Ordinal);
        Assert.Equal([$"1 model={model} provider=CPUExecutionProvider"], fallbacks);
        using OnnxBinding call = session.Rent();
        call.SetInput<float>(0, [1, 2, 3]);
        call.Run();
        Assert.Equal(14.5f, call.Output<float>(0)[0]);
    }

    [Fact]
    public void ABrokenFileIsTheFilesFaultWhateverTheFallback()
    {
        var options = new OnnxSessionOptions { Provider = Provider.Cuda, Fallback = Fallback.Cpu };
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load("nonsense"u8.ToArray(), "broken", options));
        Assert.Equal(OnnxErrorCode.InvalidProtobuf, error.Code);
    }

    [Fact]
    public void AnUnknownProviderIsNamed()
    {
        var options = new OnnxSessionOptions { ProviderName = "Abacus" };
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear, "linear", options));
        Assert.Contains("the provider Abacus cannot be used", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Abacus' is none of them: correct ProviderName, or bring a library", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failed to load library libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot open shared object file", "Install the CUDA and cuDNN")]
    [InlineData("CUDA failure 101: invalid device ordinal ; GPU=7 ; hostname=h ; expr=cudaSetDevice(info_.device_id)", "Set CudaOptions.Device, which is 7")]
    [InlineData("Failed to find key: tunable in provider options. Unknown provider option: \"tunable\".", "Correct ProviderSettings (tunable = 1)")]
    public void TheAdviceFitsTheCauseWhereTheLibraryHasTheProvider(string error, string advice)
    {
        var options = new OnnxSessionOptions { Provider = Provider.Cuda, Cuda = new CudaOptions { Device = 7 }, ProviderSettings = new Dictionary<string, string> { ["tunable"] = "1" } };
        string said = ProviderAdvice.For(error, options, ["CUDAExecutionProvider", "CPUExecutionProvider"]);
        Assert.StartsWith(advice, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Reference Microsoft.ML.OnnxRuntime.Gpu", said, StringComparison.Ordinal);
    }

    [Fact]
    public void XnnPackIsTakenByNameWhereTheLibraryHasIt()
    {
        var options = new OnnxSessionOptions { ProviderName = "XNNPACK" };
        if (!OnnxRuntimeLibrary.Providers.Contains("XnnpackExecutionProvider"))
        {
            Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear, "linear", options));
            return;
        }
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear", options);
        Assert.Equal("XNNPACK", session.Provider);
    }

    [Fact]
    public void CudaSettingsGoByTheRuntimesNames()
    {
        var cuda = new CudaOptions
        {
            Device = 1,
            MemoryLimit = 2UL << 30,
            ArenaGrowth = ArenaGrowth.PowerOfTwo,
            ConvolutionSearch = ConvolutionSearch.Exhaustive,
            ChannelsLast = true,
            FuseConvolutions = true,
        };
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["arena_extend_strategy"] = "kNextPowerOfTwo",
                ["cudnn_conv_algo_search"] = "EXHAUSTIVE",
                ["device_id"] = "1",
                ["fuse_conv_bias"] = "1",
                ["gpu_mem_limit"] = "2147483648",
                ["prefer_nhwc"] = "1",
            },
            new SortedDictionary<string, string>(Native.ProviderSettings.Cuda(cuda)));
        Dictionary<string, string> defaults = Native.ProviderSettings.Cuda(new CudaOptions());
        Assert.Equal("kSameAsRequested", defaults["arena_extend_strategy"]);
        Assert.Equal("HEURISTIC", defaults["cudnn_conv_algo_search"]);
        Assert.False(defaults.ContainsKey("gpu_mem_limit"));
        Assert.False(defaults.ContainsKey("prefer_nhwc"));
    }

    [Fact]
    public void TensorRtSettingsGoByTheRuntimesNames()
    {
        var options = new OnnxSessionOptions
        {
            Provider = Provider.TensorRt,
            Cuda = new CudaOptions { Device = 2 },
            TensorRt = new TensorRtOptions { Half = true, EngineCache = "engines", Workspace = 1UL << 30 },
            ProviderSettings = new Dictionary<string, string> { ["trt_timing_cache_enable"] = "1", ["trt_fp16_enable"] = "0" },
        };
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["device_id"] = "2",
                ["trt_engine_cache_enable"] = "1",
                ["trt_engine_cache_path"] = "engines",
                ["trt_fp16_enable"] = "0",
                ["trt_max_workspace_size"] = "1073741824",
                ["trt_timing_cache_enable"] = "1",
            },
            new SortedDictionary<string, string>(Native.ProviderSettings.Of(options)));
        Assert.Equal(2, Native.ProviderSettings.Card(options));
        Assert.Equal(5, Native.ProviderSettings.Card(options with { ProviderSettings = new Dictionary<string, string> { ["device_id"] = "5" } }));
        Assert.Null(Native.ProviderSettings.Card(options with { Provider = Provider.Cpu }));
        Assert.Null(Native.ProviderSettings.Card(options with { ProviderName = "XNNPACK" }));
    }

    [Fact]
    public void TensorRtIsAskedForByItsOwnOptions()
    {
        var options = new OnnxSessionOptions { Provider = Provider.TensorRt };
        var error = Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Load(Models.Linear, "linear", options));
        Assert.StartsWith("linear: the provider TensorrtExecutionProvider cannot be used: ", error.Message, StringComparison.Ordinal);
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear", options with { Fallback = Fallback.Cpu });
        Assert.Equal("CPUExecutionProvider", session.Provider);
    }
}
