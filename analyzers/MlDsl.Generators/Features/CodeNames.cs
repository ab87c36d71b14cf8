using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Features;

/// <summary>
/// Symbols as text in a hash: the same whatever compiler and target framework binds them. So the framework's overloads, which grow from
/// version to version, have one name, and no annotation counts.
/// </summary>
internal static class CodeNames
{
    private static readonly SymbolDisplayFormat Bare = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat WithParameters = Bare
        .AddMemberOptions(SymbolDisplayMemberOptions.IncludeParameters)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    /// <summary>The name of <paramref name="symbol"/>, seen from the code of <paramref name="own"/>.</summary>
    public static string Of(ISymbol symbol, IAssemblySymbol own)
    {
        if (SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, own)) return symbol.ToDisplayString(WithParameters);
        // Which class an extension is found in differs between frameworks, too.
        return symbol is IMethodSymbol { IsExtensionMethod: true } ? symbol.Name : symbol.ToDisplayString(Bare);
    }
}
