using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A split whose test side nobody reads.</summary>
public sealed class TestSideNeverRead : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1104",
        "The test side of a split is never read",
        "Nothing reads the test side of '{0}', so the model is never tested; evaluate it there",
        "Split",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/TestSideNeverRead"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterOperationBlockAction(block => Check(block, FlowAnalysis.For(block.Compilation)));

    private static void Check(OperationBlockAnalysisContext context, FlowAnalysis analysis)
    {
        var flows = analysis.Of(context.OwningSymbol, context.OperationBlocks, context.CancellationToken);
        if (!flows.Any(static flow => flow.All<SplitEvent>().Any(static s => s.Stack.IsEmpty))) return;
        if (AcceptedRisks.Cover(context.OwningSymbol, Rule)) return;
        foreach (IOperation block in context.OperationBlocks)
        {
            var references = new Dictionary<ISymbol, List<ILocalReferenceOperation>>(SymbolEqualityComparer.Default);
            var splits = new List<(ILocalSymbol Local, IInvocationOperation Call)>();
            foreach (IOperation operation in block.DescendantsAndSelf())
            {
                if (operation is IVariableDeclaratorOperation { Initializer.Value: IInvocationOperation call } declarator
                    && call.TargetMethod.Name == "TrainTestSplit"
                        && KnownSymbols.IsMlNet(call.TargetMethod)) splits.Add((declarator.Symbol, call));
                if (operation is not ILocalReferenceOperation reference) continue;
                if (!references.TryGetValue(reference.Local, out var list)) references[reference.Local] = list = [];
                list.Add(reference);
            }
            foreach (var (local, call) in splits)
                if (references.TryGetValue(local, out var used)
                    && used.All(static r => r.Parent is IFieldReferenceOperation { Field.Name: "TrainSet" }))
                    context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), local.Name));
        }
    }
}
