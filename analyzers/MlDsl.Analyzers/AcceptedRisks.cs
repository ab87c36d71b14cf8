using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlDsl.Analyzers;

/// <summary>What a program accepts by <c>[AcceptLeakageRisk("MLD1501", "why")]</c> on a member, a type or the assembly.</summary>
internal static class AcceptedRisks
{
    public const string Name = "AcceptLeakageRisk";

    /// <summary>The rule on acceptances, of which none can be accepted.</summary>
    public const string OwnRule = "MLD1106";

    private static readonly HashSet<string> Categories = new(StringComparer.Ordinal) { "Split", "Target", "Time", "Group", "Preprocessing", "Selection", "Skew" };

    /// <summary>Whether a rule speaks of leakage, so that its finding can be accepted.</summary>
    public static bool IsLeakage(DiagnosticDescriptor rule) => Categories.Contains(rule.Category) && rule.Id != OwnRule;

    /// <summary>The global option under which what is accepted is reported, with the reason as the property "accepted".</summary>
    public const string ReportOption = "mldsl_report_accepted";

    public static bool AreReported(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(ReportOption, out string? value) && value == "true";

    /// <summary>Whether a finding of <paramref name="rule"/> in <paramref name="member"/> is accepted, for a reason that is given.</summary>
    public static bool Cover(ISymbol? member, DiagnosticDescriptor rule) => Reason(member, rule) is not null;

    /// <summary>The reason why a finding of <paramref name="rule"/> in <paramref name="member"/> is accepted; null where it is not.</summary>
    public static string? Reason(ISymbol? member, DiagnosticDescriptor rule)
    {
        if (!IsLeakage(rule)) return null;
        for (ISymbol? at = member; at is not null; at = at is IMethodSymbol { AssociatedSymbol: { } of } ? of : at.ContainingSymbol)
            if (at is not INamespaceSymbol && at.GetAttributes().Select(a => Reason(a, rule.Id)).FirstOrDefault(static r => r is not null) is { } reason) return reason;
        return null;
    }

    private static string? Reason(AttributeData attribute, string rule) => attribute.AttributeClass?.Name == Name + "Attribute"
        && attribute.ConstructorArguments is [var id, var reason] && id.Text() == rule && reason.Text() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
