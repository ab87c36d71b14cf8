namespace MlDsl.Onnx.Native;

// Slots and signatures of the public C header, by subject. The last type of each is what the function returns.
internal sealed unsafe partial class OrtApi
{
    // Errors
    public delegate* unmanaged<nint, int> GetErrorCode => (delegate* unmanaged<nint, int>)table[1];
    public delegate* unmanaged<nint, nint> GetErrorMessage => (delegate* unmanaged<nint, nint>)table[2];
    public delegate* unmanaged<nint, void> ReleaseStatus => (delegate* unmanaged<nint, void>)table[93];

    // Environment
    public delegate* unmanaged<int, byte*, nint, nint*, nint> CreateEnvWithGlobalThreadPools =>
        (delegate* unmanaged<int, byte*, nint, nint*, nint>)table[119];
    public delegate* unmanaged<nint*, nint> CreateThreadingOptions => (delegate* unmanaged<nint*, nint>)table[121];
    public delegate* unmanaged<nint, int, nint> SetGlobalIntraOpNumThreads => (delegate* unmanaged<nint, int, nint>)table[147];
    public delegate* unmanaged<nint, int, nint> SetGlobalInterOpNumThreads => (delegate* unmanaged<nint, int, nint>)table[148];
    public delegate* unmanaged<nint, int, nint> SetGlobalSpinControl => (delegate* unmanaged<nint, int, nint>)table[149];
    public delegate* unmanaged<nint, void> ReleaseThreadingOptions => (delegate* unmanaged<nint, void>)table[122];

    // Session options
    public delegate* unmanaged<nint*, nint> CreateSessionOptions => (delegate* unmanaged<nint*, nint>)table[10];
    public delegate* unmanaged<nint, int, nint> SetSessionExecutionMode => (delegate* unmanaged<nint, int, nint>)table[13];
    public delegate* unmanaged<nint, nint> EnableMemPattern => (delegate* unmanaged<nint, nint>)table[16];
    public delegate* unmanaged<nint, nint> DisableMemPattern => (delegate* unmanaged<nint, nint>)table[17];
    public delegate* unmanaged<nint, nint> EnableCpuMemArena => (delegate* unmanaged<nint, nint>)table[18];
    public delegate* unmanaged<nint, nint> DisableCpuMemArena => (delegate* unmanaged<nint, nint>)table[19];
    public delegate* unmanaged<nint, int, nint> SetSessionLogSeverityLevel => (delegate* unmanaged<nint, int, nint>)table[22];
    public delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel => (delegate* unmanaged<nint, int, nint>)table[23];
    public delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads => (delegate* unmanaged<nint, int, nint>)table[24];
    public delegate* unmanaged<nint, int, nint> SetInterOpNumThreads => (delegate* unmanaged<nint, int, nint>)table[25];
    public delegate* unmanaged<nint, nint> DisablePerSessionThreads => (delegate* unmanaged<nint, nint>)table[120];
    public delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry => (delegate* unmanaged<nint, byte*, byte*, nint>)table[130];
    public delegate* unmanaged<nint, void> ReleaseSessionOptions => (delegate* unmanaged<nint, void>)table[100];

    // Providers
    public delegate* unmanaged<nint**, int*, nint> GetAvailableProviders => (delegate* unmanaged<nint**, int*, nint>)table[125];
    public delegate* unmanaged<nint*, int, nint> ReleaseAvailableProviders => (delegate* unmanaged<nint*, int, nint>)table[126];
    public delegate* unmanaged<nint*, nint> CreateCudaProviderOptions => (delegate* unmanaged<nint*, nint>)table[205];
    public delegate* unmanaged<nint, nint*, nint*, nuint, nint> UpdateCudaProviderOptions =>
        (delegate* unmanaged<nint, nint*, nint*, nuint, nint>)table[206];
    public delegate* unmanaged<nint, nint, nint> AppendCudaProvider => (delegate* unmanaged<nint, nint, nint>)table[204];
    public delegate* unmanaged<nint, void> ReleaseCudaProviderOptions => (delegate* unmanaged<nint, void>)table[208];
    public delegate* unmanaged<nint*, nint> CreateTensorRtProviderOptions => (delegate* unmanaged<nint*, nint>)table[171];
    public delegate* unmanaged<nint, nint*, nint*, nuint, nint> UpdateTensorRtProviderOptions =>
        (delegate* unmanaged<nint, nint*, nint*, nuint, nint>)table[172];
    public delegate* unmanaged<nint, nint, nint> AppendTensorRtProvider => (delegate* unmanaged<nint, nint, nint>)table[170];
    public delegate* unmanaged<nint, void> ReleaseTensorRtProviderOptions => (delegate* unmanaged<nint, void>)table[174];
    public delegate* unmanaged<nint, byte*, nint*, nint*, nuint, nint> AppendProvider =>
        (delegate* unmanaged<nint, byte*, nint*, nint*, nuint, nint>)table[216];

    // Session
    public delegate* unmanaged<nint, void*, nint, nint*, nint> CreateSession =>
        (delegate* unmanaged<nint, void*, nint, nint*, nint>)table[7];
    public delegate* unmanaged<nint, void*, nuint, nint, nint*, nint> CreateSessionFromArray =>
        (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)table[8];
    public delegate* unmanaged<nint, void> ReleaseSession => (delegate* unmanaged<nint, void>)table[95];

    // Description
    public delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount => (delegate* unmanaged<nint, nuint*, nint>)table[30];
    public delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount => (delegate* unmanaged<nint, nuint*, nint>)table[31];
    public delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo =>
        (delegate* unmanaged<nint, nuint, nint*, nint>)table[33];
    public delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOutputTypeInfo =>
        (delegate* unmanaged<nint, nuint, nint*, nint>)table[34];
    public delegate* unmanaged<nint, nuint, nint, nint*, nint> SessionGetInputName =>
        (delegate* unmanaged<nint, nuint, nint, nint*, nint>)table[36];
    public delegate* unmanaged<nint, nuint, nint, nint*, nint> SessionGetOutputName =>
        (delegate* unmanaged<nint, nuint, nint, nint*, nint>)table[37];
    public delegate* unmanaged<nint, int*, nint> GetOnnxTypeFromTypeInfo => (delegate* unmanaged<nint, int*, nint>)table[56];
    public delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo => (delegate* unmanaged<nint, nint*, nint>)table[55];
    public delegate* unmanaged<nint, nint*, nint> CastTypeInfoToMapTypeInfo => (delegate* unmanaged<nint, nint*, nint>)table[103];
    public delegate* unmanaged<nint, nint*, nint> CastTypeInfoToSequenceTypeInfo => (delegate* unmanaged<nint, nint*, nint>)table[104];
    public delegate* unmanaged<nint, nint*, nint> CastTypeInfoToOptionalTypeInfo => (delegate* unmanaged<nint, nint*, nint>)table[250];
    public delegate* unmanaged<nint, int*, nint> GetMapKeyType => (delegate* unmanaged<nint, int*, nint>)table[105];
    public delegate* unmanaged<nint, nint*, nint> GetMapValueType => (delegate* unmanaged<nint, nint*, nint>)table[106];
    public delegate* unmanaged<nint, nint*, nint> GetSequenceElementType => (delegate* unmanaged<nint, nint*, nint>)table[107];
    public delegate* unmanaged<nint, nint*, nint> GetOptionalContainedTypeInfo => (delegate* unmanaged<nint, nint*, nint>)table[251];
    public delegate* unmanaged<nint, int*, nint> GetTensorElementType => (delegate* unmanaged<nint, int*, nint>)table[60];
    public delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount => (delegate* unmanaged<nint, nuint*, nint>)table[61];
    public delegate* unmanaged<nint, long*, nuint, nint> GetDimensions => (delegate* unmanaged<nint, long*, nuint, nint>)table[62];
    public delegate* unmanaged<nint, nint*, nuint, nint> GetSymbolicDimensions => (delegate* unmanaged<nint, nint*, nuint, nint>)table[63];
    public delegate* unmanaged<nint, void> ReleaseTypeInfo => (delegate* unmanaged<nint, void>)table[98];
    public delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo => (delegate* unmanaged<nint, void>)table[99];
    public delegate* unmanaged<nint, nint*, nint> SessionGetModelMetadata => (delegate* unmanaged<nint, nint*, nint>)table[111];
    public delegate* unmanaged<nint, nint, nint**, long*, nint> ModelMetadataGetCustomMetadataMapKeys =>
        (delegate* unmanaged<nint, nint, nint**, long*, nint>)table[123];
    public delegate* unmanaged<nint, nint, byte*, nint*, nint> ModelMetadataLookupCustomMetadataMap =>
        (delegate* unmanaged<nint, nint, byte*, nint*, nint>)table[116];
    public delegate* unmanaged<nint, void> ReleaseModelMetadata => (delegate* unmanaged<nint, void>)table[118];

    // Memory and values
    public delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions => (delegate* unmanaged<nint*, nint>)table[78];
    public delegate* unmanaged<nint, nuint, void**, nint> AllocatorAlloc => (delegate* unmanaged<nint, nuint, void**, nint>)table[75];
    public delegate* unmanaged<nint, nint, nint> AllocatorFree => (delegate* unmanaged<nint, nint, nint>)table[76];
    public delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo => (delegate* unmanaged<int, int, nint*, nint>)table[69];
    public delegate* unmanaged<byte*, int, int, int, nint*, nint> CreateMemoryInfo =>
        (delegate* unmanaged<byte*, int, int, int, nint*, nint>)table[68];
    public delegate* unmanaged<nint, nint, nint*, nint> CreateAllocator => (delegate* unmanaged<nint, nint, nint*, nint>)table[131];
    public delegate* unmanaged<nint, void> ReleaseAllocator => (delegate* unmanaged<nint, void>)table[132];
    public delegate* unmanaged<nint, void> ReleaseMemoryInfo => (delegate* unmanaged<nint, void>)table[94];
    public delegate* unmanaged<nint, long*, nuint, int, nint*, nint> CreateTensorAsOrtValue =>
        (delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)table[48];
    public delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithDataAsOrtValue =>
        (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)table[49];
    public delegate* unmanaged<nint, void**, nint> GetTensorMutableData => (delegate* unmanaged<nint, void**, nint>)table[51];
    public delegate* unmanaged<nint, nuint, nuint, byte**, nint> GetResizedStringTensorElementBuffer =>
        (delegate* unmanaged<nint, nuint, nuint, byte**, nint>)table[252];
    public delegate* unmanaged<nint, nuint*, nint> GetStringTensorDataLength => (delegate* unmanaged<nint, nuint*, nint>)table[53];
    public delegate* unmanaged<nint, void*, nuint, nuint*, nuint, nint> GetStringTensorContent =>
        (delegate* unmanaged<nint, void*, nuint, nuint*, nuint, nint>)table[54];
    public delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape => (delegate* unmanaged<nint, nint*, nint>)table[65];
    public delegate* unmanaged<nint, int*, nint> GetValueType => (delegate* unmanaged<nint, int*, nint>)table[67];
    public delegate* unmanaged<nint, int*, nint> HasValue => (delegate* unmanaged<nint, int*, nint>)table[192];
    public delegate* unmanaged<nint, int, nint, nint*, nint> GetValue => (delegate* unmanaged<nint, int, nint, nint*, nint>)table[80];
    public delegate* unmanaged<nint, nuint*, nint> GetValueCount => (delegate* unmanaged<nint, nuint*, nint>)table[81];
    public delegate* unmanaged<nint*, nuint, int, nint*, nint> CreateValue =>
        (delegate* unmanaged<nint*, nuint, int, nint*, nint>)table[82];
    public delegate* unmanaged<nint, void> ReleaseValue => (delegate* unmanaged<nint, void>)table[96];

    // Binding and running
    public delegate* unmanaged<nint, nint*, nint> CreateIoBinding => (delegate* unmanaged<nint, nint*, nint>)table[134];
    public delegate* unmanaged<nint, byte*, nint, nint> BindInput => (delegate* unmanaged<nint, byte*, nint, nint>)table[136];
    public delegate* unmanaged<nint, byte*, nint, nint> BindOutput => (delegate* unmanaged<nint, byte*, nint, nint>)table[137];
    public delegate* unmanaged<nint, void> ReleaseIoBinding => (delegate* unmanaged<nint, void>)table[135];
    public delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint> Run =>
        (delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)table[9];
    public delegate* unmanaged<nint, nint, nint, nint> RunWithBinding => (delegate* unmanaged<nint, nint, nint, nint>)table[133];
    public delegate* unmanaged<nint*, nint> CreateRunOptions => (delegate* unmanaged<nint*, nint>)table[39];
    public delegate* unmanaged<nint, nint> RunOptionsSetTerminate => (delegate* unmanaged<nint, nint>)table[46];
    public delegate* unmanaged<nint, nint> RunOptionsUnsetTerminate => (delegate* unmanaged<nint, nint>)table[47];
    public delegate* unmanaged<nint, void> ReleaseRunOptions => (delegate* unmanaged<nint, void>)table[97];
}
