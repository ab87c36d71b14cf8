using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Which dimension is the batch, decided like the runtime decides it.</summary>
internal static class Shapes
{
    /// <summary>The symbol of the batch: that of the first input of open rows, empty when it has no name; null when there is none.</summary>
    public static string? BatchSymbol(Manifest manifest)
    {
        if (!manifest.Outputs.Any(static o => MayHaveRows(o.Type))) return null;
        foreach (OnnxValue input in manifest.Inputs)
            if (HasOpenRows(input.Type)) return input.Type.Shape[0].Symbol ?? "";
        return null;
    }

    /// <summary>Whether the first dimension is the batch and all others are fixed.</summary>
    public static bool IsBatched(OnnxType type, string? batchSymbol) =>
        batchSymbol is not null && HasOpenRows(type) && (type.Shape[0].Symbol ?? "") == batchSymbol;

    public static bool IsFixed(OnnxType type) => type.Rank is not null && type.Shape.All(static d => d.Size is not null);

    public static int OpenDimensions(OnnxType type) => type.Shape.Count(static d => d.Size is null);

    /// <summary>The elements of the fixed dimensions together; sizes too large for a span saturate.</summary>
    public static long Width(OnnxType type)
    {
        long width = 1;
        foreach (OnnxDimension dimension in type.Shape)
            if (dimension.Size is { } size) width = size == 0 || width == 0 ? 0 : width > int.MaxValue / size ? int.MaxValue : width * size;
        return width;
    }

    /// <summary>The elements of one row: the dimensions after the batch, or all of them where a record is the whole tensor.</summary>
    public static long? RowWidth(OnnxType type, string? batchSymbol) =>
        type.Kind == OnnxKind.Tensor && (IsBatched(type, batchSymbol) || IsFixed(type)) ? Width(type) : null;

    // A graph whose outputs all have fixed shapes, or are lists of tensors, has open inputs but no rows.
    private static bool MayHaveRows(OnnxType output) => output.Kind switch
    {
        OnnxKind.Tensor => output.Rank is null || (output.Rank > 0 && output.Shape[0].Size is null),
        OnnxKind.Sequence => output.Content!.Kind == OnnxKind.Map,
        _ => output.Kind == OnnxKind.Map,
    };

    private static bool HasOpenRows(OnnxType type) =>
        type is { Kind: OnnxKind.Tensor, Rank: > 0 } && type.Shape[0].Size is null && type.Shape.Skip(1).All(static d => d.Size is not null);
}
