using MlDsl.Onnx;

namespace MlDsl.Benchmarks.Costs;

/// <summary>Graphs of one operator each, by which the cost table of the compiler of models is measured.</summary>
internal static class CostModels
{
    /// <summary>Name, file, and the units that the cost table counts in a call.</summary>
    public static IEnumerable<(string Name, byte[] File, double Units)> All()
    {
        yield return Conv("convolution.3x3.64.56", 64, 64, 3, 56, 1);
        yield return Conv("convolution.1x1.128.28", 128, 128, 1, 28, 1);
        yield return Conv("convolution.3x3.256.14", 256, 256, 3, 14, 1);
        yield return Conv("convolution.7x7.3.112", 3, 64, 7, 112, 1);
        yield return Conv("convolution.3x3.8.16", 8, 8, 3, 16, 1);
        yield return Conv("narrow.3x3.64.28", 64, 64, 3, 28, 64);
        foreach (int size in new[] { 16, 64, 256, 1024 }) yield return Product(FormattableString.Invariant($"row.{size}"), 1, size);
        foreach (int rows in new[] { 16, 128 }) yield return Product(FormattableString.Invariant($"product.{rows}.256"), rows, 256);
        yield return Product("product.128.1024", 128, 1024);
        yield return Recurrent("recurrence.64", 20, 64);
        yield return Recurrent("recurrence.256", 20, 256);
        yield return Pool();
        foreach (string function in new[] { "Sigmoid", "Exp", "Tanh", "Erf" }) yield return Elements(function, 4096);
        yield return Elements("Softmax", 4096);
        foreach (string function in new[] { "Relu", "Neg", "Abs" }) yield return Elements(function, 65536);
        yield return Elements("Relu", 4);
    }

    private static (string Name, byte[] File, double Units) Conv(string name, int from, int to, int kernel, int size, int groups)
    {
        long pad = kernel / 2;
        byte[] file = Graph([1, from, size, size], [1, to, size, size])
            .Constant<float>("w", Numbers(to * from / groups * kernel * kernel), to, from / groups, kernel, kernel)
            .Node("Conv", ["x", "w"], ["y"], OnnxSetting.Of("pads", pad, pad, pad, pad), OnnxSetting.Of("group", (long)groups))
            .ToBytes();
        return (name, file, (double)to * from / groups * kernel * kernel * size * size);
    }

    private static (string Name, byte[] File, double Units) Product(string name, int rows, int size) =>
        (name, Graph([rows, size], [rows, size]).Constant<float>("w", Numbers(size * size), size, size).Node("MatMul", ["x", "w"], ["y"]).ToBytes(), (double)rows * size * size);

    private static (string Name, byte[] File, double Units) Recurrent(string name, int steps, int size)
    {
        byte[] file = Graph([steps, 1, size], [steps, 1, 1, size])
            .Constant<float>("w", Numbers(4 * size * size), 1, 4 * size, size)
            .Constant<float>("r", Numbers(4 * size * size), 1, 4 * size, size)
            .Node("LSTM", ["x", "w", "r"], ["y"], OnnxSetting.Of("hidden_size", (long)size))
            .ToBytes();
        return (name, file, 8.0 * size * size * steps);
    }

    private static (string Name, byte[] File, double Units) Pool() =>
        ("pool.3x3", Graph([1, 64, 112, 112], [1, 64, 56, 56]).Node("MaxPool", ["x"], ["y"], OnnxSetting.Of("kernel_shape", 3L, 3L), OnnxSetting.Of("strides", 2L, 2L), OnnxSetting.Of("pads", 1L, 1L, 1L, 1L)).ToBytes(), 64 * 56 * 56 * 9);

    private static (string Name, byte[] File, double Units) Elements(string function, int count) =>
        (FormattableString.Invariant($"{function.ToLowerInvariant()}.{count}"), Graph([1, count], [1, count]).Node(function, ["x"], ["y"]).ToBytes(), count);

    private static OnnxGraphBuilder Graph(OnnxDimension[] input, OnnxDimension[] output) => new OnnxGraphBuilder("cost")
        .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, input))
        .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, output));

    private static float[] Numbers(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) / 8)];
    }
}
