using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A row type has a member that ML.NET cannot read.</summary>
public sealed class UnsupportedMember : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1012",
        "A member has a type that ML.NET cannot read",
        "'{0}' is {1}, which no column can hold; change its type or mark it [NoColumn]",
        "Schema",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/UnsupportedMember"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterSymbolAction(type => Check(type, symbols), SymbolKind.NamedType);

    private static void Check(SymbolAnalysisContext context, KnownSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        // Only a type that says which columns it loads is certainly a row.
        if (!type.GetMembers().Any(m => RowSchema.Attribute(m, symbols.LoadColumn) is not null)) return;
        foreach (ISymbol member in RowSchema.Members(type))
        {
            if (RowSchema.MemberType(member) is not { } kind || RowSchema.Attribute(member, symbols.NoColumn) is not null) continue;
            if (!SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
                || member.GetAttributes().Any(a => Registers(a, symbols)) || !IsUnsupported(kind)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, member.Locations[0], member.Name,
                kind.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        }
    }

    private static bool Registers(AttributeData attribute, KnownSymbols symbols)
    {
        for (INamedTypeSymbol? at = attribute.AttributeClass; at is not null; at = at.BaseType)
            if (KnownSymbols.Is(at, symbols.DataViewType)) return true;
        return false;
    }

    private static bool IsUnsupported(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error or TypeKind.TypeParameter } => false,
        IArrayTypeSymbol { Rank: > 1 } => true,
        IArrayTypeSymbol array => IsUnsupported(array.ElementType),
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T or SpecialType.System_Decimal or SpecialType.System_Char } => true,
        { TypeKind: TypeKind.Enum } => true,
        _ when KnownSymbols.IsMlNet(type) || RowSchema.KindOf(type) != ItemKind.Unknown => false,
        {
            ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
            Name: "Guid" or "Uri" or "DateOnly" or "TimeOnly"
        } => true,
        INamedTypeSymbol { Name: "List" or "Dictionary" or "IList" or "IEnumerable" or "IReadOnlyList" } => true,
        _ => type.Locations.Any(static l => l.IsInSource),
    };
}
