namespace MlDsl.Labels.Tests.Rows;

/// <summary>A person of the 1994 census and whether the income is above 50,000 dollars.</summary>
[Dataset]
public sealed partial record Adult
{
    [Column("age"), Numeric(Scale = Scale.Standard)] public required float Age { get; init; }
    [Column("workclass"), Categorical(Unknown = Unknown.Bucket)] public string? WorkClass { get; init; }
    [Column("education"), Categorical(Unknown = Unknown.Bucket)] public required string Education { get; init; }
    [Column("education-num"), Numeric(Scale = Scale.Standard)] public required float EducationYears { get; init; }
    [Column("marital-status"), Categorical(Unknown = Unknown.Bucket)] public required string MaritalStatus { get; init; }
    [Column("occupation"), Categorical(Unknown = Unknown.Bucket)] public string? Occupation { get; init; }
    [Column("relationship"), Categorical(Unknown = Unknown.Bucket)] public required string Relationship { get; init; }
    [Column("capital-gain"), Numeric(Scale = Scale.Log)] public required float CapitalGain { get; init; }
    [Column("capital-loss"), Numeric(Scale = Scale.Log)] public required float CapitalLoss { get; init; }
    [Column("hours-per-week"), Numeric(Scale = Scale.Standard)] public required float Hours { get; init; }
    [Column("label(IsOver50K)"), Label] public bool IsOver50K { get; init; }

    public static Dataset<Adult> Read() => Dataset<Adult>.FromCsv(Testing.TestData.File("adult.csv"), new CsvOptions { Trim = true, Missing = ["", "?"] });
}

[Model<Adult, BinaryClassification>]
[LogisticRegression(L2 = 2e-4)]
public sealed partial class AdultModel;
