using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlDsl.Analyzers.Flow;

namespace MlDsl.Analyzers.Rules;

/// <summary>A row to be scored lacks a feature, or carries the answer.</summary>
public sealed class InputLeavesFeatureUnset : FlowRule
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "MLD4003",
        "The row to be scored lacks a feature or carries the label",
        "{0}",
        "Skew",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Skew/InputLeavesFeatureUnset"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override IEnumerable<Finding> Find(MethodFlow flow)
    {
        foreach (PredictEvent predict in flow.All<PredictEvent>())
        {
            if (predict.Model is not { FittedOn: { } fitted, Estimator: { IsOpen: false, Trainer: { } trainer } estimator }
                || Created(predict) is not { Initializer: { } values }) continue;
            Schema before = estimator.Walk(fitted.Schema).First(s => s.Step == trainer).Before;
            var given = new Dictionary<string, AssignmentExpressionSyntax>(StringComparer.Ordinal);
            foreach (AssignmentExpressionSyntax assignment in values.Expressions.OfType<AssignmentExpressionSyntax>())
                if (assignment.Left is IdentifierNameSyntax name) given[name.Identifier.ValueText] = assignment;
            if (given.Count == 0) continue;
            var answers = Loaded(trainer.Label is { } label ? before[label.Value]?.SameValue() : null);
            foreach (string answer in answers)
                if (given.TryGetValue(answer, out AssignmentExpressionSyntax? set) && set.Right is not LiteralExpressionSyntax)
                    yield return new Finding(Rule, set.GetLocation(), predict,
                        $"'{answer}' is what the model predicts; a row to be scored does not know it");
            var features = Loaded(trainer.Features is { } vector ? before[vector.Value]?.Ancestry() : null);
            string? unset = features.Where(f => !answers.Contains(f) && !given.ContainsKey(f) && Members(predict).Contains(f))
                .OrderBy(static f => f, StringComparer.Ordinal).FirstOrDefault();
            if (unset is not null) yield return new Finding(Rule, Created(predict)!.Type.GetLocation(), predict,
                $"The feature '{unset}' is left at its default")
            { Severity = DiagnosticSeverity.Info };
        }
    }

    private static HashSet<string> Loaded(IEnumerable<Column>? columns) =>
        new((columns ?? []).Where(static c => c.Maker is null).Select(static c => c.Name), StringComparer.Ordinal);

    // Members under their own names; a renamed column is not followed.
    private static HashSet<string> Members(PredictEvent predict) =>
        new(predict.Call.Argument("example")?.Type is INamedTypeSymbol type
            ? RowSchema.Members(type).Select(static m => m.Name) : [], StringComparer.Ordinal);

    /// <summary>The creation of the row: in the call, or in a variable that nothing fills afterwards.</summary>
    private static ObjectCreationExpressionSyntax? Created(PredictEvent predict)
    {
        if (!predict.Stack.IsEmpty) return null;
        SyntaxNode? row = predict.Call.Argument("example")?.Syntax;
        if (row is ObjectCreationExpressionSyntax direct) return direct;
        if (row is not IdentifierNameSyntax variable || row.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m =>
            m is not GlobalStatementSyntax) is not { } member) return null;
        string name = variable.Identifier.ValueText;
        var (filled, declared) = VariablesOf.GetValue(member, static m => new Variables(m));
        return !filled.Contains(name) && declared[name].ToList() is [{ Initializer.Value: ObjectCreationExpressionSyntax made }] ? made : null;
    }

    private static readonly ConditionalWeakTable<SyntaxNode, Variables> VariablesOf = new();

    /// <summary>The variables of a member: those whose members are assigned, and how each is declared.</summary>
    private sealed class Variables(SyntaxNode member)
    {
        private readonly HashSet<string> filled = new(
            member.DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .Select(static a => (a.Left as MemberAccessExpressionSyntax)?.Expression).OfType<IdentifierNameSyntax>()
                .Select(static n => n.Identifier.ValueText),
            StringComparer.Ordinal);

        private readonly ILookup<string, VariableDeclaratorSyntax> declared = member.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .ToLookup(static v => v.Identifier.ValueText, StringComparer.Ordinal);

        public void Deconstruct(out HashSet<string> assigned, out ILookup<string, VariableDeclaratorSyntax> declarators) =>
            (assigned, declarators) = (filled, declared);
    }
}
