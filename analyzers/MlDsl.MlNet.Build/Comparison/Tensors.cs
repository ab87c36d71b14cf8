using MlDsl.Kernels;

namespace MlDsl.MlNet.Build.Comparison;

/// <summary>Tensors of numbers, whatever their precision.</summary>
internal static class Tensors
{
    /// <summary>Whether the elements are numbers that are rounded.</summary>
    public static bool IsReal(Tensor tensor) => tensor is Tensor<float> or Tensor<double>;

    public static double[] Numbers(Tensor tensor) => tensor is Tensor<float> singles ? [.. singles.Values.ToArray().Select(static x => (double)x)] : ((Tensor<double>)tensor).Values.ToArray();

    /// <summary>The same shape with other numbers.</summary>
    public static Tensor Map(Tensor tensor, Func<double, int, double> map) => tensor switch
    {
        Tensor<float> singles => new Tensor<float>([.. singles.Values.ToArray().Select((x, i) => (float)map(x, i))], singles.Shape),
        Tensor<double> doubles => new Tensor<double>([.. doubles.Values.ToArray().Select(map)], doubles.Shape),
        _ => tensor,
    };

    /// <summary>The elements as objects, for what is compared for equality.</summary>
    public static object[] Items(Tensor tensor) => tensor switch
    {
        Tensor<string> texts => [.. texts.Values.ToArray()],
        Tensor<bool> truths => [.. truths.Values.ToArray().Cast<object>()],
        Tensor<float> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<double> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<sbyte> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<byte> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<short> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<ushort> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<int> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<uint> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<long> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        Tensor<ulong> numbers => [.. numbers.Values.ToArray().Cast<object>()],
        _ => throw new InvalidOperationException($"{tensor.GetType()} is no column"),
    };
}
