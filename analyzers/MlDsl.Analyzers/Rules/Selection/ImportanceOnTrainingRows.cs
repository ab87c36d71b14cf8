using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Permutation importance measured where the model could remember.</summary>
public sealed class ImportanceOnTrainingRows : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1604",
        "Permutation importance is measured on the training rows",
        "On the rows it was fitted on, the model's importances show what it remembers; pass rows it has not seen",
        "Selection",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("Selection/ImportanceOnTrainingRows"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (ImportanceEvent importance in flow.All<ImportanceEvent>())
            if (importance.Model?.FittedOn is { } fitted && RowPart.Of(fitted.Rows, importance.Data.Rows) == Overlap.Shared
                && importance.Data.Rows.Side == CutKind.Train)
                yield return new Finding(Rule, importance.PlaceOf("data"), importance);
    }
}
