using System.Globalization;
using MlDsl.Build.Onnx;
using MlDsl.Build.Text;

namespace MlDsl.Build.Contract;

/// <summary>Types as the manifest writes them, such as <c>tensor(float)["batch", 4]</c>.</summary>
internal static class TypeText
{
    public static string Of(OnnxType type) => type.Kind switch
    {
        OnnxKind.Tensor => $"tensor({ElementTypes.Name(type.Element)}){Shape(type)}",
        OnnxKind.SparseTensor => $"sparse_tensor({ElementTypes.Name(type.Element)}){Shape(type)}",
        OnnxKind.Sequence => $"sequence({Of(type.Content)})",
        OnnxKind.Map => $"map({ElementTypes.Name(type.Element)}, {Of(type.Content)})",
        OnnxKind.Optional => $"optional({Of(type.Content)})",
        OnnxKind.Opaque => $"opaque({Quoted.Text(type.Opaque.Domain)}, {Quoted.Text(type.Opaque.Name)})",
        _ => "unknown",
    };

    private static string Shape(OnnxType type) => type.Shape is { } shape ? $"[{string.Join(", ", shape.Select(Size))}]" : "";

    private static string Size(Dimension dimension) =>
        dimension.Size?.ToString(CultureInfo.InvariantCulture) ?? (dimension.Symbol.Length > 0 ? Quoted.Text(dimension.Symbol) : "?");
}
