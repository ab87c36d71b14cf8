using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Onnx;

/// <summary>How C# types hold tensor elements.</summary>
internal static class MemberTypes
{
    /// <summary>Whether the type is one value, not a record of several.</summary>
    public static bool IsSingle(ITypeSymbol type) => Of(type) is { Form: not MemberForm.Other };

    /// <summary>The element, the form it is held in, and whether it may be missing.</summary>
    public static (ITypeSymbol? Element, MemberForm Form, bool IsNullable) Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return IsElement(nullable.TypeArguments[0]) ? (nullable.TypeArguments[0], MemberForm.Single, true) : (null, MemberForm.Other, true);
        bool annotated = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (IsElement(type)) return (type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), MemberForm.Single, annotated);
        if (type is IArrayTypeSymbol { Rank: 1 } array && IsElement(array.ElementType)) return (array.ElementType, MemberForm.Array, annotated);
        if (type is not INamedTypeSymbol { IsGenericType: true } generic) return (null, MemberForm.Other, annotated);
        return generic.OriginalDefinition.MetadataName() switch
        {
            "System.ReadOnlyMemory`1" when IsElement(generic.TypeArguments[0]) => (generic.TypeArguments[0], MemberForm.Memory, false),
            "System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2"
                when IsMapped(generic.TypeArguments[0], isKey: true) && IsMapped(generic.TypeArguments[1], isKey: false)
                => (generic.TypeArguments[0], MemberForm.Dictionary, annotated),
            _ => (null, MemberForm.Other, annotated),
        };
    }

    /// <summary>The type of a dictionary's values; empty for other types.</summary>
    public static string DictionaryValue(ITypeSymbol type) => Of(type).Form == MemberForm.Dictionary ? Name(((INamedTypeSymbol)type).TypeArguments[1]) : "";

    public static string Name(ITypeSymbol type)
    {
        ITypeSymbol bare = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return bare.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }

    // What maps and class scores hold.
    private static bool IsMapped(ITypeSymbol type, bool isKey) => type.SpecialType switch
    {
        SpecialType.System_String or SpecialType.System_Int64 => true,
        SpecialType.System_Single or SpecialType.System_Double => !isKey,
        _ => false,
    };

    private static bool IsElement(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_String or SpecialType.System_Boolean
            or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => true,
        _ => type.TypeKind == TypeKind.Enum || type.ToDisplayString() is "System.Half" or "MlDsl.BFloat16" or "MlDsl.Score" or "MlDsl.Probability",
    };
}
