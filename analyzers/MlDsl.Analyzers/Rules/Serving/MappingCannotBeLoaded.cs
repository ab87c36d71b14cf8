using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A saved model contains a custom mapping that cannot be found again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MappingCannotBeLoaded : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD5007",
        "A saved custom mapping has no contract name",
        "A model with this mapping cannot be saved; give the mapping a contract name and a factory with [CustomMappingFactoryAttribute]",
        "Serving",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Serving/MappingCannotBeLoaded"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (SaveEvent save in flow.All<SaveEvent>())
        {
            if (save.Model is not Transformer model) continue;
            foreach (Step step in model.Parts.SelectMany(static p => p.Estimator.Steps))
                if (step.Method is "CustomMapping" or "StatefulCustomMapping"
                    && step.Site!.Argument("contractName") is { ConstantValue: { HasValue: true, Value: null } } name)
                    yield return new Finding(Rule, name.Syntax.GetLocation(), save);
        }
    }
}
