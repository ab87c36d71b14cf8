using MlDsl.Compiler.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Catalog;

/// <summary>
/// Takes the attributes of a node of trees by name, each once. Thresholds and the like are lists of
/// single-precision numbers, or tensors in the precision of the features.
/// </summary>
/// <param name="left">The attributes by their names without underscores; what is taken is removed.</param>
/// <param name="isDouble">Whether the features are in double precision. ONNX Runtime takes tensors of that precision only.</param>
internal sealed class TreeAttributes(Dictionary<string, (string Name, object? Value)> left, bool isDouble)
{
    public long[] Wholes(string name) => Take(name) as long[] ?? [];

    public string[] Texts(string name) => Take(name) as string[] ?? [];

    public string Text(string name, string otherwise) => Take(name) as string ?? otherwise;

    public long Whole(string name, long otherwise) => Take(name) as long? ?? otherwise;

    /// <exception cref="UnsupportedException">The tensor has other elements.</exception>
    public double[] Numbers(string name) => Take(name) is float[] list ? Array.ConvertAll(list, static number => (double)number) : NumberTensor(name + "_as_tensor");

    /// <exception cref="UnsupportedException">The tensor has other elements.</exception>
    public double[] NumberTensor(string name) => isDouble ? Values<double>(name) : Array.ConvertAll(Values<float>(name), static number => (double)number);

    /// <exception cref="UnsupportedException">The tensor has other elements.</exception>
    public T[] Values<T>(string name) => Take(name) switch
    {
        null => [],
        Tensor<T> tensor => tensor.Values.ToArray(),
        Tensor => throw new UnsupportedException($"its attribute '{name}' is not of {Elements.Name(typeof(T))}"),
        _ => throw new UnsupportedException($"its attribute '{name}' is no tensor"),
    };

    private object? Take(string name) => left.Remove(name.Replace("_", "", StringComparison.Ordinal), out var given) ? given.Value : null;
}
