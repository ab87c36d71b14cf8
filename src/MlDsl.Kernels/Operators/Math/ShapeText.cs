using System.Globalization;
using System.Text;

namespace MlDsl.Kernels.Operators;

/// <summary>How messages show a shape: <c>[2, 3]</c>.</summary>
internal static class ShapeText
{
    public static string Of(Tensor tensor) => Of(tensor.Shape);

    public static string Of(ReadOnlySpan<long> shape)
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < shape.Length; i++) text.Append(i > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{shape[i]}");
        return text.Append(']').ToString();
    }
}
