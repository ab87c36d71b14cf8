namespace MlDsl.Onnx.Native;

/// <summary>Reads the names, types and metadata of a loaded graph.</summary>
internal static unsafe class SessionDescription
{
    public static OnnxSignature Read(OrtApi api, nint session)
    {
        nuint inputs, outputs;
        api.Check(api.SessionGetInputCount(session, &inputs));
        api.Check(api.SessionGetOutputCount(session, &outputs));
        var signature = new OnnxSignature(new OnnxValueInfo[inputs], new OnnxValueInfo[outputs]);
        for (nuint i = 0; i < inputs; i++)
        {
            nint name, type;
            api.Check(api.SessionGetInputName(session, i, api.DefaultAllocator, &name));
            api.Check(api.SessionGetInputTypeInfo(session, i, &type));
            ((OnnxValueInfo[])signature.Inputs)[i] = TakeValue(api, api.TakeString(name), type);
        }
        for (nuint i = 0; i < outputs; i++)
        {
            nint name, type;
            api.Check(api.SessionGetOutputName(session, i, api.DefaultAllocator, &name));
            api.Check(api.SessionGetOutputTypeInfo(session, i, &type));
            ((OnnxValueInfo[])signature.Outputs)[i] = TakeValue(api, api.TakeString(name), type);
        }
        return signature;
    }

    /// <summary>The graph's own key-value pairs.</summary>
    public static Dictionary<string, string> ReadMetadata(OrtApi api, nint session)
    {
        var pairs = new Dictionary<string, string>();
        nint metadata;
        api.Check(api.SessionGetModelMetadata(session, &metadata));
        try
        {
            nint* keys;
            long count;
            api.Check(api.ModelMetadataGetCustomMetadataMapKeys(metadata, api.DefaultAllocator, &keys, &count));
            for (long i = 0; i < count; i++)
            {
                nint value;
                api.Check(api.ModelMetadataLookupCustomMetadataMap(metadata, api.DefaultAllocator, (byte*)keys[i], &value));
                pairs[api.TakeString(keys[i])] = value == 0 ? "" : api.TakeString(value);
            }
            if (keys != null) api.Check(api.AllocatorFree(api.DefaultAllocator, (nint)keys));
        }
        finally
        {
            api.ReleaseModelMetadata(metadata);
        }
        return pairs;
    }

    /// <summary>Element type and dimensions of a tensor's type-and-shape.</summary>
    public static (OnnxElementType Element, OnnxDimension[] Shape) ReadTensor(OrtApi api, nint tensor)
    {
        int element;
        nuint rank;
        api.Check(api.GetTensorElementType(tensor, &element));
        api.Check(api.GetDimensionsCount(tensor, &rank));
        var sizes = new long[rank];
        var symbols = new nint[rank];
        fixed (long* s = sizes)
        fixed (nint* n = symbols)
        {
            api.Check(api.GetDimensions(tensor, s, rank));
            api.Check(api.GetSymbolicDimensions(tensor, n, rank));
        }
        var shape = new OnnxDimension[rank];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = sizes[i] >= 0
                ? new OnnxDimension(sizes[i])
                : new OnnxDimension(System.Runtime.InteropServices.Marshal.PtrToStringUTF8(symbols[i]) ?? "");
        return ((OnnxElementType)element, shape);
    }

    private static OnnxValueInfo TakeValue(OrtApi api, string name, nint type)
    {
        try
        {
            return ReadValue(api, name, type);
        }
        finally
        {
            api.ReleaseTypeInfo(type);
        }
    }

    private static OnnxValueInfo ReadValue(OrtApi api, string name, nint type)
    {
        int kind;
        nint part, content;
        api.Check(api.GetOnnxTypeFromTypeInfo(type, &kind));
        switch ((OnnxKind)kind)
        {
            case OnnxKind.Tensor or OnnxKind.SparseTensor:
                api.Check(api.CastTypeInfoToTensorInfo(type, &part));
                if (part == 0) break;
                (OnnxElementType element, OnnxDimension[] shape) = ReadTensor(api, part);
                return new() { Name = name, Kind = (OnnxKind)kind, ElementType = element, Shape = shape };
            case OnnxKind.Sequence:
                api.Check(api.CastTypeInfoToSequenceTypeInfo(type, &part));
                api.Check(api.GetSequenceElementType(part, &content));
                return OnnxValueInfo.Sequence(name, TakeValue(api, "", content));
            case OnnxKind.Optional:
                api.Check(api.CastTypeInfoToOptionalTypeInfo(type, &part));
                api.Check(api.GetOptionalContainedTypeInfo(part, &content));
                return OnnxValueInfo.Optional(name, TakeValue(api, "", content));
            case OnnxKind.Map:
                int key;
                api.Check(api.CastTypeInfoToMapTypeInfo(type, &part));
                api.Check(api.GetMapKeyType(part, &key));
                api.Check(api.GetMapValueType(part, &content));
                return OnnxValueInfo.Map(name, (OnnxElementType)key, TakeValue(api, "", content).ElementType);
        }
        return new() { Name = name, Kind = (OnnxKind)kind };
    }
}
