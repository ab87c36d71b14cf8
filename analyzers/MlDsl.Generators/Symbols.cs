using Microsoft.CodeAnalysis;

namespace MlDsl.Generators;

/// <summary>Reading attributes by metadata name.</summary>
internal static class Symbols
{
    private const string Space = "MlDsl";

    public static string MetadataName(this INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;

    // The simple name first: whole names are built for every attribute of every property on every keystroke otherwise.
    public static bool Is(this AttributeData attribute, string name)
    {
        if (attribute.AttributeClass is not { ContainingType: null, ContainingNamespace: { Name: Space, ContainingNamespace.IsGlobalNamespace: true } } type)
            return false;
        string own = type.MetadataName;
        return name.Length == Space.Length + 1 + own.Length
            && name.StartsWith(Space, StringComparison.Ordinal)
            && name.EndsWith(own, StringComparison.Ordinal);
    }

    public static AttributeData? Find(this ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
            if (attribute.Is(name)) return attribute;
        return null;
    }

    /// <summary>Whether the type is marked as a data set.</summary>
    public static bool IsDataset(this ISymbol type) => (type.Find(Names.Dataset) ?? type.Find(Names.DatasetOf)) is not null;

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
        symbol.DeclaringSyntaxReferences.Any(static r => IsGenerated(r.SyntaxTree));

    /// <summary>Whether the type is visible outside its assembly.</summary>
    public static bool IsVisible(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
            if (part.DeclaredAccessibility != Accessibility.Public) return false;
        return type.TypeArguments.OfType<INamedTypeSymbol>().All(static a => a.IsVisible());
    }

    /// <summary>Where the attribute is written, or else where the symbol is.</summary>
    public static Location Place(this AttributeData attribute, ISymbol symbol, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? symbol.Place();

    /// <summary>Where the user wrote the symbol, even when a generated part comes first.</summary>
    public static Location Place(this ISymbol symbol)
    {
        Location? best = null;
        foreach (Location location in symbol.Locations)
        {
            if (location.IsInSource && !IsGenerated(location.SourceTree!)) return location;
            best ??= location;
        }
        return best ?? Location.None;
    }

    /// <summary>Where the user wrote <paramref name="member"/>, or <paramref name="type"/> when another assembly holds the member.</summary>
    public static Location PlaceIn(this ISymbol member, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, type.ContainingAssembly) ? member.Place() : type.Place();

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>Whether a model answers rows one by one, and not what its users or its series are asked about.</summary>
    public static bool AnswersRows(this INamedTypeSymbol model) =>
        model.Find(Names.Model)?.AttributeClass?.TypeArguments is not [_, INamedTypeSymbol task] || task.Find(Names.Task)?.NamedMember("Shape", "Rows") is null or "Rows";
}
