using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's LabelEncoder (versions 2 to 4): from keys to values, each of any element type.</summary>
/// <typeparam name="TKey">string, long, float, double, int or short.</typeparam>
/// <typeparam name="TValue">The same.</typeparam>
[Operator("LabelEncoder", since: 2, Domain = OperatorAttribute.Ml)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LabelEncoder<TKey, [ElementFrom("values_strings"), ElementFrom("values_int64s"), ElementFrom("values_floats"), ElementFrom("values_tensor")] TValue> : Operator
    where TKey : notnull
{
    private readonly LabelTable<TKey, TValue> table;

    /// <param name="keysStrings">The keys, where they are texts.</param>
    /// <param name="keysInt64s">The keys, where they are whole numbers.</param>
    /// <param name="keysFloats">The keys, where they are numbers; NaN is a key like any other.</param>
    /// <param name="keysTensor">The keys, of any element type.</param>
    /// <param name="valuesStrings">As many values, where they are texts.</param>
    /// <param name="valuesInt64s">As many values, where they are whole numbers.</param>
    /// <param name="valuesFloats">As many values, where they are numbers.</param>
    /// <param name="valuesTensor">As many values, of any element type.</param>
    /// <param name="defaultString">What stands for another key, where values are texts.</param>
    /// <param name="defaultInt64">What stands for another key, where values are whole numbers.</param>
    /// <param name="defaultFloat">What stands for another key, where values are numbers.</param>
    /// <param name="defaultTensor">What stands for another key: one value.</param>
    /// <exception cref="OperatorException">Keys or values are missing, or there are not as many of each.</exception>
    public LabelEncoder(
        string[]? keysStrings = null,
        long[]? keysInt64s = null,
        float[]? keysFloats = null,
        Tensor? keysTensor = null,
        string[]? valuesStrings = null,
        long[]? valuesInt64s = null,
        float[]? valuesFloats = null,
        Tensor? valuesTensor = null,
        string defaultString = "_Unused",
        long defaultInt64 = -1,
        float defaultFloat = -0f,
        Tensor? defaultTensor = null)
    {
        TKey[] keys = Given<TKey>("keys", keysStrings, keysInt64s, keysFloats, keysTensor);
        TValue[] values = Given<TValue>("values", valuesStrings, valuesInt64s, valuesFloats, valuesTensor);
        if (keys.Length != values.Length) throw Error($"it has {keys.Length} keys and {values.Length} values; each key has one");
        table = new LabelTable<TKey, TValue>(keys, values, Missing(defaultString, defaultInt64, defaultFloat, defaultTensor));
    }

    /// <summary>Looks every element up.</summary>
    public void Run(Tensor<TKey> input, [Result] Tensor<TValue> output)
    {
        output.ResizeLike(input);
        table.Map(input.Values, output.Values);
    }

    private TElement[] Given<TElement>(string what, params ReadOnlySpan<object?> alternatives)
    {
        foreach (object? list in alternatives)
        {
            if (list is TElement[] { Length: > 0 } found) return found;
            if (list is Tensor<TElement> tensor) return tensor.Values.ToArray();
        }
        throw Error($"it has no {what} of {typeof(TElement).Name}");
    }

    private static TValue Missing(string text, long whole, float single, Tensor? tensor)
    {
        if (tensor is Tensor<TValue> { Length: > 0 } given) return given.Values[0];
        if (typeof(TValue) == typeof(string)) return (TValue)(object)text;
        if (typeof(TValue) == typeof(long)) return (TValue)(object)whole;
        if (typeof(TValue) == typeof(float)) return (TValue)(object)single;
        if (typeof(TValue) == typeof(double)) return (TValue)(object)-0d;
        return typeof(TValue) == typeof(int) ? (TValue)(object)-1 : (TValue)(object)(short)-1;
    }
}

/// <summary>ONNX's LabelEncoder of version 1: texts to their positions.</summary>
[Operator("LabelEncoder", since: 1, until: 1, Domain = OperatorAttribute.Ml, Ignores = ["default_string"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LabelPosition : Operator
{
    private readonly LabelTable<string, long> table;

    /// <param name="classesStrings">The texts; the first is 0.</param>
    /// <param name="defaultInt64">What stands for another text.</param>
    public LabelPosition(string[] classesStrings, long defaultInt64 = -1)
    {
        ArgumentNullException.ThrowIfNull(classesStrings);
        table = new LabelTable<string, long>(classesStrings, [.. Enumerable.Range(0, classesStrings.Length).Select(static i => (long)i)], defaultInt64);
    }

    /// <summary>Looks every text up.</summary>
    public void Run(Tensor<string> input, [Result] Tensor<long> output)
    {
        output.ResizeLike(input);
        table.Map(input.Values, output.Values);
    }
}

/// <summary>ONNX's LabelEncoder of version 1 in the other direction: positions to texts.</summary>
[Operator("LabelEncoder", since: 1, until: 1, Domain = OperatorAttribute.Ml, Ignores = ["default_int64"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LabelName : Operator
{
    private readonly string[] classes;
    private readonly string otherwise;

    /// <param name="classesStrings">The texts; the first is 0.</param>
    /// <param name="defaultString">What stands for a number without text.</param>
    public LabelName(string[] classesStrings, string defaultString = "_Unused")
    {
        ArgumentNullException.ThrowIfNull(classesStrings);
        (classes, otherwise) = (classesStrings, defaultString);
    }

    /// <summary>Looks every number up.</summary>
    public void Run(Tensor<long> input, [Result] Tensor<string> output)
    {
        output.ResizeLike(input);
        Span<string> into = output.Values;
        ReadOnlySpan<long> from = input.Values;
        for (int i = 0; i < from.Length; i++) into[i] = (ulong)from[i] < (ulong)classes.Length ? classes[from[i]] : otherwise;
    }
}
