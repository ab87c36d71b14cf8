using Microsoft.CodeAnalysis;

namespace MlDsl.Generators;

/// <summary>Reading attributes by metadata name.</summary>
internal static class Symbols
{
    public static string MetadataName(this INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;

    public static bool Is(this AttributeData attribute, string name) => attribute.AttributeClass is { } type && type.MetadataName() == name;

    public static AttributeData? Find(this ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
            if (attribute.Is(name)) return attribute;
        return null;
    }

    /// <summary>A named argument of the attribute, or <paramref name="otherwise"/> when it is absent or of another type.</summary>
    public static T Named<T>(this AttributeData attribute, string name, T otherwise)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array && argument.Value.Value is T value) return value;
        return otherwise;
    }

    /// <summary>A named argument of an enum type as the name of its member; null for a value that has none.</summary>
    public static string? NamedMember(this AttributeData attribute, string name, string otherwise)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name) return MemberOf(argument.Value);
        return otherwise;
    }

    public static string? MemberOf(TypedConstant constant)
    {
        if (constant.Type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type) return null;
        foreach (ISymbol member in type.GetMembers())
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, constant.Value)) return field.Name;
        return null;
    }

    /// <summary>Whether a generator wrote the symbol: analyzers see what the generators added, and must not take it for the user's.</summary>
    public static bool IsGenerated(this ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(static r => r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    /// <summary>Where the attribute is written, or else where the symbol is.</summary>
    public static Location Place(this AttributeData attribute, ISymbol symbol, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? symbol.Place();

    public static Location Place(this ISymbol symbol) => symbol.Locations.Length > 0 ? symbol.Locations[0] : Location.None;
}
