using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MlDsl.Onnx;

/// <summary>What a map must be to be an input, whatever runs the graph.</summary>
internal static class MapInput
{
    /// <exception cref="ArgumentException">The map is null, or the input takes no such map.</exception>
    public static void Check<TKey, TValue>(OnnxValueInfo input, [NotNull] Dictionary<TKey, TValue>? map, string model, string member)
        where TKey : notnull
    {
        if (map is null) ThrowNull(model, input, member);
        if (input.Kind != OnnxKind.Map || Element<TKey>() != input.KeyType || Element<TValue>() != input.ElementType || Element<TValue>() == OnnxElementType.Undefined) ThrowType(model, input, typeof(TKey), typeof(TValue), member);
    }

    /// <summary>The element type of a map's keys or values; undefined for what no map holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OnnxElementType Element<T>()
    {
        if (typeof(T) == typeof(float)) return OnnxElementType.Float;
        if (typeof(T) == typeof(double)) return OnnxElementType.Double;
        if (typeof(T) == typeof(long)) return OnnxElementType.Int64;
        return typeof(T) == typeof(string) ? OnnxElementType.String : OnnxElementType.Undefined;
    }

    // A dictionary that another thread changes has more or fewer pairs than there is room for.
    [DoesNotReturn]
    public static void ThrowChanged(string member) => throw new InvalidOperationException($"'{member}' was changed while its pairs were copied");

    [DoesNotReturn]
    public static void ThrowNoText(object key, string member) =>
        throw new ArgumentException($"'{member}' has null for the key '{key}'; the model takes a text for each key", member);

    [DoesNotReturn]
    private static void ThrowNull(string model, OnnxValueInfo input, string member) =>
        throw new ArgumentNullException(member, $"{model}: '{member}' is null; the input '{input}' takes a dictionary, which may be empty");

    [DoesNotReturn]
    private static void ThrowType(string model, OnnxValueInfo input, Type key, Type value, string member) =>
        throw new ArgumentException($"{model}: '{member}' maps {key.Name} to {value.Name}, which the input '{input}' does not take", member);
}
