using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Maps as compiled graphs hold them, given to ONNX Runtime.</summary>
internal static class MapValues
{
    /// <summary>What a map input is declared as; null for a tensor.</summary>
    public static OnnxValueInfo? Info(string name, Tensor tensor) => tensor.GetType().GetGenericArguments()[0] is { IsGenericType: true } pair
        ? OnnxValueInfo.Map(name, Element(pair.GetGenericArguments()[0]), Element(pair.GetGenericArguments()[1]))
        : null;

    /// <summary>Gives a map; false for a tensor.</summary>
    public static bool Give(OnnxBinding call, int index, Tensor tensor) => tensor switch
    {
        Tensor<KeyValuePair<string, float>> map => Give(call, index, map),
        Tensor<KeyValuePair<string, double>> map => Give(call, index, map),
        Tensor<KeyValuePair<string, long>> map => Give(call, index, map),
        Tensor<KeyValuePair<long, float>> map => Give(call, index, map),
        Tensor<KeyValuePair<long, double>> map => Give(call, index, map),
        Tensor<KeyValuePair<long, string>> map => Give(call, index, map),
        _ => false,
    };

    /// <summary>A map of distinct keys.</summary>
    public static Tensor<KeyValuePair<TKey, TValue>> Of<TKey, TValue>(IEnumerable<TKey> keys, Func<TValue> value)
    {
        KeyValuePair<TKey, TValue>[] pairs = [.. keys.Distinct().Select(key => KeyValuePair.Create(key, value()))];
        return new Tensor<KeyValuePair<TKey, TValue>>(pairs, pairs.Length);
    }

    private static bool Give<TKey, TValue>(OnnxBinding call, int index, Tensor<KeyValuePair<TKey, TValue>> map)
        where TKey : notnull
    {
        call.SetMap(index, new Dictionary<TKey, TValue>(map.Values.ToArray()), "x");
        return true;
    }

    private static OnnxElementType Element(Type type) =>
        type == typeof(string) ? OnnxElementType.String : type == typeof(long) ? OnnxElementType.Int64 : type == typeof(float) ? OnnxElementType.Float : OnnxElementType.Double;
}
