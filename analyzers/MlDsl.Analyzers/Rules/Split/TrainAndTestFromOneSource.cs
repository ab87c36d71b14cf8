using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Training and test data loaded from one file, with nothing to tell the rows apart.</summary>
public sealed class TrainAndTestFromOneSource : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1103",
        "Training and test data are loaded from one source",
        "The training data was loaded from the same source, so the model is tested on rows it was fitted on; load another file or split",
        "Split",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/TrainAndTestFromOneSource"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (EvaluateEvent evaluation in flow.All<EvaluateEvent>())
        {
            // Groups and outliers are looked for in the rows that there are.
            if (evaluation.Task is MlTask.Clustering or MlTask.Anomaly) continue;
            if (evaluation.Model is not { FittedOn: { } fitted } || !RowPart.LoadedTwice(fitted.Rows, evaluation.Data.Rows)) continue;
            LoadEvent? second = flow.All<LoadEvent>()
                .Where(l => l.View.Rows.Origin.Equals(fitted.Rows.Origin) || l.View.Rows.Origin.Equals(evaluation.Data.Rows.Origin))
                .LastOrDefault();
            if (second is not null)
                yield return new Finding(Rule, second.PlaceOf("path"), second) { Severity = fitted.Rows.Origin.Source!.IsCertain && !MayWrite(second.Root.Root()) ? null : DiagnosticSeverity.Warning };
        }
    }

    // What another method does between the two loads is not known: it may write other rows into the file.
    private static bool MayWrite(IOperation body) => body.DescendantsAndSelf().Any(static operation => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => !KnownSymbols.IsMlNet(method) && !IsHarmless(method.ContainingType),
        IObjectCreationOperation { Type: { } type } => type.ContainingNamespace.ToDisplayString() is "System.IO" or "System.Net" or "System.Net.Http",
        _ => false,
    });

    private static bool IsHarmless(INamedTypeSymbol type) => type.ContainingNamespace.ToDisplayString() switch
    {
        "System.IO" => type.Name == "Path",
        "System" or "System.Linq" or "System.Collections.Generic" or "System.Text" or "System.Globalization" => type.Name is not ("Action" or "Func" or "Activator"),
        _ => false,
    };
}
