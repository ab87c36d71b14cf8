using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's CastMap: the values of a map from whole numbers, converted, in the order of their keys or each at the place that is its key.</summary>
/// <typeparam name="TFrom">float or string.</typeparam>
/// <typeparam name="TTo">float, string or long.</typeparam>
[Operator("CastMap", Domain = OperatorAttribute.Ml, Ignores = ["cast_to"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CastMap<
    TFrom, [ElementForWord("cast_to", "TO_FLOAT", typeof(float)), ElementForWord("cast_to", "TO_STRING", typeof(string)), ElementForWord("cast_to", "TO_INT64", typeof(long))] TTo> : Operator
{
    private readonly bool isSparse;
    private readonly long size;

    /// <param name="mapForm">DENSE: one value for each pair; SPARSE: one for each key from 0 to <paramref name="maxMap"/> - 1.</param>
    /// <param name="maxMap">How many values a SPARSE map gives.</param>
    /// <exception cref="OperatorException">The form is unknown, a sparse one has no places, or ONNX has no such map.</exception>
    public CastMap(string mapForm = "DENSE", long maxMap = 1)
    {
        if (typeof(TFrom) != typeof(float) && typeof(TFrom) != typeof(string)) throw Error($"it takes no map to {typeof(TFrom).Name}; float and string can be cast");
        isSparse = mapForm == "SPARSE";
        if (!isSparse && mapForm != "DENSE") throw Error($"its map_form '{mapForm}' is unknown; DENSE and SPARSE are known");
        if (isSparse && maxMap is < 1 or > int.MaxValue) throw Error($"its max_map is {maxMap}; a SPARSE map gives at least 1 value");
        size = maxMap;
    }

    /// <summary>Converts the values.</summary>
    /// <param name="map">The pairs, each key once.</param>
    /// <param name="output">[1, C].</param>
    /// <exception cref="OperatorException">A text is no number, or a key of a SPARSE map is negative.</exception>
    public void Run(Tensor<KeyValuePair<long, TFrom>> map, [Result] Tensor<TTo> output)
    {
        if (isSparse) RunSparse(map.Values, output);
        else RunDense(map.Values, output);
    }

    private void RunSparse(ReadOnlySpan<KeyValuePair<long, TFrom>> pairs, Tensor<TTo> output)
    {
        output.Resize(1, size);
        Span<TTo> into = output.Values;

        // A text where there is none is what ONNX Runtime writes.
        if (typeof(TTo) == typeof(string)) into.Fill((TTo)(object)"0.f");
        else into.Clear();
        foreach (ref readonly KeyValuePair<long, TFrom> pair in pairs)
        {
            if (pair.Key < 0) throw Error($"its map has the key {pair.Key}; the keys of a SPARSE map are not negative");
            if (pair.Key < into.Length) into[(int)pair.Key] = Converted(in pair);
        }
    }

    private void RunDense(ReadOnlySpan<KeyValuePair<long, TFrom>> pairs, Tensor<TTo> output)
    {
        output.Resize(1, pairs.Length);
        Span<TTo> into = output.Values;
        long[] keys = ArrayPool<long>.Shared.Rent(pairs.Length);
        int[] order = ArrayPool<int>.Shared.Rent(pairs.Length);
        for (int i = 0; i < pairs.Length; i++) (keys[i], order[i]) = (pairs[i].Key, i);
        keys.AsSpan(0, pairs.Length).Sort(order.AsSpan(0, pairs.Length));
        for (int i = 0; i < pairs.Length; i++) into[i] = Converted(in pairs[order[i]]);
        ArrayPool<long>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(order);
    }

    private TTo Converted(ref readonly KeyValuePair<long, TFrom> pair)
    {
        TFrom value = pair.Value;
        if (typeof(TFrom) == typeof(TTo)) return As<TFrom, TTo>(value);
        if (typeof(TFrom) == typeof(float))
        {
            float number = As<TFrom, float>(value);
            return typeof(TTo) == typeof(string) ? (TTo)(object)CastText.Fixed(number) : As<long, TTo>(Casting.Convert<float, long>(number));
        }
        try
        {
            string text = (string)(object)value!;
            return typeof(TTo) == typeof(float) ? As<float, TTo>(CastText.Single(text)) : As<long, TTo>(CastText.Whole(text));
        }
        catch (OperatorException e)
        {
            throw Error($"the value of the key {pair.Key}: {e.Message}");
        }
    }

    // A cast by way of object is a box where the just-in-time compiler does not look closely.
    private static TOut As<TIn, TOut>(TIn value) => Unsafe.As<TIn, TOut>(ref value);
}
