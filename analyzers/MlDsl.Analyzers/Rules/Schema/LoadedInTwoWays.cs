using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>One file is loaded with different headers, separators or quoting.</summary>
public sealed class LoadedInTwoWays : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1013",
        "One file is loaded in two ways",
        "'{0}' is loaded elsewhere with {1} = {2}; read it one way, from one constant",
        "Schema",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Schema/LoadedInTwoWays"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private static readonly string[] Ways = ["hasHeader", "separatorChar", "allowQuoting", "trimWhitespace"];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var loads = new ConcurrentBag<IInvocationOperation>();
        context.RegisterOperationAction(operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (call.TargetMethod is { Name: "LoadFromTextFile", TypeArguments.Length: 1 } && KnownSymbols.IsMlNet(call.TargetMethod)
                && PathOf(call, operation.CancellationToken) is not null) loads.Add(call);
        }, OperationKind.Invocation);
        context.RegisterCompilationEndAction(end => Compare(end, loads));
    }

    private static void Compare(CompilationAnalysisContext context, IEnumerable<IInvocationOperation> loads)
    {
        foreach (var same in loads.GroupBy(l => (PathOf(l, context.CancellationToken)!.Text, l.TargetMethod.TypeArguments[0].ToDisplayString())))
        {
            var ordered = same.OrderBy(static l => l.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(static l =>
                l.Syntax.SpanStart).ToList();
            foreach (IInvocationOperation load in ordered.Skip(1))
            {
                foreach (string way in Ways)
                {
                    object? here = ValueOf(load, way), there = ValueOf(ordered[0], way);
                    if (here is null || there is null || here.Equals(there)) continue;
                    var shown = there switch { bool b => b ? "true" : "false", char c => $"'{c}'", _ => there.ToString() };
                    var replacement = ImmutableDictionary<string, string?>.Empty.Add("replacement", shown);
                    context.ReportDiagnostic(Diagnostic.Create(Rule,
                        (load.Argument(way)?.Syntax ?? load.Argument("path")!.Syntax).GetLocation(), replacement, Shown(load), way, shown));
                    break;
                }
            }
        }
    }

    private static PathShape? PathOf(IInvocationOperation load, CancellationToken cancellation) => load.Argument("path") is { } path ? PathShape.Of(path, [], cancellation) : null;

    // The file where it is written out, else what stands for it.
    private static string Shown(IInvocationOperation load) => load.Argument("path")!.ConstantValue is { HasValue: true, Value: string file } ? file : load.Argument("path")!.Syntax.ToString();

    private static object? ValueOf(IInvocationOperation load, string way) =>
        load.Arguments.FirstOrDefault(a => a.Parameter?.Name == way)?.Value.ConstantValue is { HasValue: true, Value: { } value }
            ? value : null;
}
