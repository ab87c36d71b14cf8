using MlDsl;

namespace ChurnService;

/// <summary>How long a customer is bound.</summary>
public enum Contract
{
    Monthly,
    Yearly,
    TwoYears,
}

/// <summary>A customer at the end of a month, and whether they left in the next one. Both projects compile this file.</summary>
[Dataset]
public sealed partial record Customer
{
    [Id] public required int Number { get; init; }
    [Categorical] public required Contract Contract { get; init; }
    [Categorical] public string? Payment { get; init; }
    [Numeric(Scale = Scale.Log)] public required int Months { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Fee { get; init; }
    [Numeric(Impute = Impute.Median, Indicator = true)] public float? Rating { get; init; }
    [DateParts(DatePart.Month | DatePart.DayOfWeek)] public required DateTime LastCall { get; init; }
    [Label] public bool Left { get; init; }
}

/// <summary>What takes more than one column.</summary>
[Features<Customer>]
public static class CustomerFeatures
{
    [Numeric(Scale = Scale.Standard)]
    public static float Paid(float fee, int months) => fee * months;
}

/// <summary>Which customers will leave.</summary>
[Model<Customer, BinaryClassification>(Name = "churn")]
[LogisticRegression(L2 = 1e-3)]
[Require(Metric.RocAuc, AtLeast = 0.7)]
public sealed partial class ChurnModel;
