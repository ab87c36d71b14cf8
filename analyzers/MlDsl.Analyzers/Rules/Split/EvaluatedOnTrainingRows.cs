using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>Metrics computed on the rows that the model was fitted on.</summary>
public sealed class EvaluatedOnTrainingRows : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD1101",
        "The model is evaluated on rows it was fitted on",
        "The model was fitted on these rows, so the metric says how well it remembers; evaluate rows it has not seen",
        "Split",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/EvaluatedOnTrainingRows"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (EvaluateEvent evaluation in flow.All<EvaluateEvent>())
        {
            if (evaluation.Task is MlTask.Clustering or MlTask.Anomaly || evaluation.Model is not { FittedOn: { } fitted } model) continue;
            if (fitted.Rows.Origin.IsSample || RowPart.Of(fitted.Rows, evaluation.Data.Rows) != Overlap.Shared) continue;
            if (IsBesideAnHonestScore(flow, model)) continue;
            yield return new Finding(Rule, evaluation.PlaceOf("data"), evaluation)
            {
                Other = Scored(flow, evaluation),
                Severity = IsSaidToBe(evaluation.Call.Syntax) || IsNamedSo(evaluation.Call.Argument("data")) ? DiagnosticSeverity.Info : null,
            };
        }
    }

    // var trainPredictions = model.Transform(trainSet);
    private static bool IsNamedSo(IOperation? data) => data?.WithoutConversion() is ILocalReferenceOperation { Local.Name: var name } && Words.Of(name) is var words
        && words.Any(static w => w is "train" or "training") && words.Any(static w => w is "predictions" or "prediction" or "scored" or "results");

    // // Metrics on the training set, for comparison
    // var trainMetrics = ml.Regression.Evaluate(…);
    private static bool IsSaidToBe(SyntaxNode evaluation)
    {
        if (evaluation.FirstAncestorOrSelf<StatementSyntax>() is not { } statement) return false;
        if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var name }] } && Words.Of(name) is var words && words.Any(static w => w is "train" or "training")) return true;
        // The comment may stand above the line before, which transforms the rows.
        int at = statement.Parent is BlockSyntax block ? block.Statements.IndexOf(statement) : -1;
        return Words.SayTrainingRows(statement.GetLeadingTrivia().ToFullString()) || IsPrintedAs(statement, at)
            || at > 0 && ((BlockSyntax)statement.Parent!).Statements[at - 1] is var before && before.ToString().Contains("Transform") && Words.SayTrainingRows(before.GetLeadingTrivia().ToFullString());
    }

    // Console.Write("Accuracy on training data: ") soon after says it to whoever reads the metric.
    private static bool IsPrintedAs(StatementSyntax evaluation, int at) => at >= 0 && ((BlockSyntax)evaluation.Parent!).Statements.Skip(at + 1).Take(3)
        .SelectMany(static s => s.DescendantTokens()).Any(static t => (t.IsKind(SyntaxKind.StringLiteralToken) || t.IsKind(SyntaxKind.InterpolatedStringTextToken)) && Words.SayTrainingRows(t.ValueText));

    // A training metric printed beside the test metric shows how much the model overfits.
    private static bool IsBesideAnHonestScore(MethodFlow flow, Transformer model) => flow.All<EvaluateEvent>().Any(other =>
        other.Model?.Site == model.Site && RowPart.Of(model.FittedOn!.Rows, other.Data.Rows) != Overlap.Shared);

    private static Location? Scored(MethodFlow flow, EvaluateEvent evaluation) => flow.All<TransformEvent>()
        .LastOrDefault(t => t.Order < evaluation.Order && t.Stack.IsEmpty && t.Model == evaluation.Model
            && RowPart.Of(t.Input.Rows, evaluation.Data.Rows) == Overlap.Shared)?
        .Call.Argument("input")?.Syntax.GetLocation();
}
