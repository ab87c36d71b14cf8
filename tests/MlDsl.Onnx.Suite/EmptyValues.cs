using MlDsl.Testing;

namespace MlDsl.Onnx.Suite;

/// <summary>What the C API cannot make from parts, because it has none: a tiny graph makes it.</summary>
internal static class EmptyValues
{
    /// <summary>A sequence of float tensors without any.</summary>
    public static OnnxValue Sequence()
    {
        OnnxFile type = OnnxFile.SequenceType(OnnxFile.TensorTypeOfAnyRank(1));
        OnnxFile graph = new OnnxFile().Text(2, "empty").Node("SequenceEmpty", "", "value").Output("value", type);
        using OnnxSession session = OnnxSession.Load(OnnxFile.Model(graph).Bytes, "empty sequence");
        using OnnxBinding call = session.Rent();
        call.Run();
        return call.OutputValue(0);
    }
}
