namespace MlDsl.Onnx;

/// <summary>The way out where a provider cannot be used, by what the runtime says of it.</summary>
internal static class ProviderAdvice
{
    // What the runtime and the CUDA runtime write.
    private static readonly string[] Unloaded = ["Failed to load library", "cannot open shared object", "LoadLibrary failed", "dlopen"];
    private static readonly string[] Settings = ["provider option", "Unknown option", "Invalid option", "Failed to parse"];
    private static readonly string[] Device = ["device ordinal", "device_id", "device id", "cudaSetDevice", "no CUDA-capable device"];

    /// <param name="error">The runtime's text.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="built">The providers that the library was built with.</param>
    public static string For(string error, OnnxSessionOptions options, IReadOnlyList<string> built)
    {
        bool isTensorRt = options is { ProviderName: null, Provider: Provider.TensorRt };
        bool isCuda = isTensorRt || options is { ProviderName: null, Provider: Provider.Cuda };
        if (isCuda && (!built.Contains(isTensorRt ? "TensorrtExecutionProvider" : "CUDAExecutionProvider") || LacksProvider(error)))
            return "Reference Microsoft.ML.OnnxRuntime.Gpu, with CUDA and cuDNN on the loader's path, in place of the package for the processor";
        if (!isCuda && !built.Any(provider => IsNamed(provider, options.ProviderName!)))
            return $"'{options.ProviderName}' is none of them: correct ProviderName, or bring a library that was built with it";
        if (Says(error, Unloaded))
            return isTensorRt ? "Install the TensorRT, CUDA and cuDNN that this version of ONNX Runtime was built with, and put them on the loader's path"
                : isCuda ? "Install the CUDA and cuDNN that this version of ONNX Runtime was built with, and put them on the loader's path" : "Put the provider's own libraries on the loader's path";

        // The named setting tells a wrong device number from a wrong name.
        if (Says(error, Device) && (isCuda || options.ProviderSettings.ContainsKey("device_id")))
            return isCuda && !options.ProviderSettings.ContainsKey("device_id")
                ? $"Set CudaOptions.Device, which is {options.Cuda.Device}, to the number of a card that this machine has, counted from 0"
                : $"Set device_id in ProviderSettings, which is {options.ProviderSettings["device_id"]}, to the number of a card that this machine has, counted from 0";
        if (options.ProviderSettings.Count > 0 || Says(error, Settings))
            return $"Correct ProviderSettings ({string.Join(", ", options.ProviderSettings.Select(static s => $"{s.Key} = {s.Value}"))}): the names and values are those of ONNX Runtime's documentation of the provider";
        return isCuda ? "See that the machine has a card and a driver for the CUDA of this library" : "See what the provider asks of the machine";
    }

    // The short names that the runtime takes: XNNPACK for XnnpackExecutionProvider.
    private static bool IsNamed(string provider, string name) =>
        provider.Equals(name, StringComparison.OrdinalIgnoreCase) || provider.Equals(name + "ExecutionProvider", StringComparison.OrdinalIgnoreCase);

    // The loader names what it did not find: the provider's library itself, or one of CUDA's that it needs.
    private static bool LacksProvider(string error) =>
        Says(error, Unloaded) && error.IndexOf("error:", StringComparison.Ordinal) is >= 0 and int at && error.IndexOf("onnxruntime_providers", at, StringComparison.Ordinal) >= 0;

    private static bool Says(string error, string[] texts) => texts.Any(text => error.Contains(text, StringComparison.OrdinalIgnoreCase));
}
