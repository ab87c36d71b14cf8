using MlDsl;

namespace Readmission;

/// <summary>How a patient came to the hospital.</summary>
public enum Admission
{
    Planned,
    Emergency,
    Transfer,
}

/// <summary>One stay in a hospital. A patient has several, and they happen in time.</summary>
[Dataset]
public sealed partial record Stay
{
    [Id]
    public required int Number { get; init; }

    [Group]
    public required string Patient { get; init; }

    [EventTime, DateParts(DatePart.Month | DatePart.DayOfWeek, Cyclic = true)]
    public required DateTime Discharged { get; init; }

    [Numeric(Bins = 8)]
    public required int Age { get; init; }

    [Sensitive]
    public required string District { get; init; }

    [Categorical]
    public required Admission Admission { get; init; }

    [Categorical(Encoding = CategoricalEncoding.Target, Unknown = Unknown.Bucket)]
    public required string Ward { get; init; }

    [Numeric(Scale = Scale.Log)]
    public required int Days { get; init; }

    [Numeric(Impute = Impute.Median, Indicator = true, Scale = Scale.Robust)]
    public float? Hemoglobin { get; init; }

    // What the readmission cost is known only when it has happened: it never reaches a feature or an input.
    [Column("CostOfReadmission", Available = Availability.AfterOutcome)]
    public float CostOfReadmission { get; init; }

    [Label]
    public bool Readmitted { get; init; }
}

/// <summary>Whether a patient comes back within 30 days.</summary>
[Model<Stay, BinaryClassification>(Name = "readmission")]
[LogisticRegression(L2 = 1e-3, ClassWeights = ClassWeights.None)]
public sealed partial class ReadmissionModel;
