using MlDsl;

namespace Subscriptions;

/// <summary>How a customer pays.</summary>
public enum Plan
{
    Monthly,
    Yearly,
}

/// <summary>A subscription at the end of a month, and whether it was cancelled in the next one.</summary>
[Dataset]
public sealed partial record Subscription
{
    [Id, Column("no")] public required int Number { get; init; }
    [Categorical] public required Plan Plan { get; init; }
    [Numeric(Scale = Scale.Log)] public required int Logins { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Spent { get; init; }
    [Numeric(Impute = Impute.Median, Indicator = true)] public float? Discount { get; init; }
    [Column(Available = Availability.AfterOutcome)] public float? Refund { get; init; }
    [Label(Positive = "yes", Negative = "no")] public required string Cancelled { get; init; }
}

/// <summary>Which subscriptions will be cancelled.</summary>
[Model<Subscription, BinaryClassification>(Name = "subscriptions")]
[LogisticRegression(L2 = 1e-3)]
public sealed partial class CancelModel;
