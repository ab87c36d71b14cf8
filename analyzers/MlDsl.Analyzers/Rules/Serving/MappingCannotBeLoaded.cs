using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A saved model contains a custom mapping that cannot be found again.</summary>
public sealed class MappingCannotBeLoaded : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5007",
        "A saved custom mapping cannot be loaded",
        "{0}; put the mapping into a factory with [CustomMappingFactoryAttribute] and name its contract",
        "Serving",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/MappingCannotBeLoaded"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        var saved = new HashSet<SyntaxNode>(flow.All<SaveEvent>()
            .SelectMany(static s => s.Model is Transformer model ? model.Parts : [])
            .SelectMany(static p => p.Estimator.Steps).Where(static s => s.Site is not null).Select(static s => s.Site!.Syntax));
        foreach (SaveEvent save in flow.All<SaveEvent>())
        {
            if (save.Model is not Transformer model) continue;
            foreach (Step step in model.Parts.SelectMany(static p => p.Estimator.Steps).Where(IsMapping))
                if (step.Site!.Argument("contractName") is { ConstantValue: { HasValue: true, Value: null } } name)
                    yield return new Finding(Rule, name.Syntax.GetLocation(), save, "A model with this mapping cannot be saved");
        }
        foreach (Chain chain in flow.Chains)
        {
            foreach (Step step in chain.Estimator.Steps.Where(IsMapping))
            {
                // Without a contract it is not meant to be saved, or the finding is the one above.
                if (step.Site!.Argument("contractName") is null or { ConstantValue: { HasValue: true, Value: null } }) continue;
                if (step.Arguments.TryGetValue("mapAction", out Value? action) && action is Function function && Captured(function) is var (what, place))
                    yield return new Finding(Rule, place, chain.Event, $"The loaded mapping does not know '{what}', which this lambda captures")
                    { Severity = saved.Contains(step.Site!.Syntax) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info };
            }
        }
    }

    private static bool IsMapping(Step step) => step.Method is "CustomMapping" or "StatefulCustomMapping";

    /// <summary>The first thing from outside that a lambda reads: a variable, a parameter, or the object it is written in.</summary>
    private static (string What, Location Place)? Captured(Function function)
    {
        if (!function.IsLambda) return null;
        SyntaxNode lambda = function.Body.Parent!.Syntax;
        foreach (IOperation operation in function.Body.Descendants())
        {
            ISymbol? outside = operation switch
            {
                ILocalReferenceOperation { Local: { IsConst: false } local } => local,
                IParameterReferenceOperation { Parameter: var parameter } => parameter,
                IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }, Member: var member } => member,
                _ => null,
            };
            if (outside is null || operation.ConstantValue.HasValue) continue;
            if (outside is not (IFieldSymbol or IPropertySymbol or IMethodSymbol or IEventSymbol)
                && outside.Locations.Any(l => l.SourceTree == lambda.SyntaxTree && lambda.Span.Contains(l.SourceSpan))) continue;
            return (outside.Name, operation.Syntax.GetLocation());
        }
        return null;
    }
}
