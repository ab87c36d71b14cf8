using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
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

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var reported = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        context.RegisterSymbolAction(symbol =>
        {
            var type = (INamedTypeSymbol)symbol.Symbol;
            // A type that says which columns it loads is certainly a row.
            if (!type.GetMembers().Any(m => RowSchema.Attribute(m, symbols.LoadColumn) is not null)) return;
            foreach (ISymbol member in Unsupported(RowSchema.Members(type), symbols))
                if (SymbolEqualityComparer.Default.Equals(member.ContainingType, type)) Report(member, null, symbol.Compilation, reported, symbol.ReportDiagnostic);
        }, SymbolKind.NamedType);
        context.RegisterOperationAction(operation =>
        {
            // So is one whose objects are given as rows.
            if (RowsOf((IInvocationOperation)operation.Operation) is not { } type) return;
            foreach (ISymbol member in Unsupported(RowSchema.ReadMembers(type), symbols))
                Report(member, operation.Operation, operation.Compilation, reported, operation.ReportDiagnostic);
        }, OperationKind.Invocation);
    }

    private static INamedTypeSymbol? RowsOf(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "LoadFromEnumerable", TypeArguments: [INamedTypeSymbol row] } load when KnownSymbols.IsMlNet(load)
            && IsLeftOut(call, "schemaDefinition") && IsLeftOut(call, "schema") => row,
        { Name: "CreatePredictionEngine", TypeArguments: [INamedTypeSymbol row, _] } engine when KnownSymbols.IsMlNet(engine)
            && IsLeftOut(call, "inputSchemaDefinition") && IsLeftOut(call, "inputSchema") && IsLeftOut(call, "options") => row,
        _ => null,
    };

    private static bool IsLeftOut(IInvocationOperation call, string parameter) =>
        call.Argument(parameter) is null or { ConstantValue: { HasValue: true, Value: null } };

    private static IEnumerable<ISymbol> Unsupported(IEnumerable<ISymbol> members, KnownSymbols symbols) => members.Where(member =>
        RowSchema.MemberType(member) is { } type && IsUnsupported(type) && RowSchema.Attribute(member, symbols.NoColumn) is null
        && !member.GetAttributes().Any(a => Registers(a, symbols)));

    // A member is reported once, where it is declared; one of another project where its rows are loaded.
    private static void Report(ISymbol member, IOperation? use, Compilation compilation, ConcurrentDictionary<ISymbol, bool> reported, Action<Diagnostic> report)
    {
        Location? declared = member.Locations.FirstOrDefault(l => l.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree));
        if (declared is not null && !reported.TryAdd(member.OriginalDefinition, true) || (declared ?? use?.NameLocation()) is not { } place) return;
        report(Diagnostic.Create(Rule, place, member.Name, RowSchema.MemberType(member.OriginalDefinition)!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
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
        IArrayTypeSymbol { Rank: > 1 } or IArrayTypeSymbol { ElementType: IArrayTypeSymbol } => true,
        IArrayTypeSymbol array => IsUnsupported(array.ElementType),
        {
            OriginalDefinition.SpecialType: SpecialType.System_Nullable_T or SpecialType.System_Decimal or SpecialType.System_Char
            or SpecialType.System_Object or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
        } or { IsTupleType: true } => true,
        { TypeKind: TypeKind.Enum } => true,
        _ when KnownSymbols.IsMlNet(type) || RowSchema.KindOf(type) != ItemKind.Unknown => false,
        {
            ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
            Name: "Guid" or "Uri" or "DateOnly" or "TimeOnly" or "Half"
        } => true,
        INamedTypeSymbol
        {
            Name: "List" or "Dictionary" or "HashSet" or "IList" or "ICollection" or "IDictionary" or "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection",
            ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" }
        } => true,
        _ => type.Locations.Any(static l => l.IsInSource),
    };
}
