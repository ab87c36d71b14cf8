using Microsoft.CodeAnalysis;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Reads <c>[Classes&lt;TEnum&gt;]</c>.</summary>
internal static class ClassesReader
{
    public static IEnumerable<ClassesSpec> Of(IEnumerable<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (!attribute.Is(OnnxNames.Classes) || attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type) continue;
            string? output = attribute.ConstructorArguments is [{ Value: string name }] ? name : null;
            yield return new ClassesSpec(output, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), Members(type));
        }
    }

    /// <summary>The members of an enum, one for each value, in the order of the values.</summary>
    public static EquatableArray<string> Members(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .Where(static f => f.HasConstantValue)
        .GroupBy(static f => f.ConstantValue)
        .Select(static same => same.First())
        .OrderBy(static f => f.ConstantValue)
        .Select(static f => f.Name)
        .ToEquatable();
}
