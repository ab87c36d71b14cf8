using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Joins;

/// <summary>The attributes that say that a column comes from another data set.</summary>
internal static class JoinAttributes
{
    public static bool IsJoin(AttributeData attribute) => attribute.Is(Names.AsOf) || attribute.Is(Names.Lookup);

    public static AttributeData? Of(ISymbol member) => member.GetAttributes().FirstOrDefault(IsJoin);

    /// <summary>The row type of the other data set; null where the compiler knows none.</summary>
    public static INamedTypeSymbol? OtherOf(AttributeData attribute) =>
        attribute.AttributeClass?.TypeArguments is [INamedTypeSymbol { TypeKind: not TypeKind.Error } other] ? other : null;

    /// <summary>The attribute's name as it is written.</summary>
    public static string NameOf(AttributeData attribute) => attribute.Is(Names.AsOf) ? "[AsOf]" : "[Lookup]";
}
