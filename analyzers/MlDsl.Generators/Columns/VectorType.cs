using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

internal enum VectorContainer
{
    Array,
    Memory,
    Immutable,
    List,
    ReadOnlyList,
}

/// <summary>What holds the numbers of a vector.</summary>
/// <param name="Container">The sort of collection.</param>
/// <param name="Element">The type of an element.</param>
internal sealed record VectorType(VectorContainer Container, ColumnType Element)
{
    /// <summary>What a vector may be, as messages say it.</summary>
    public const string Accepted = "arrays, ReadOnlyMemory, ImmutableArray, List and IReadOnlyList of numbers";

    private static readonly Dictionary<string, VectorContainer> Containers = new()
    {
        ["System.ReadOnlyMemory`1"] = VectorContainer.Memory,
        ["System.Collections.Immutable.ImmutableArray`1"] = VectorContainer.Immutable,
        ["System.Collections.Generic.List`1"] = VectorContainer.List,
        ["System.Collections.Generic.IReadOnlyList`1"] = VectorContainer.ReadOnlyList,
    };

    /// <summary>Whether a missing element becomes NaN.</summary>
    public bool TakesNaN { get; init; }

    /// <summary>Whether an element can be NaN.</summary>
    public bool HasNaN => Element.Name is "float" or "double" or "global::System.Half";

    public bool IsReference => Container is VectorContainer.Array or VectorContainer.List or VectorContainer.ReadOnlyList;

    /// <summary>The vector that <paramref name="type"/>, which is not nullable, is; null for none.</summary>
    public static VectorType? Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => Of(VectorContainer.Array, array.ElementType),
        INamedTypeSymbol { ContainingType: null, TypeArguments: [{ } element] } named when Containers.TryGetValue(named.MetadataName(), out VectorContainer container) => Of(container, element),
        _ => null,
    };

    /// <summary>Whether C# takes this vector where <paramref name="other"/> is wanted.</summary>
    public bool FitsInto(VectorType other) => Element.FullName == other.Element.FullName
        && (Container == other.Container
            || (other.Container == VectorContainer.ReadOnlyList && Container != VectorContainer.Memory)
            || (other.Container == VectorContainer.Memory && Container == VectorContainer.Array));

    /// <summary>The call that reads the vector of column <paramref name="index"/> from a record.</summary>
    public string ReadCall(int index, bool isNullable)
    {
        string name = (Element.IsNullable ? "SparseVector" : "Vector") + (isNullable ? "OrNull" : "");
        string call = $"fields.{name}<{Element.Name}>({index}{(TakesNaN ? ", takesNaN: true" : "")})", local = $"vector{index}";
        if (Container is VectorContainer.Array or VectorContainer.ReadOnlyList) return call;
        // Null alone would be an array that becomes memory of no elements.
        string none = Container == VectorContainer.Memory ? $"(global::System.ReadOnlyMemory<{Element.FullName}>?)null" : "null";
        return isNullable ? $"{call} is {{ }} {local} ? {Made(local)} : {none}" : Made(call);
    }

    private string Made(string array) => Container switch
    {
        VectorContainer.Memory => $"new global::System.ReadOnlyMemory<{Element.FullName}>({array})",
        VectorContainer.List => $"new global::System.Collections.Generic.List<{Element.FullName}>({array})",
        _ => $"global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray({array})",
    };

    private static VectorType? Of(VectorContainer container, ITypeSymbol element) =>
        ColumnType.Of(element) is { IsNumber: true } type ? new VectorType(container, type) : null;
}
