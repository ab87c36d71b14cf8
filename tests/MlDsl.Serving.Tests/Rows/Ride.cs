namespace MlDsl.Serving.Tests.Rows;

public enum Payment
{
    Cash,
    Card,
}

/// <summary>What a ride costs. Everything of it but an unseen vendor is read without an allocation.</summary>
[Dataset]
public sealed partial record Ride
{
    [Column("vendor_id"), Categorical(Unknown = Unknown.Bucket)] public required string Vendor { get; init; }
    [Column("seconds"), Numeric(Scale = Scale.Standard)] public required float Seconds { get; init; }
    [Column("miles"), Numeric(Impute = Impute.Mean)] public float? Miles { get; init; }
    [Categorical] public required Payment Payment { get; init; }
    [Numeric] public required int Riders { get; init; }
    [DateParts(DatePart.Hour)] public required DateTime At { get; init; }
    [Categorical] public required bool Toll { get; init; }
    [Label] public float Fare { get; init; }
}

[Model<Ride, Regression>(Name = "ride", Version = "7")]
[LinearRegression]
public sealed partial class RideModel;

[Model<Ride, Regression>(Name = "ride-range")]
[LinearRegression]
[Intervals(0.9)]
public sealed partial class RideRangeModel;

/// <summary>Of two classes, with a sensitive column and a category that must be known.</summary>
[Dataset]
public sealed partial record Loan
{
    [Categorical(Unknown = Unknown.Error)] public required string Purpose { get; init; }
    [Numeric] public required float Amount { get; init; }
    [Sensitive, Categorical(Unknown = Unknown.Error)] public required string Origin { get; init; }
    [Label] public bool Paid { get; init; }
}

[Model<Loan, BinaryClassification>(Name = "loan")]
[LogisticRegression]
public sealed partial class LoanModel;

[Dataset]
public sealed partial record Walk
{
    [Numeric] public required float Steps { get; init; }
    [Label] public Shade Mood { get; init; }
}

[Model<Walk, MulticlassClassification>(Name = "walk")]
[LogisticRegression]
public sealed partial class WalkModel;
