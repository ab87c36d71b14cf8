namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A person of the 1994 census and whether the income is above 50,000 dollars.</summary>
[Dataset]
public sealed partial record Adult
{
    [Column("age"), Numeric(Scale = Scale.Standard)] public required float Age { get; init; }
    [Column("workclass"), Categorical] public string? WorkClass { get; init; }
    [Column("fnlwgt"), Numeric(Scale = Scale.Log)] public required float FinalWeight { get; init; }
    [Column("education"), Categorical] public required string Education { get; init; }
    [Column("education-num"), Numeric(Scale = Scale.Standard)] public required float EducationYears { get; init; }
    [Column("marital-status"), Categorical] public required string MaritalStatus { get; init; }
    [Column("occupation"), Categorical] public string? Occupation { get; init; }
    [Column("relationship"), Categorical] public required string Relationship { get; init; }
    [Column("ethnicity"), Sensitive] public required string Ethnicity { get; init; }
    [Column("sex"), Sensitive] public required string Sex { get; init; }
    [Column("capital-gain"), Numeric(Scale = Scale.Log)] public required float CapitalGain { get; init; }
    [Column("capital-loss"), Numeric(Scale = Scale.Log)] public required float CapitalLoss { get; init; }
    [Column("hours-per-week"), Numeric(Scale = Scale.Standard)] public required float Hours { get; init; }
    [Column("native-country"), Categorical(MinCount = 20, Unknown = Unknown.Bucket)] public string? Country { get; init; }
    [Column("label(IsOver50K)"), Label] public bool IsOver50K { get; init; }
}

[Features<Adult>]
public static class AdultFeatures
{
    [Numeric(Bins = 10)] public static float AgeBand(float age) => age;
}

[Model<Adult, BinaryClassification>]
[LogisticRegression(L2 = 1e-4)]
public sealed partial class AdultModel;
