using MlDsl.Compiler.Onnx;

namespace MlDsl.Compiler.Catalog;

/// <summary>Packs the trees of a node: its attributes become the bytes that the scorer runs as they lie.</summary>
internal static class TreeLowering
{
    public static PackedTreeBytes Pack(OnnxNode node, IReadOnlyList<long> widths, Dictionary<string, (string Name, object? Value)> left) =>
        throw new UnsupportedException("trees");
}
