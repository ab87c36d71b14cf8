using System.Collections;
using System.Collections.Immutable;

namespace MlDsl.Properties.Values;

/// <summary>Boxed numbers as the collection that a vector's property has, and back.</summary>
internal static class Containers
{
    /// <summary>The collections, by what follows or precedes the element in C#.</summary>
    public static string[] All { get; } = ["[]", "System.ReadOnlyMemory", "System.Collections.Immutable.ImmutableArray", "System.Collections.Generic.List", "System.Collections.Generic.IReadOnlyList"];

    /// <summary>The type in C#.</summary>
    public static string Type(string container, string element) => container == "[]" ? element + "[]" : $"{container}<{element}>";

    public static object Of(string container, string element, object?[] values) => element switch
    {
        "float" => Of<float>(container, values),
        "double" => Of<double>(container, values),
        "System.Half" => Of<Half>(container, values),
        "int" => Of<int>(container, values),
        "long" => Of<long>(container, values),
        "byte" => Of<byte>(container, values),
        "decimal" => Of<decimal>(container, values),
        "float?" => Of<float?>(container, values),
        "double?" => Of<double?>(container, values),
        "int?" => Of<int?>(container, values),
        "long?" => Of<long?>(container, values),
        _ => throw new NotSupportedException(element),
    };

    /// <summary>The elements as floats; a missing one is NaN.</summary>
    public static float[] Singles(object vector)
    {
        IEnumerable elements = vector switch
        {
            ReadOnlyMemory<float> m => m.ToArray(),
            ReadOnlyMemory<double> m => m.ToArray(),
            ReadOnlyMemory<Half> m => m.ToArray(),
            ReadOnlyMemory<int> m => m.ToArray(),
            ReadOnlyMemory<long> m => m.ToArray(),
            ReadOnlyMemory<byte> m => m.ToArray(),
            ReadOnlyMemory<decimal> m => m.ToArray(),
            ReadOnlyMemory<float?> m => m.ToArray(),
            ReadOnlyMemory<double?> m => m.ToArray(),
            ReadOnlyMemory<int?> m => m.ToArray(),
            ReadOnlyMemory<long?> m => m.ToArray(),
            _ => (IEnumerable)vector,
        };
        return [.. elements.Cast<object?>().Select(static e => e is null ? float.NaN : Numbers.Single(e))];
    }

    private static object Of<T>(string container, object?[] values)
    {
        T[] array = [.. values.Select(static v => (T)v!)];
        return container switch
        {
            "[]" => array,
            "System.ReadOnlyMemory" => new ReadOnlyMemory<T>(array),
            "System.Collections.Immutable.ImmutableArray" => ImmutableArray.Create(array),
            "System.Collections.Generic.List" => new List<T>(array),
            _ => (IReadOnlyList<T>)array,
        };
    }
}
