using System.Globalization;

namespace MlDsl;

/// <summary>What a policy would have earned, by every estimator, on logged decisions of another.</summary>
public sealed record PolicyEvaluation
{
    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The number of decisions.</summary>
    public required int Rows { get; init; }

    /// <summary>How much an interval covers, such as 0.95.</summary>
    public required double Level { get; init; }

    /// <summary>What the policy that decided did earn a decision.</summary>
    public required PolicyValue Logged { get; init; }

    /// <summary>By inverse propensities.</summary>
    public required PolicyValue InversePropensity { get; init; }

    /// <summary>By the same, over the sum of the weights.</summary>
    public required PolicyValue SelfNormalized { get; init; }

    /// <summary>By a model of rewards and weighted residuals; null where no model was given.</summary>
    public PolicyValue? DoublyRobust { get; init; }

    /// <summary>A line for each figure, in every culture alike.</summary>
    public override string ToString()
    {
        var table = new TextTable("", "value", string.Create(CultureInfo.InvariantCulture, $"{100 * Level:0.##} %"), "effective rows");
        var problems = new List<string>();
        Add("as logged", Logged);
        Add("inverse propensity", InversePropensity);
        Add("self-normalised", SelfNormalized);
        if (DoublyRobust is not null) Add("doubly robust", DoublyRobust);
        string head = string.Create(CultureInfo.InvariantCulture, $"{Policy} on {Rows:N0} logged decisions\n{table}");
        return string.Join('\n', [head, .. problems.Distinct()]);

        void Add(string name, PolicyValue value)
        {
            table.Add(name, value.IsEstimable ? value.Value.ValueText : "not estimable", value.Value.IntervalText, value.EffectiveRows.ToString("N0", CultureInfo.InvariantCulture));
            if (value.Problem is { } problem) problems.Add(problem);
            else if (value.CutShare > 0) problems.Add($"{name}: {value}");
        }
    }
}

/// <summary>Two policies on the same logged decisions.</summary>
/// <param name="First">The first one.</param>
/// <param name="Second">The second one.</param>
/// <param name="InversePropensity">By how much the first earns more a decision: paired, so that what both do alike cancels.</param>
/// <param name="SelfNormalized">The same, self-normalised.</param>
/// <param name="DoublyRobust">The same, doubly robust; null where no model was given.</param>
public sealed record PolicyComparison(PolicyEvaluation First, PolicyEvaluation Second, PolicyValue InversePropensity, PolicyValue SelfNormalized, PolicyValue? DoublyRobust)
{
    /// <summary>Both, and by how much the first earns more; in every culture alike.</summary>
    public override string ToString() =>
        $"{First}\n{Second}\n{First.Policy} over {Second.Policy}: inverse propensity {InversePropensity}; self-normalised {SelfNormalized}{(DoublyRobust is null ? "" : $"; doubly robust {DoublyRobust}")}";
}
