using MlDsl.Testing;

namespace MlDsl.Onnx.Suite;

/// <summary>Values that the C API cannot make from parts, because they have none: tiny graphs make them.</summary>
internal static class EmptyValues
{
    /// <summary>A sequence of float tensors without any.</summary>
    public static OnnxValue Sequence() => Make("SequenceEmpty", OnnxFile.SequenceType(OnnxFile.TensorTypeOfAnyRank(1)));

    /// <summary>An optional float tensor that is absent.</summary>
    public static OnnxValue Optional() => Make(
        "Optional",
        OnnxFile.OptionalType(OnnxFile.TensorTypeOfAnyRank(1)),
        new OnnxFile().Text(1, "type").Message(14, OnnxFile.TensorTypeOfAnyRank(1)).Number(20, 13));

    private static OnnxValue Make(string op, OnnxFile type, params OnnxFile[] attributes)
    {
        OnnxFile graph = new OnnxFile().Text(2, "empty").Node(op, "", "value", "", attributes).Output("value", type);
        using OnnxSession session = OnnxSession.Load(OnnxFile.Model(graph).Bytes, op);
        using OnnxBinding call = session.Rent();
        call.Run();
        return call.OutputValue(0);
    }
}
