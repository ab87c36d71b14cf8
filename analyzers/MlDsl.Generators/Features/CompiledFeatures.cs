using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Features;

/// <summary>
/// The feature methods of a data set as its assembly tells them to those that reference it: an attribute of the assembly, because the text
/// of a method is not compiled, and methods that are not public are not seen.
/// </summary>
internal static class CompiledFeatures
{
    /// <summary>How the attribute's key begins; the data set's name follows.</summary>
    public const string Key = "MlDsl.Features:";

    private const string Metadata = "System.Reflection.AssemblyMetadataAttribute";

    /// <summary>The hash of a compiled method's text; empty where its assembly does not tell it.</summary>
    public static string BodyOf(IMethodSymbol method)
    {
        string start = $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{method.Name}=";
        return method.ContainingType.Find(Names.Features)?.AttributeClass?.TypeArguments is [INamedTypeSymbol row]
            && Entries(row).FirstOrDefault(entry => entry.StartsWith(start, StringComparison.Ordinal)) is { } own
            ? own.Substring(start.Length)
            : "";
    }

    /// <summary>The methods of a compiled data set, each with its class.</summary>
    public static IEnumerable<string> MethodsOf(INamedTypeSymbol row) => Entries(row).Select(static entry => entry.Substring(0, entry.LastIndexOf('=')));

    private static IEnumerable<string> Entries(INamedTypeSymbol row)
    {
        string key = Key + row.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        foreach (AttributeData attribute in row.ContainingAssembly.GetAttributes())
        {
            if (attribute.AttributeClass?.MetadataName() != Metadata) continue;
            if (attribute.ConstructorArguments is [{ Value: string name }, { Value: string value }] && name == key)
                return value.Split(';').Where(static entry => entry.Contains("="));
        }
        return [];
    }
}
