using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;
using MlDsl.Generators.Manifests;

namespace MlDsl.Analyzers.Rules;

/// <summary>Compares the classes of a prediction engine with the columns of a model that ML.NET saved, as ML.NET does when it makes the engine.</summary>
internal static class EngineContract
{
    private static readonly Regex Vector = new(@"^Vector<(?<item>.+?)(, (?<size>\d+))?>$", RegexOptions.CultureInvariant), Key = new(@"^Key<(?<item>\w+), 0-(?<last>\d+)>$", RegexOptions.CultureInvariant);

    /// <summary>What is wrong with the rows that are given: where, if it is a member, and what.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The columns of the rows.</param>
    /// <param name="type">What the rows are called.</param>
    /// <param name="symbols">The known types.</param>
    public static IEnumerable<(ISymbol? Member, string Problem)> Input(Manifest model, Schema rows, string type, KnownSymbols symbols)
    {
        foreach (string name in Listed(model, "mlnet.read"))
        {
            string? typed = model.MetadataOf($"mlnet.type.{name}");
            if (rows.Lacks(name))
                yield return (null, $"'{model.Model}' reads the column '{name}'{(typed is null ? "" : $" ({typed})")}, which no member of '{type}' is, so that ML.NET makes no engine; {Nearest.Hint(name, rows.Columns.Keys.OrderBy(static k => k, StringComparer.Ordinal))}");
            else if (typed is not null && rows[name] is { Member: { } member, Maker: null } column && Differs(model, name, typed, column, member, symbols) is { } problem)
                yield return (member, problem);
        }
    }

    /// <summary>What is wrong with the members of a prediction class.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The columns of the rows that are given, which come out as well.</param>
    /// <param name="output">The prediction class.</param>
    /// <param name="isWhole">Whether a member without a column is an error of ML.NET.</param>
    public static IEnumerable<(ISymbol Member, string Problem)> Output(Manifest model, Schema rows, INamedTypeSymbol output, bool isWhole)
    {
        ImmutableArray<string> given = [.. Listed(model, "mlnet.given")];
        foreach (ISymbol member in RowSchema.Members(output))
        {
            if (RowSchema.Bound(member) is not { } name) continue;
            if (model.Outputs.FirstOrDefault(o => o.Name == name) is { } made)
            {
                if (Differs(model, made, RowSchema.Plain(member)) is { } problem) yield return (member, problem);
            }
            else if (!given.IsEmpty && !given.Contains(name) && rows.Lacks(name) && (isWhole || name != member.Name || Nearest.Of(name, given) is not null))
            {
                yield return (member, $"'{model.Model}' makes no column '{name}', so that '{member.Name}' keeps its default; {Nearest.Hint(name, given.OrderBy(static k => k, StringComparer.Ordinal))}");
            }
        }
    }

    private static IEnumerable<string> Listed(Manifest model, string key) => model.Metadata.Where(m => m.Key == key).Select(static m => m.Value);

    private static string? Differs(Manifest model, string name, string typed, Column column, ISymbol member, KnownSymbols symbols)
    {
        Match vector = Vector.Match(typed);
        string item = vector.Success ? vector.Groups["item"].Value : typed;
        Match key = Key.Match(item);
        if (column.Type.Item is ItemKind.Unknown) return null;
        string said = $"the column '{name}' is {typed} in '{model.Model}'";
        bool isArray = column.Type.Dimension != Dimension.Scalar;
        if (isArray != vector.Success) return $"{said}, and this holds {(isArray ? "several values" : "one value")}";
        if (key.Success) return column.Type.Item == ItemKind.Key || isArray ? null : $"{said}, and this is no key; write [KeyType({key.Groups["last"].Value} + 1)]";
        if (RowSchema.Attribute(member, symbols.KeyType) is null && NameOf(column.Type.Item) is { } own && own != item) return $"{said}, and this holds {own}";
        if (!vector.Groups["size"].Success) return null;
        string size = vector.Groups["size"].Value;
        if (RowSchema.Size(member, symbols) is { } items) return Literals.Whole(items) == size ? null : $"{said}, and this holds {Literals.Whole(items)} items; write [VectorType({size})]";
        // Numbers without a size never become the features that a predictor was trained on.
        bool isPredicted = model.Inputs.Any(i => i.Name == name) && model.Outputs.Any(static o => o.Name == "Score");
        return isPredicted && item is "Single" or "Double" ? $"{said}, and this has no size; write [VectorType({size})]" : null;
    }

    // An array takes a vector of any length, and a number a key.
    private static string? Differs(Manifest model, OnnxValue output, ItemType member)
    {
        if (member.IsUnknown || model.MetadataOf($"mlnet.type.{output.Name}") is not { } typed) return null;
        Match vector = Vector.Match(typed);
        string item = vector.Success ? vector.Groups["item"].Value : typed;
        if (Key.Match(item) is { Success: true } key) item = key.Groups["item"].Value;
        string said = $"the column '{output.Name}' is {typed} in '{model.Model}'";
        bool isArray = member.Dimension != Dimension.Scalar;
        if (isArray != vector.Success) return $"{said}, and this holds {(isArray ? "several values" : "one value")}";
        return NameOf(member.Item) is { } own && own != item ? $"{said}, and this holds {own}" : null;
    }

    // As manifests have them.
    private static string? NameOf(ItemKind item) => item switch
    {
        ItemKind.Text => "String",
        ItemKind.Single or ItemKind.Double or ItemKind.Boolean or ItemKind.SByte or ItemKind.Byte or ItemKind.Int16 or ItemKind.UInt16 or ItemKind.Int32 or ItemKind.UInt32
            or ItemKind.Int64 or ItemKind.UInt64 => item.ToString(),
        _ => null,
    };
}
