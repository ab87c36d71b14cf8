namespace MlDsl.Labels;

/// <summary>One figure of agreement.</summary>
/// <param name="Value">The figure with its interval by the bootstrap over items; NaN where it is undefined.</param>
/// <param name="Items">The number of items that it is of: those with two ratings that can be compared.</param>
public sealed record AgreementFigure(Metric Value, int Items)
{
    /// <summary>Why the figure is undefined; null where it is defined.</summary>
    public string? Undefined { get; init; }

    /// <summary>The figure with its interval by the large-sample formula; undefined where there is no formula.</summary>
    public Metric Analytic { get; init; } = Metric.Undefined;

    /// <summary>Such as <c>0.210 [0.102, 0.318] of 10 items</c>, or <c>undefined: there is one annotator only</c>.</summary>
    public override string ToString() => Undefined is null ? FormattableString.Invariant($"{Value} of {Items} items") : $"undefined: {Undefined}";

    internal string Short => Undefined is null ? Value.ToString() : "undefined";
}

/// <summary>A coefficient of one weighting of items, or why there is none.</summary>
internal readonly record struct Coefficient(double Value, string? Undefined = null)
{
    /// <summary>No coefficient.</summary>
    public static Coefficient Without(string reason) => new(double.NaN, reason);

    /// <summary>1 − observed disagreement over the one that is expected.</summary>
    public static Coefficient Of(double observed, double expected) =>
        expected > 0 ? new(1 - (observed / expected)) : Without("all ratings are of one class, so that agreement beyond chance cannot be told");
}
