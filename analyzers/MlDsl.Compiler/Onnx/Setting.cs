using Attribute = MlDsl.Build.Onnx.Attribute;

namespace MlDsl.Compiler.Onnx;

/// <summary>The value of an attribute.</summary>
internal static class Setting
{
    /// <returns>The value as <see cref="OnnxNode.Attributes"/> holds it.</returns>
    public static object? Of(Attribute attribute, byte[] file) => (attribute.Kind == 0 ? Kind(attribute) : attribute.Kind) switch
    {
        1 => attribute.Single ?? 0f,
        2 => attribute.Whole ?? 0L,
        3 => attribute.Text?.Text ?? "",
        4 => attribute.Tensor is { } tensor ? Weight.Of(tensor, file) : null,
        6 => attribute.Singles?.ToArray() ?? [],
        7 => attribute.Wholes?.ToArray() ?? [],
        8 => attribute.Texts?.Select(static text => text.Text!).ToArray() ?? [],
        _ => null,
    };

    // Old writers leave the kind out; it follows from the field that is there.
    private static long Kind(Attribute attribute) => attribute switch
    {
        { Single: not null } => 1,
        { Whole: not null } => 2,
        { Text: not null } => 3,
        { Tensor: not null } => 4,
        { Singles: not null } => 6,
        { Wholes: not null } => 7,
        { Texts: not null } => 8,
        _ => 0,
    };
}
