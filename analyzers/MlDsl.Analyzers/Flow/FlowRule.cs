using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Analyzers.Flow;

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

    /// <summary>What led here, where one member tells all of it.</summary>
    public ImmutableArray<(string What, Location Place)> Way { get; init; } = [];

    /// <summary>Why the program accepts it, where that is to be reported.</summary>
    public string? Accepted { get; init; }

    /// <summary>This finding where <paramref name="compilation"/> can show it: a member of a referenced project is spoken of at the call.</summary>
    public Finding In(Compilation compilation) => this with
    {
        Place = Holds(compilation, Place) ? Place : Event.Root.NameLocation(),
        Other = Holds(compilation, Other) ? Other : null,
    };

    private static bool Holds(Compilation compilation, Location? place) => place?.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree);

    public Diagnostic ToDiagnostic()
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (Replacement is not null) properties = properties.Add("replacement", Replacement);
        if (Other is not null) properties = properties.Add("other", "0");
        if (!Way.IsEmpty) properties = properties.Add("way", string.Join(";", Way.Select(static step => step.What)));
        if (Accepted is not null) properties = properties.Add("accepted", Accepted);
        Location[] places = [.. Other is null ? [] : new[] { Other }, .. Way.Select(static step => step.Place)];
        DiagnosticSeverity severity = Severity ?? Rule.DefaultSeverity;
        string way = Flow.Way.Text(Way, Place);
        if (way.Length == 0) return Diagnostic.Create(Rule, Place, severity, places, properties, Arguments);
        string message = string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat.ToString(CultureInfo.InvariantCulture), Arguments);
        return Diagnostic.Create(
            Rule.Id, Rule.Category, $"{message} ({way})", severity, Rule.DefaultSeverity, Rule.IsEnabledByDefault, warningLevel: severity == DiagnosticSeverity.Error ? 0 : 1,
            isSuppressed: false, Rule.Title, Rule.Description, Rule.HelpLinkUri, Place, places, Rule.CustomTags, properties);
    }
}

/// <summary>What a rule finds in the flow of one member.</summary>
internal delegate IEnumerable<Finding> Find(MethodFlow flow);

/// <summary>A rule over the flow of rows, columns and models through one member.</summary>
public abstract class FlowRule : MlDslAnalyzer
{
    private static readonly Action<CompilationStartAnalysisContext, IReadOnlyList<MlDslAnalyzer>> Shared =
        static (context, rules) => Watch(context, [.. rules.Cast<FlowRule>().Select(static rule => new Find(rule.Find))]);

    internal sealed override Action<CompilationStartAnalysisContext, IReadOnlyList<MlDslAnalyzer>> Together => Shared;

    internal sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => Watch(context, [new Find(Find)]);

    /// <summary>Reports what <paramref name="finds"/> find in each member.</summary>
    internal static void Watch(CompilationStartAnalysisContext context, IReadOnlyList<Find> finds)
    {
        var analysis = FlowAnalysis.For(context.Compilation);
        bool reportsAccepted = AcceptedRisks.AreReported(context.Options);
        var reported = new ConcurrentDictionary<Finding, bool>(Shown.Instance);
        var inside = new ConcurrentDictionary<(Find, MethodFlow), HashSet<(string, SyntaxNode)>>();
        context.RegisterOperationBlockAction(block =>
        {
            ImmutableArray<MethodFlow> flows = analysis.Of(block.OwningSymbol, block.OperationBlocks, block.CancellationToken);
            var here = new HashSet<(string, Location)>();
            foreach (Find find in finds)
            {
                foreach (Finding each in flows.SelectMany(flow => find(flow)))
                {
                    block.CancellationToken.ThrowIfCancellationRequested();
                    if (IsFoundInside(each, find)) continue;
                    string? accepted = AcceptedRisks.Reason(block.OwningSymbol, each.Rule);
                    if (accepted is not null && !reportsAccepted) continue;
                    Finding finding = each.In(block.Compilation) with { Accepted = accepted };
                    if (IsAllHere(finding)) finding = finding with { Way = [.. Flow.Way.Of(finding.Event).Where(step => block.Compilation.ContainsSyntaxTree(step.Place.SourceTree!))] };
                    // Two callers may find the same in the method they share; what each would say does not depend on who is first.
                    if (here.Add((finding.Rule.Id, finding.Place)) && reported.TryAdd(finding, true))
                        block.ReportDiagnostic(finding.ToDiagnostic());
                }
            }

            // What several members find alike is said alike, whoever comes first.
            bool IsAllHere(Finding finding) => AcceptedRisks.IsLeakage(finding.Rule) && finding.Event.Stack.IsEmpty
                && block.OperationBlocks.Any(b => b.Syntax.SyntaxTree == finding.Place.SourceTree && b.Syntax.FullSpan.Contains(finding.Place.SourceSpan));

            // A mistake that a called method makes whoever calls it is reported there, once.
            bool IsFoundInside(Finding finding, Find find)
            {
                if (finding.Event.Stack.IsEmpty) return false;
                IMethodSymbol called = finding.Event.Stack[0].TargetMethod;
                IMethodSymbol callee = (called.ReducedFrom ?? called).OriginalDefinition;
                return callee.MethodKind != MethodKind.LocalFunction
                    && analysis.Of(callee, block.CancellationToken).Any(flow => inside
                        .GetOrAdd((find, flow), static key => [.. key.Item1(key.Item2).Select(static f => (f.Rule.Id, f.Event.Call.Syntax))])
                        .Contains((finding.Rule.Id, finding.Event.Call.Syntax)));
            }
        });
    }

    /// <summary>What the rule finds in <paramref name="flow"/>.</summary>
    internal abstract IEnumerable<Finding> Find(MethodFlow flow);

    /// <summary>Findings that a user cannot tell apart.</summary>
    private sealed class Shown : IEqualityComparer<Finding>
    {
        public static Shown Instance { get; } = new();

        public bool Equals(Finding x, Finding y) => x.Rule.Id == y.Rule.Id && x.Place == y.Place && x.Other == y.Other
            && x.Severity == y.Severity && x.Replacement == y.Replacement && x.Arguments.SequenceEqual(y.Arguments);

        public int GetHashCode(Finding finding) => finding.Place.GetHashCode();
    }
}
