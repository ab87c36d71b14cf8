using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators;

namespace MlDsl.Analyzers.Rules;

/// <summary>A risk is accepted of a rule that there is not, or for no reason.</summary>
public sealed class AcceptanceSaysNothing : MlDslAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        AcceptedRisks.OwnRule,
        "An accepted risk names no rule or no reason",
        "{0}",
        "Split",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("Split/AcceptanceSaysNothing"));

    private static readonly Lazy<ImmutableArray<string>> Ids = new(static () => [.. RuleHost.Every.SelectMany(static r => r.SupportedDiagnostics).Where(AcceptedRisks.IsLeakage).Select(static d => d.Id)]);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    internal override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        context.RegisterSyntaxNodeAction(Check, SyntaxKind.Attribute);

    // One letter more, less or other than one rule, and no other rule.
    private static string? Slip(string id) => Ids.Value.RemoveAll(known => Nearest.Distance(id, known) != 1) is [{ } only] ? only : null;

    private static void Check(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!AcceptLeakageRiskGenerator.IsMeant(attribute.Name) || attribute.ArgumentList?.Arguments is not [{ } rule, { } reason]) return;
        string? Value(AttributeArgumentSyntax argument) => context.SemanticModel.GetConstantValue(argument.Expression, context.CancellationToken).Value as string;
        if (Value(rule) is { } id && !Ids.Value.Contains(id))
            context.ReportDiagnostic(Diagnostic.Create(Rule, rule.GetLocation(), Slip(id) is { } meant ? ImmutableDictionary<string, string?>.Empty.Add("replacement", meant) : null, $"No rule on leakage is called '{id}'; {Nearest.Hint(id, Ids.Value)}"));
        if (Value(reason) is { } why && string.IsNullOrWhiteSpace(why))
            context.ReportDiagnostic(Diagnostic.Create(Rule, reason.GetLocation(), "The risk is accepted for no reason, so it is not accepted; say why"));
    }
}
