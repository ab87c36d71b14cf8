using Microsoft.CodeAnalysis;

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

    /// <summary>Whether a finding of <paramref name="rule"/> in <paramref name="member"/> is accepted, for a reason that is given.</summary>
    public static bool Cover(ISymbol? member, DiagnosticDescriptor rule)
    {
        if (!IsLeakage(rule)) return false;
        for (ISymbol? at = member; at is not null; at = at is IMethodSymbol { AssociatedSymbol: { } of } ? of : at.ContainingSymbol)
            if (at is not INamespaceSymbol && at.GetAttributes().Any(a => Accepts(a, rule.Id))) return true;
        return false;
    }

    private static bool Accepts(AttributeData attribute, string rule) => attribute.AttributeClass?.Name == Name + "Attribute"
        && attribute.ConstructorArguments is [var id, var reason] && id.Text() == rule && !string.IsNullOrWhiteSpace(reason.Text());
}
