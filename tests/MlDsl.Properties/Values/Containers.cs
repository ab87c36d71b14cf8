using System.Collections;
using System.Collections.Immutable;

namespace MlDsl.Properties.Values;

/// <summary>Boxed numbers as the collection that a vector's property has, and back.</summary>
internal static class Containers
{
    private static readonly Dictionary<string, Func<string, object?[], object>> Makers = new(StringComparer.Ordinal);
    private static readonly Dictionary<Type, Func<object, IEnumerable>> Memories = [];

    static Containers()
    {
        Add<float>("float");
        Add<double>("double");
        Add<Half>("System.Half");
        Add<decimal>("decimal");
        Add<sbyte>("sbyte");
        Add<byte>("byte");
        Add<short>("short");
        Add<ushort>("ushort");
        Add<int>("int");
        Add<uint>("uint");
        Add<long>("long");
        Add<ulong>("ulong");
    }

    /// <summary>The collections, by what follows or precedes the element in C#.</summary>
    public static string[] All { get; } = ["[]", "System.ReadOnlyMemory", "System.Collections.Immutable.ImmutableArray", "System.Collections.Generic.List", "System.Collections.Generic.IReadOnlyList"];

    /// <summary>The type in C#.</summary>
    public static string Type(string container, string element) => container == "[]" ? element + "[]" : $"{container}<{element}>";

    /// <summary>The collection of elements, which are boxed or null.</summary>
    public static object Of(string container, string element, object?[] values) => Makers[element](container, values);

    /// <summary>The elements as floats; a missing one is NaN.</summary>
    public static float[] Singles(object vector)
    {
        IEnumerable elements = Memories.TryGetValue(vector.GetType(), out Func<object, IEnumerable>? read) ? read(vector) : (IEnumerable)vector;
        return [.. elements.Cast<object?>().Select(static e => e is null ? float.NaN : Numbers.Single(e))];
    }

    private static void Add<T>(string name) where T : struct
    {
        Makers.Add(name, Of<T>);
        Makers.Add(name + "?", Of<T?>);
        Memories.Add(typeof(ReadOnlyMemory<T>), static memory => ((ReadOnlyMemory<T>)memory).ToArray());
        Memories.Add(typeof(ReadOnlyMemory<T?>), static memory => ((ReadOnlyMemory<T?>)memory).ToArray());
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
