using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers;

/// <summary>Something a flow rule found.</summary>
/// <param name="Place">Where to report it.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Event">What it was found on.</param>
/// <param name="Arguments">What the message is filled with.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Location Place, FlowEvent Event, params object[] Arguments)
{
    /// <summary>What a code fix writes.</summary>
    public string? Replacement { get; init; }

    /// <summary>Another place that the finding is about, where a code fix may work.</summary>
    public Location? Other { get; init; }

    /// <summary>The severity, where it is not the rule's usual one.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule,
        Place,
        Severity ?? Rule.DefaultSeverity,
        Other is null ? null : [Other],
        Replacement is null ? null : ImmutableDictionary<string, string?>.Empty.Add("replacement", Replacement),
        Arguments);
}

/// <summary>A rule over the flow of rows, columns and models through one member.</summary>
public abstract class FlowRule : MlDslAnalyzer
{
    internal sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => Watch(context, [Find]);

    /// <summary>Reports what <paramref name="finds"/> find in each member.</summary>
    internal static void Watch(CompilationStartAnalysisContext context, IReadOnlyList<Func<MethodFlow, IEnumerable<Finding>>> finds)
    {
        var analysis = FlowAnalysis.For(context.Compilation);
        var reported = new ConcurrentDictionary<(string, Location), bool>();
        context.RegisterOperationBlockAction(block =>
        {
            MethodFlow flow = analysis.Of(block.OwningSymbol, block.OperationBlocks, block.CancellationToken);
            if (flow.Events.IsEmpty) return;
            foreach (var find in finds)
            {
                foreach (Finding finding in find(flow))
                {
                    if (IsFoundInside(finding, find, analysis, block.CancellationToken)) continue;
                    if (reported.TryAdd((finding.Rule.Id, finding.Place), true))
                        block.ReportDiagnostic(finding.ToDiagnostic());
                }
            }
        });
    }

    /// <summary>What the rule finds in <paramref name="flow"/>.</summary>
    internal abstract IEnumerable<Finding> Find(MethodFlow flow);

    // A mistake that a called method makes whoever calls it is reported there, once.
    private static bool IsFoundInside(Finding finding, Func<MethodFlow, IEnumerable<Finding>> find, FlowAnalysis analysis, CancellationToken cancellation)
    {
        if (finding.Event.Stack.IsEmpty) return false;
        IInvocationOperation call = finding.Event.Stack[0];
        IMethodSymbol callee = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (callee.MethodKind == MethodKind.LocalFunction) return false;
        foreach (Finding inner in find(analysis.Of(callee, cancellation)))
            if (inner.Rule.Id == finding.Rule.Id && inner.Event.Call.Syntax == finding.Event.Call.Syntax) return true;
        return false;
    }
}
