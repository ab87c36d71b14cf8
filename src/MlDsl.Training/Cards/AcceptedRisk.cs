using System.Reflection;

namespace MlDsl.Training;

/// <summary>A finding on leakage that the code of a model's project accepts by <c>[AcceptLeakageRisk("MLD1501", "why")]</c>.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Place">The member or type that bears the attribute, or "the assembly".</param>
/// <param name="Reason">Why the finding is accepted.</param>
public sealed record AcceptedRisk(string Rule, string Place, string Reason)
{
    private const string RulesKey = "MlDsl.LeakageRules", AcceptedKey = "MlDsl.AcceptedRisk";

    /// <summary>The version of the rules on leakage that a project was built under, null where it was built without them, and what its code accepts.</summary>
    internal static (string? Rules, IReadOnlyList<AcceptedRisk> Risks) Of(Assembly project)
    {
        string? rules = null;
        var risks = new List<AcceptedRisk>();
        foreach (AssemblyMetadataAttribute fact in project.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            if (fact.Key == RulesKey) rules = fact.Value;
            else if (fact.Key == AcceptedKey && fact.Value?.Split('\n') is [var rule, var place, var reason]) risks.Add(new(rule, place, reason));
        }
        return (rules, risks.Count == 0 ? ValueList<AcceptedRisk>.Empty : ValueList.Of(risks));
    }
}
