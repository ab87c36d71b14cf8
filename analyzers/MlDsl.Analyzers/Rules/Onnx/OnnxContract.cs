using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;
using MlDsl.Generators.Manifests;

namespace MlDsl.Analyzers.Rules;

/// <summary>Compares what code says of an input or output with what the model's file says; null where they agree or nothing is known.</summary>
internal static class OnnxContract
{
    /// <summary>Whether the graph has an input of that name.</summary>
    public static string? Input(Manifest model, string name) => model.Inputs.Any(i => i.Name == name) || model.Defaults.Contains(name)
        ? null : Missing(model, "input", name, model.Inputs.Select(static i => i.Name));

    /// <summary>Whether the graph has an output of that name.</summary>
    public static string? Output(Manifest model, string name) => model.Outputs.Any(o => o.Name == name)
        ? null : Missing(model, "output", name, model.Outputs.Select(static o => o.Name));

    /// <summary>Whether a column can be given to an input: ML.NET wants the same items, and a length that fills the known sizes.</summary>
    public static string? Column(OnnxValue input, Column column, KnownSymbols symbols)
    {
        if (input.Type is not { Kind: OnnxKind.Tensor } type || column.Maker?.Method == "ExtractPixels") return null;
        if (Element(column.Type.Item) is { } element && Element(type) is { } wanted && element != wanted)
            return $"'{input.Name}' is {type} in the model, and the column '{column.Name}' holds {element}";
        if (column is { Type: { Dimension: Dimension.Variable, Item: not ItemKind.Unknown }, Maker: null })
            return $"'{input.Name}' is {type} in the model, and the column '{column.Name}' has no fixed size; add [VectorType]";
        long fixedSize = type.Shape.Where(static d => d.Size > 0).Aggregate(1L, static (n, d) => n * d.Size!.Value);
        return column.Member is { } member && type.Rank > 0 && (RowSchema.Size(member, symbols) ?? Scalar(column)) is { } size
            && fixedSize > 0 && size % fixedSize != 0
            ? $"'{input.Name}' is {type} in the model, and the column '{column.Name}' holds {size} value{(size == 1 ? "" : "s")}"
            : null;
    }

    /// <summary>Whether a member can hold an output: ML.NET gives every tensor with dimensions as a vector.</summary>
    public static string? Member(OnnxValue output, ItemType member)
    {
        if (output.Type is not { Kind: OnnxKind.Tensor } type || member.IsUnknown) return null;
        if (Element(member.Item) is { } element && Element(type) is { } given && element != given)
            return $"'{output.Name}' is {type} in the model, and this holds {element}";
        return member.Dimension == Dimension.Scalar && type.Rank > 0
            ? $"'{output.Name}' is {type} in the model, which ML.NET gives as a vector, and this holds one value" : null;
    }

    /// <summary>Whether a tensor's items are the input's.</summary>
    public static string? Items(OnnxValue input, ITypeSymbol item) =>
        input.Type is { Kind: OnnxKind.Tensor } type && Element(RowSchema.KindOf(item)) is { } element && Element(type) is { } wanted && element != wanted
            ? $"'{input.Name}' is {type} in the model, and this tensor holds {element}" : null;

    /// <summary>Whether a tensor's dimensions are the input's; those that are open on either side fit.</summary>
    public static string? Shape(OnnxValue input, IReadOnlyList<long?> shape)
    {
        if (input.Type is not { Kind: OnnxKind.Tensor, Rank: { } rank } type) return null;
        string shown = $"[{string.Join(", ", shape.Select(static d => d is { } size ? Literals.Whole(size) : "?"))}]";
        if (rank != shape.Count) return $"'{input.Name}' is {type} in the model, and this tensor has the shape {shown}";
        for (int i = 0; i < rank; i++)
            if (type.Shape[i].Size is > 0 and { } size && shape[i] is { } given && given != size)
                return $"'{input.Name}' is {type} in the model, and this tensor has the shape {shown}";
        return null;
    }

    /// <summary>The input of that name.</summary>
    public static OnnxValue? InputOf(Manifest model, string name) => model.Inputs.FirstOrDefault(i => i.Name == name);

    private static int? Scalar(Column column) => column.Type.Dimension == Dimension.Scalar ? 1 : null;

    private static string Missing(Manifest model, string what, string name, IEnumerable<string> known) =>
        $"'{model.Model}' has no {what} '{name}': {Nearest.Hint(name, known)}";

    // Types that C# and the graph call by one name; of others nothing is said.
    private static string? Element(OnnxType type) => type.Element is "float" or "double" or "string" or "bool" or "int8" or "uint8" or "int16"
        or "uint16" or "int32" or "uint32" or "int64" or "uint64" ? type.Element : null;

    private static string? Element(ItemKind item) => item switch
    {
        ItemKind.Single => "float",
        ItemKind.Double => "double",
        ItemKind.Text => "string",
        ItemKind.Boolean => "bool",
        ItemKind.SByte => "int8",
        ItemKind.Byte => "uint8",
        ItemKind.Int16 => "int16",
        ItemKind.UInt16 => "uint16",
        ItemKind.Int32 => "int32",
        ItemKind.UInt32 => "uint32",
        ItemKind.Int64 => "int64",
        ItemKind.UInt64 => "uint64",
        _ => null,
    };
}
