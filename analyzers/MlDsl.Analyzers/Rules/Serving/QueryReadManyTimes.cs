using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A database query is handed over as rows, and runs again for every pass over them.</summary>
public sealed class QueryReadManyTimes : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5006",
        "A query is run again for every pass over the rows",
        "ML.NET passes over the rows many times and this query runs each time, on a context that may be disposed by then; call ToList first, or use a DatabaseLoader",
        "Serving",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/QueryReadManyTimes"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationAction(Check, OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "LoadFromEnumerable" || !KnownSymbols.IsMlNet(call.TargetMethod)
            || call.Argument("data") is not { } data) return;
        if (IsQuery(data)) context.ReportDiagnostic(Diagnostic.Create(Rule, data.Syntax.GetLocation()));
    }

    private static bool IsQuery(IOperation data)
    {
        while (data is IConversionOperation conversion) data = conversion.Operand;
        if (data is IInvocationOperation { TargetMethod.Name: "AsEnumerable" or "Select" or "Where", Arguments: [{ } source, ..] }
            && IsQuery(source.Value)) return true;
        return data.Type is { } type && (IsQueryable(type) || type.AllInterfaces.Any(IsQueryable));
    }

    private static bool IsQueryable(ITypeSymbol type) => type is
    {
        Name: "IQueryable",
        ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" }
    };
}
