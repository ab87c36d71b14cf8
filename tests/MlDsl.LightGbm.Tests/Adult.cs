namespace MlDsl.LightGbm.Tests;

/// <summary>A person of the 1994 census and whether the income is above 50,000 dollars; categories as such.</summary>
[Dataset]
public sealed partial record Adult
{
    [Column("age"), Numeric] public required float Age { get; init; }
    [Column("workclass"), Categorical(Encoding = CategoricalEncoding.Native)] public string? WorkClass { get; init; }
    [Column("fnlwgt"), Numeric] public required float FinalWeight { get; init; }
    [Column("education"), Categorical(Encoding = CategoricalEncoding.Native)] public required string Education { get; init; }
    [Column("education-num"), Numeric] public required float EducationYears { get; init; }
    [Column("marital-status"), Categorical(Encoding = CategoricalEncoding.Native)] public required string MaritalStatus { get; init; }
    [Column("occupation"), Categorical(Encoding = CategoricalEncoding.Native)] public string? Occupation { get; init; }
    [Column("relationship"), Categorical(Encoding = CategoricalEncoding.Native)] public required string Relationship { get; init; }
    [Column("ethnicity"), Categorical(Encoding = CategoricalEncoding.Native)] public required string Ethnicity { get; init; }
    [Column("sex"), Categorical(Encoding = CategoricalEncoding.Native)] public required string Sex { get; init; }
    [Column("capital-gain"), Numeric] public required float CapitalGain { get; init; }
    [Column("capital-loss"), Numeric] public required float CapitalLoss { get; init; }
    [Column("hours-per-week"), Numeric] public required float Hours { get; init; }
    [Column("native-country"), Categorical(Encoding = CategoricalEncoding.Native, Unknown = Unknown.Bucket)] public string? Country { get; init; }
    [Column("label(IsOver50K)"), Label] public bool IsOver50K { get; init; }
}

[Model<Adult, BinaryClassification>, LightGbm(Trees = 200, LearningRate = 0.06, Leaves = 31, MinRows = 5, Seed = 7)]
public sealed partial class AdultModel;
