using MlDsl.Build.Onnx;

namespace MlDsl.Compiler.Onnx;

/// <summary>What goes into a graph and what comes out, as far as compiled graphs know it.</summary>
internal static class Slots
{
    public static OnnxSlot Of(Value value) => Of(value.Type) with { Name = value.Name };

    private static OnnxSlot Of(OnnxType type) => type.Kind switch
    {
        OnnxKind.Tensor => new("", Elements.Type(type.Element), "tensor", type.Shape),
        OnnxKind.Map => new("", Elements.Pair(type.Element, type.Content.Kind == OnnxKind.Tensor ? Elements.Type(type.Content.Element) : null), "a map", null),
        OnnxKind.Sequence => new("", IsScores(Of(type.Content).Element) ? typeof(float) : null, "a sequence", null),
        OnnxKind.SparseTensor => new("", null, "a sparse tensor", null),
        OnnxKind.Optional => new("", null, "an optional", null),
        _ => new("", null, "a value of unknown type", null),
    };

    // Of all sequences one is known: the maps of class scores that ZipMap makes.
    private static bool IsScores(Type? content) => content is not null && Elements.IsPair(content) && content.GetGenericArguments()[1] == typeof(float);
}
