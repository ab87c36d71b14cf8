using System.Globalization;
using MlDsl.Build.Onnx;
using MlDsl.Build.Text;

namespace MlDsl.Build.Contract;

/// <summary>Weights as the manifest writes them: type, shape and place, never their numbers.</summary>
internal static class TensorText
{
    /// <summary>Such as <c>float[64, 32] raw 120+8192</c>.</summary>
    public static string Of(StoredTensor tensor) =>
        $"{ElementTypes.Name(tensor.Element)}[{string.Join(", ", tensor.Shape.Select(static d => d.ToString(CultureInfo.InvariantCulture)))}] {Place(tensor)}";

    private static string Place(StoredTensor tensor)
    {
        if (tensor.Elsewhere.Count > 0) return $"external{string.Concat(tensor.Elsewhere.Select(static e => $" {Quoted.Text(e.Key)}={Quoted.Text(e.Value)}"))}";
        if (tensor.Raw is { } raw) return Place("raw", raw);
        return Place(tensor.IsSparse ? "sparse" : "fields", tensor.Place);
    }

    private static string Place(string kind, (long Offset, long Length) place) => FormattableString.Invariant($"{kind} {place.Offset}+{place.Length}");
}
