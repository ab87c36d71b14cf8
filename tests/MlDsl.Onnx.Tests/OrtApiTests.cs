using System.Reflection;
using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx.Tests;

/// <summary>
/// Walks a small model through every slot of the table that is used. A slot that is off by one calls another function: each step checks
/// what only the right one can do.
/// </summary>
public sealed unsafe class OrtApiTests : IDisposable
{
    private static readonly OrtApi Api = OnnxRuntimeLibrary.Api;
    private readonly HashSet<string> walked = [];
    private readonly Utf8 text = new();
    private nint options;
    private nint session;

    public void Dispose() => text.Dispose();

    [Fact]
    public void EverySlotIsTheFunctionItIsCalled()
    {
        WalkErrors();
        WalkProviders();
        WalkEnvironment();
        WalkSessionOptions();
        WalkSession();
        WalkDescription();
        WalkTypes();
        WalkValues();
        WalkRun();
        Called(nameof(Api.ReleaseSession));
        Api.ReleaseSession(session);
        Called(nameof(Api.ReleaseSessionOptions));
        Api.ReleaseSessionOptions(options);
        IEnumerable<string> slots = typeof(OrtApi)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType.IsFunctionPointer)
            .Select(property => property.Name);
        Assert.Equal(slots.Order(), walked.Order());
    }

    private void WalkErrors()
    {
        nint created;
        nint status = Api.CreateSessionFromArray(Environment, (void*)text.Add("x"), 0, 0, &created);
        Assert.NotEqual(0, status);
        Called(nameof(Api.GetErrorCode));
        Assert.Equal((int)OnnxErrorCode.InvalidArgument, Api.GetErrorCode(status));
        Called(nameof(Api.GetErrorMessage));
        Assert.False(string.IsNullOrEmpty(Marshal.PtrToStringUTF8(Api.GetErrorMessage(status))));
        Called(nameof(Api.ReleaseStatus));
        Api.ReleaseStatus(status);
    }

    private void WalkProviders()
    {
        nint* names;
        int count;
        Ok(nameof(Api.GetAvailableProviders), Api.GetAvailableProviders(&names, &count));
        Assert.Equal("CPUExecutionProvider", Marshal.PtrToStringUTF8(names[count - 1]));
        Ok(nameof(Api.ReleaseAvailableProviders), Api.ReleaseAvailableProviders(names, count));

        // A library without a card's providers says so; only one with them has options that can be filled and handed over.
        nint native, cuda = 0, tensorRt = 0;
        nint key = (nint)text.Add("device_id"), value = (nint)text.Add("0");
        Api.Check(Api.CreateSessionOptions(&native));
        Called(nameof(Api.UpdateCudaProviderOptions), nameof(Api.AppendCudaProvider), nameof(Api.ReleaseCudaProviderOptions));
        if (IsMade(nameof(Api.CreateCudaProviderOptions), Api.CreateCudaProviderOptions(&cuda)))
        {
            Card(Api.UpdateCudaProviderOptions(cuda, &key, &value, 1));
            Card(Api.AppendCudaProvider(native, cuda));
            Api.ReleaseCudaProviderOptions(cuda);
        }
        Called(nameof(Api.UpdateTensorRtProviderOptions), nameof(Api.AppendTensorRtProvider), nameof(Api.ReleaseTensorRtProviderOptions));
        if (IsMade(nameof(Api.CreateTensorRtProviderOptions), Api.CreateTensorRtProviderOptions(&tensorRt)))
        {
            Card(Api.UpdateTensorRtProviderOptions(tensorRt, &key, &value, 1));
            Card(Api.AppendTensorRtProvider(native, tensorRt));
            Api.ReleaseTensorRtProviderOptions(tensorRt);
        }
        Called(nameof(Api.AppendProvider));
        var error = Api.Error(Api.AppendProvider(native, text.Add("Abacus"), &key, &value, 1), null);
        Assert.Contains("Abacus", error.Message, StringComparison.Ordinal);
        Api.ReleaseSessionOptions(native);
    }

    private void WalkEnvironment()
    {
        nint threading, environment;
        Ok(nameof(Api.CreateThreadingOptions), Api.CreateThreadingOptions(&threading));
        Ok(nameof(Api.SetGlobalIntraOpNumThreads), Api.SetGlobalIntraOpNumThreads(threading, 1));
        Ok(nameof(Api.SetGlobalInterOpNumThreads), Api.SetGlobalInterOpNumThreads(threading, 1));
        Ok(nameof(Api.SetGlobalSpinControl), Api.SetGlobalSpinControl(threading, 0));
        Called(nameof(Api.SetGlobalSpinControl));
        Assert.Contains("2", Api.Error(Api.SetGlobalSpinControl(threading, 2), null).Message, StringComparison.Ordinal);
        Ok(
            nameof(Api.CreateEnvWithGlobalThreadPools),
            Api.CreateEnvWithGlobalThreadPools((int)OnnxLogLevel.Fatal, text.Add("walk"), threading, &environment));

        // The runtime has one environment per process, so this is the one in use already.
        Assert.Equal(Environment, environment);
        Called(nameof(Api.ReleaseThreadingOptions));
        Api.ReleaseThreadingOptions(threading);
    }

    private void WalkSessionOptions()
    {
        nint native;
        Ok(nameof(Api.CreateSessionOptions), Api.CreateSessionOptions(&native));
        options = native;
        Ok(nameof(Api.SetSessionExecutionMode), Api.SetSessionExecutionMode(native, 0));
        Refused("execution_mode", Api.SetSessionExecutionMode(native, 77));
        Ok(nameof(Api.DisableMemPattern), Api.DisableMemPattern(native));
        Ok(nameof(Api.EnableMemPattern), Api.EnableMemPattern(native));
        Ok(nameof(Api.DisableCpuMemArena), Api.DisableCpuMemArena(native));
        Ok(nameof(Api.EnableCpuMemArena), Api.EnableCpuMemArena(native));
        Ok(nameof(Api.SetSessionLogSeverityLevel), Api.SetSessionLogSeverityLevel(native, (int)OnnxLogLevel.Fatal));
        Ok(nameof(Api.SetSessionGraphOptimizationLevel), Api.SetSessionGraphOptimizationLevel(native, (int)GraphOptimization.Extended));
        Refused("optimization", Api.SetSessionGraphOptimizationLevel(native, -5));
        Ok(nameof(Api.SetIntraOpNumThreads), Api.SetIntraOpNumThreads(native, 1));
        Ok(nameof(Api.SetInterOpNumThreads), Api.SetInterOpNumThreads(native, 1));
        byte* key = text.Add("session.intra_op.allow_spinning");
        Ok(nameof(Api.AddSessionConfigEntry), Api.AddSessionConfigEntry(native, key, text.Add("0")));
        Refused("key", Api.AddSessionConfigEntry(native, text.Add(""), text.Add("0")));
        Ok(nameof(Api.DisablePerSessionThreads), Api.DisablePerSessionThreads(native));
    }

    private void WalkSession()
    {
        nint created;
        var length = (nuint)Models.Linear.Length;
        fixed (byte* file = Models.Linear)
            Ok(nameof(Api.CreateSessionFromArray), Api.CreateSessionFromArray(Environment, file, length, options, &created));
        session = created;
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, Models.Linear);
        Ok(nameof(Api.CreateSession), Api.CreateSession(Environment, text.Add(path), options, &created));
        Api.ReleaseSession(created);
        File.Delete(path);
    }

    private void WalkDescription()
    {
        nuint inputs, outputs;
        nint name, metadata, value;
        Ok(nameof(Api.SessionGetInputCount), Api.SessionGetInputCount(session, &inputs));
        Ok(nameof(Api.SessionGetOutputCount), Api.SessionGetOutputCount(session, &outputs));
        Assert.Equal((1u, 1u), (inputs, outputs));
        nint allocator;
        Ok(nameof(Api.GetAllocatorWithDefaultOptions), Api.GetAllocatorWithDefaultOptions(&allocator));
        Ok(nameof(Api.SessionGetInputName), Api.SessionGetInputName(session, 0, allocator, &name));
        Assert.Equal("x", Marshal.PtrToStringUTF8(name));
        Ok(nameof(Api.AllocatorFree), Api.AllocatorFree(allocator, name));
        Ok(nameof(Api.SessionGetOutputName), Api.SessionGetOutputName(session, 0, allocator, &name));
        Assert.Equal("y", Api.TakeString(name));
        Ok(nameof(Api.SessionGetModelMetadata), Api.SessionGetModelMetadata(session, &metadata));
        nint* keys;
        long count;
        Ok(
            nameof(Api.ModelMetadataGetCustomMetadataMapKeys),
            Api.ModelMetadataGetCustomMetadataMapKeys(metadata, allocator, &keys, &count));
        Assert.Equal(1, count);
        Assert.Equal("mldsl.schema", Api.TakeString(keys[0]));
        Api.Check(Api.AllocatorFree(allocator, (nint)keys));
        Ok(
            nameof(Api.ModelMetadataLookupCustomMetadataMap),
            Api.ModelMetadataLookupCustomMetadataMap(metadata, allocator, text.Add("mldsl.schema"), &value));
        Assert.Equal("4711", Api.TakeString(value));
        Called(nameof(Api.ReleaseModelMetadata));
        Api.ReleaseModelMetadata(metadata);
    }

    private void WalkTypes()
    {
        // A graph whose inputs have every kind of type; reading it back through the public surface shows each cast at work.
        nint type, tensor;
        int kind, element;
        nuint rank;
        Ok(nameof(Api.SessionGetOutputTypeInfo), Api.SessionGetOutputTypeInfo(session, 0, &type));
        Api.ReleaseTypeInfo(type);
        Ok(nameof(Api.SessionGetInputTypeInfo), Api.SessionGetInputTypeInfo(session, 0, &type));
        Ok(nameof(Api.GetOnnxTypeFromTypeInfo), Api.GetOnnxTypeFromTypeInfo(type, &kind));
        Assert.Equal((int)OnnxKind.Tensor, kind);
        Ok(nameof(Api.CastTypeInfoToTensorInfo), Api.CastTypeInfoToTensorInfo(type, &tensor));
        Ok(nameof(Api.GetTensorElementType), Api.GetTensorElementType(tensor, &element));
        Assert.Equal((int)OnnxElementType.Float, element);
        Ok(nameof(Api.GetDimensionsCount), Api.GetDimensionsCount(tensor, &rank));
        Assert.Equal(2u, rank);
        long* sizes = stackalloc long[2];
        nint* symbols = stackalloc nint[2];
        Ok(nameof(Api.GetDimensions), Api.GetDimensions(tensor, sizes, 2));
        Ok(nameof(Api.GetSymbolicDimensions), Api.GetSymbolicDimensions(tensor, symbols, 2));
        Assert.Equal((-1, 3, "N"), (sizes[0], sizes[1], Marshal.PtrToStringUTF8(symbols[0])));
        Called(nameof(Api.ReleaseTypeInfo));
        Api.ReleaseTypeInfo(type);

        var map = OnnxValueInfo.Map("", OnnxElementType.String, OnnxElementType.Float);
        OnnxValueInfo[] inputs =
        [
            OnnxValueInfo.Sequence("s", OnnxValueInfo.Tensor("", OnnxElementType.Double, "N")),
            OnnxValueInfo.Map("m", OnnxElementType.Int64, OnnxElementType.Float),
            OnnxValueInfo.Optional("o", OnnxValueInfo.Sequence("", OnnxValueInfo.Tensor("", OnnxElementType.Bool))),
            OnnxValueInfo.Sequence("z", map),
        ];
        OnnxGraphBuilder graph = new OnnxGraphBuilder("kinds")
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Int64))
            .Node("SequenceLength", ["s"], ["y"]);
        foreach (OnnxValueInfo input in inputs) graph.Input(input);
        using OnnxSession kinds = OnnxSession.Load(graph.ToBytes(), "kinds");
        Assert.Equal(
            ["s: seq(double[N])", "m: map(int64,float)", "o: optional(seq(bool[]))", "z: seq(map(string,float))"],
            kinds.Inputs.Select(input => input.ToString()));
        Called(
            nameof(Api.CastTypeInfoToSequenceTypeInfo),
            nameof(Api.GetSequenceElementType),
            nameof(Api.CastTypeInfoToMapTypeInfo),
            nameof(Api.GetMapKeyType),
            nameof(Api.GetMapValueType),
            nameof(Api.CastTypeInfoToOptionalTypeInfo),
            nameof(Api.GetOptionalContainedTypeInfo));
    }

    private void WalkValues()
    {
        nint strings, sequence, item, shape;
        long one = 1;
        int kind, has;
        nuint length, count;
        Ok(
            nameof(Api.CreateTensorAsOrtValue),
            Api.CreateTensorAsOrtValue(Api.DefaultAllocator, &one, 1, (int)OnnxElementType.String, &strings));
        byte* element;
        Ok(nameof(Api.GetResizedStringTensorElementBuffer), Api.GetResizedStringTensorElementBuffer(strings, 0, 2, &element));
        element[0] = (byte)'h';
        element[1] = (byte)'i';
        Ok(nameof(Api.GetStringTensorDataLength), Api.GetStringTensorDataLength(strings, &length));
        Assert.Equal(2u, length);
        byte* content = stackalloc byte[2];
        nuint offset;
        Ok(nameof(Api.GetStringTensorContent), Api.GetStringTensorContent(strings, content, 2, &offset, 1));
        Assert.Equal("hi"u8, new ReadOnlySpan<byte>(content, 2));
        Ok(nameof(Api.GetValueType), Api.GetValueType(strings, &kind));
        Assert.Equal((int)OnnxKind.Tensor, kind);
        Ok(nameof(Api.HasValue), Api.HasValue(strings, &has));
        Assert.Equal(1, has);
        Ok(nameof(Api.GetTensorTypeAndShape), Api.GetTensorTypeAndShape(strings, &shape));
        Api.Check(Api.GetTensorElementType(shape, &kind));
        Assert.Equal((int)OnnxElementType.String, kind);
        Called(nameof(Api.ReleaseTensorTypeAndShapeInfo));
        Api.ReleaseTensorTypeAndShapeInfo(shape);
        Ok(nameof(Api.CreateValue), Api.CreateValue(&strings, 1, (int)OnnxKind.Sequence, &sequence));
        Ok(nameof(Api.GetValueCount), Api.GetValueCount(sequence, &count));
        Assert.Equal(1u, count);
        Ok(nameof(Api.GetValue), Api.GetValue(sequence, 0, Api.DefaultAllocator, &item));
        Api.Check(Api.GetStringTensorDataLength(item, &length));
        Assert.Equal(2u, length);
        Called(nameof(Api.ReleaseValue));
        Api.ReleaseValue(item);
        Api.ReleaseValue(sequence);
        Api.ReleaseValue(strings);
    }

    private void WalkRun()
    {
        nint memory, x, y, binding, run, made = 0;
        float* input = stackalloc float[3] { 1, 2, 3 };
        float* output = stackalloc float[2];
        long* shape = stackalloc long[2] { 1, 3 };
        Ok(nameof(Api.CreateCpuMemoryInfo), Api.CreateCpuMemoryInfo(0, 0, &memory));
        Ok(
            nameof(Api.CreateTensorWithDataAsOrtValue),
            Api.CreateTensorWithDataAsOrtValue(memory, input, 12, shape, 2, (int)OnnxElementType.Float, &x));
        shape[1] = 2;
        Api.Check(Api.CreateTensorWithDataAsOrtValue(memory, output, 8, shape, 2, (int)OnnxElementType.Float, &y));
        byte* inputName = text.Add("x"), outputName = text.Add("y");
        Ok(nameof(Api.CreateIoBinding), Api.CreateIoBinding(session, &binding));
        Ok(nameof(Api.BindInput), Api.BindInput(binding, inputName, x));
        Ok(nameof(Api.BindOutput), Api.BindOutput(binding, outputName, y));
        Ok(nameof(Api.RunWithBinding), Api.RunWithBinding(session, 0, binding));
        Assert.Equal((14.5f, 139.5f), (output[0], output[1]));

        Ok(nameof(Api.CreateRunOptions), Api.CreateRunOptions(&run));
        Ok(nameof(Api.RunOptionsSetTerminate), Api.RunOptionsSetTerminate(run));
        Refused("terminate flag", Api.RunWithBinding(session, run, binding));
        Ok(nameof(Api.RunOptionsUnsetTerminate), Api.RunOptionsUnsetTerminate(run));
        Ok(nameof(Api.Run), Api.Run(session, run, (nint*)&inputName, &x, 1, (nint*)&outputName, 1, &made));
        void* data;
        Ok(nameof(Api.GetTensorMutableData), Api.GetTensorMutableData(made, &data));
        Assert.Equal((14.5f, 139.5f), (((float*)data)[0], ((float*)data)[1]));

        nint named, allocator;
        void* place;
        Ok(nameof(Api.CreateMemoryInfo), Api.CreateMemoryInfo(text.Add("Cpu"), 0, 0, 0, &named));
        Ok(nameof(Api.CreateAllocator), Api.CreateAllocator(session, named, &allocator));
        Ok(nameof(Api.AllocatorAlloc), Api.AllocatorAlloc(allocator, 4096, &place));
        new Span<byte>(place, 4096).Fill(1);
        Ok(nameof(Api.AllocatorFree), Api.AllocatorFree(allocator, (nint)place));
        Called(nameof(Api.ReleaseAllocator));
        Api.ReleaseAllocator(allocator);
        Api.ReleaseMemoryInfo(named);

        Called(nameof(Api.ReleaseRunOptions), nameof(Api.ReleaseIoBinding), nameof(Api.ReleaseMemoryInfo));
        Api.ReleaseRunOptions(run);
        Api.ReleaseIoBinding(binding);
        Api.ReleaseMemoryInfo(memory);
        foreach (nint value in new[] { x, y, made }) Api.ReleaseValue(value);
    }

    private static nint Environment => OrtEnvironment.Process.Get(Api, sharedPool: false);

    private void Called(params string[] slots) => walked.UnionWith(slots);

    private void Ok(string slot, nint status)
    {
        Called(slot);
        Api.Check(status, slot);
    }

    private bool IsMade(string slot, nint status)
    {
        Called(slot);
        Card(status);
        return status == 0;
    }

    // Where the library has the provider and the machine no card, the provider says so.
    private static void Card(nint status)
    {
        if (status != 0) Refused("provider", status);
    }

    private static void Refused(string part, nint status)
    {
        Assert.NotEqual(0, status);
        Assert.Contains(part, Api.Error(status, null).Message, StringComparison.OrdinalIgnoreCase);
    }
}
