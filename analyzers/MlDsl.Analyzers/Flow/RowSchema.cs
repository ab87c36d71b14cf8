using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>The columns that ML.NET makes of a row type.</summary>
internal static class RowSchema
{
    /// <summary>The schema of rows of <paramref name="type"/>; open where the type is not plainly declared.</summary>
    /// <param name="type">The type of the rows.</param>
    /// <param name="symbols">The known types.</param>
    /// <param name="isRead">The rows are objects that are only read, so members that cannot be written are columns too.</param>
    public static Schema Of(INamedTypeSymbol type, KnownSymbols symbols, bool isRead = false)
    {
        if (type.TypeKind is TypeKind.TypeParameter or TypeKind.Error
            || type.SpecialType == SpecialType.System_Object) return Schema.Unknown;
        var columns = ImmutableDictionary.CreateBuilder<string, Column>(StringComparer.Ordinal);
        bool open = false;
        foreach (ISymbol member in isRead ? ReadMembers(type) : Members(type))
        {
            if (Attribute(member, symbols.NoColumn) is not null) continue;
            ItemType kind = TypeOf(member, symbols);
            if (Attribute(member, symbols.ColumnName) is { } named)
            {
                if (named.ConstructorArguments is [var argument] && argument.Text() is { } name) columns[name] = Column.Loaded(name, kind, member);
                else open = true;
            }
            else
            {
                columns[member.Name] = Column.Loaded(member.Name, kind, member);
            }
        }
        return new Schema(columns.ToImmutable(), open);
    }

    /// <summary>The members that are columns: public fields, and public properties that can be read and written; inherited ones
    /// too.</summary>
    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => PublicMembers(type).Where(static m =>
        m is not IPropertySymbol { SetMethod: not { DeclaredAccessibility: Accessibility.Public } });

    /// <summary>The members that are columns where rows are only read: those that cannot be written too.</summary>
    public static IEnumerable<ISymbol> ReadMembers(INamedTypeSymbol type) => PublicMembers(type);

    private static IEnumerable<ISymbol> PublicMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null && at.SpecialType != SpecialType.System_Object; at = at.BaseType)
        {
            foreach (ISymbol member in at.GetMembers())
            {
                if (member.IsStatic || member.DeclaredAccessibility != Accessibility.Public) continue;
                if (member is IFieldSymbol { IsConst: false, AssociatedSymbol: null }
                    or IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public })
                    yield return member;
            }
        }
    }

    public static AttributeData? Attribute(ISymbol member, INamedTypeSymbol? type)
    {
        if (type is null) return null;
        foreach (AttributeData attribute in member.GetAttributes())
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, type)) return attribute;
        return null;
    }

    /// <summary>The size that a vector's attribute states.</summary>
    public static int? Size(ISymbol member, KnownSymbols symbols) => Attribute(member, symbols.VectorType)?.ConstructorArguments switch
    {
        [var size] => size.Number() ?? (size.Numbers() is { Length: > 0 } list ? list.Aggregate(1, static (n, v) => n * v) : null),
        _ => null,
    };

    /// <summary>The column that a member of a prediction class is bound to; null when that is not plain.</summary>
    public static string? Bound(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            if (!KnownSymbols.IsMlNet(attribute.AttributeClass)) continue;
            if (attribute.AttributeClass!.Name == "NoColumnAttribute") return null;
            if (attribute.AttributeClass.Name == "ColumnNameAttribute") return attribute.ConstructorArguments is [var name]
                ? name.Text() : null;
        }
        return member.Name;
    }

    /// <summary>The type of a member of a prediction class; a vector of any size takes any vector.</summary>
    public static ItemType Plain(ISymbol member) => MemberType(member) switch
    {
        IArrayTypeSymbol { Rank: 1 } array => new(KindOf(array.ElementType), Dimension.Vector),
        INamedTypeSymbol { Name: "VBuffer", TypeArguments: [{ } item] } => new(KindOf(item), Dimension.Vector),
        { } type when KindOf(type) is not ItemKind.Unknown and var kind => ItemType.Scalar(kind),
        _ => ItemType.Unknown,
    };

    /// <summary>The type of a field or property.</summary>
    public static ITypeSymbol? MemberType(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    /// <summary>The column type of one member.</summary>
    public static ItemType TypeOf(ISymbol member, KnownSymbols symbols)
    {
        ITypeSymbol? type = MemberType(member);
        if (type is null) return ItemType.Unknown;
        // A text file's range of columns gives a size too; rows from memory do not.
        Dimension dimension = Attribute(member, symbols.VectorType) is { ConstructorArguments.IsEmpty: false } ? Dimension.Vector
            : Attribute(member, symbols.LoadColumn) is not null ? Dimension.Unknown
            : Dimension.Variable;
        if (type is IArrayTypeSymbol { Rank: 1 } array) return new(KindOf(array.ElementType), dimension);
        if (type is INamedTypeSymbol { Name: "VBuffer", TypeArguments: [{ } item] }
            && KnownSymbols.IsMlNet(type)) return new(KindOf(item), dimension);
        ItemKind kind = Attribute(member, symbols.KeyType) is null ? KindOf(type) : ItemKind.Key;
        return kind == ItemKind.Unknown ? ItemType.Unknown : ItemType.Scalar(kind);
    }

    public static ItemKind KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => ItemKind.Single,
        SpecialType.System_Double => ItemKind.Double,
        SpecialType.System_SByte => ItemKind.SByte,
        SpecialType.System_Byte => ItemKind.Byte,
        SpecialType.System_Int16 => ItemKind.Int16,
        SpecialType.System_UInt16 => ItemKind.UInt16,
        SpecialType.System_Int32 => ItemKind.Int32,
        SpecialType.System_UInt32 => ItemKind.UInt32,
        SpecialType.System_Int64 => ItemKind.Int64,
        SpecialType.System_UInt64 => ItemKind.UInt64,
        SpecialType.System_Boolean => ItemKind.Boolean,
        SpecialType.System_String => ItemKind.Text,
        SpecialType.System_DateTime => ItemKind.DateTime,
        _ => type switch
        {
            { Name: "TimeSpan", ContainingNamespace.Name: "System" } => ItemKind.TimeSpan,
            { Name: "DateTimeOffset", ContainingNamespace.Name: "System" } => ItemKind.DateTimeOffset,
            INamedTypeSymbol { Name: "ReadOnlyMemory", TypeArguments: [{ SpecialType: SpecialType.System_Char }] } => ItemKind.Text,
            _ => ItemKind.Unknown,
        },
    };
}
