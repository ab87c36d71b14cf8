using System.Globalization;
using MlDsl.Build.Onnx;
using MlDsl.Build.Text;
using Attribute = MlDsl.Build.Onnx.Attribute;

namespace MlDsl.Build.Contract;

/// <summary>Settings of nodes as the manifest writes them.</summary>
internal static class AttributeText
{
    // Shorter lists are settings (axes, pads); longer ones are told by number and place.
    private const int MaxWritten = 64;

    public static string Of(Attribute attribute)
    {
        if (attribute.Reference.Length > 0) return $"@{Quoted.Text(attribute.Reference)}";
        if (attribute.Graphs.Count > 0) return FormattableString.Invariant($"graphs {attribute.Graphs.Count}");
        if (attribute.Count > MaxWritten) return FormattableString.Invariant($"list {attribute.Count} {attribute.Place.Offset}+{attribute.Place.Length}");
        if (attribute.Count > 0) return $"[{string.Join(", ", Elements(attribute))}]";
        // Some writers leave a single zero or an empty text out: then only the declared kind tells it from an empty list.
        return Single(attribute) ?? attribute.Kind switch { 1 or 2 => "0", 3 => Quoted.Text(""), _ => "[]" };
    }

    /// <summary>The elements of a list that are kept.</summary>
    public static IEnumerable<string> Elements(Attribute attribute) =>
        (attribute.Singles ?? []).Select(Number)
            .Concat((attribute.Wholes ?? []).Select(Number))
            .Concat((attribute.Texts ?? []).Select(Text))
            .Concat((attribute.Tensors ?? []).Select(Tensor))
            .Concat((attribute.Types ?? []).Select(TypeText.Of));

    private static string? Single(Attribute attribute) => attribute switch
    {
        { Single: { } number } => Number(number),
        { Whole: { } number } => Number(number),
        { Text: { } text } => Text(text),
        { Tensor: { } tensor } => Tensor(tensor),
        { Type: { } type } => TypeText.Of(type),
        _ => null,
    };

    private static string Text(StoredText text) =>
        text.Text is { } name ? Quoted.Text(name) : FormattableString.Invariant($"bytes({text.Offset}+{text.Length})");

    private static string Tensor(StoredTensor tensor) => $"tensor({TensorText.Of(tensor)})";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
