// Drafted by 'mldsl scaffold' from 32,561 rows of adult.csv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of adult.csv.</summary>
[Dataset]
public sealed partial record Adult
{
    [Column("age"), Numeric(Scale = Scale.Standard)] public required int Age { get; init; }
    [Column("workclass"), Categorical(MinCount = 10, Unknown = Unknown.Bucket)] public string? Workclass { get; init; }
    [Column("fnlwgt"), Numeric(Scale = Scale.Standard)] public required int Fnlwgt { get; init; }
    [Column("education"), Categorical] public required string Education { get; init; }
    // Look: a whole number of 16 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Column("education-num"), Categorical] public required int EducationNum { get; init; }
    [Column("marital-status"), Categorical] public required string MaritalStatus { get; init; }
    [Column("occupation"), Categorical(MinCount = 10, Unknown = Unknown.Bucket)] public string? Occupation { get; init; }
    [Column("relationship"), Categorical] public required string Relationship { get; init; }
    // Look: 'ethnicity' may be a protected attribute: metrics are shown for each value, and no feature is made of it unless it also has a kind.
    [Column("ethnicity"), Sensitive] public required string Ethnicity { get; init; }
    // Look: 'sex' may be a protected attribute: metrics are shown for each value, and no feature is made of it unless it also has a kind.
    [Column("sex"), Sensitive] public required string Sex { get; init; }
    [Column("capital-gain"), Numeric(Scale = Scale.Log)] public required int CapitalGain { get; init; }
    [Column("capital-loss"), Numeric(Scale = Scale.Log)] public required int CapitalLoss { get; init; }
    [Column("hours-per-week"), Numeric(Scale = Scale.Standard)] public required int HoursPerWeek { get; init; }
    [Column("native-country"), Categorical(MinCount = 10, Unknown = Unknown.Bucket)] public string? NativeCountry { get; init; }
    // Look: nobody named the label: taken for it by its name; --label names another.
    [Column("label(IsOver50K)"), Label] public bool LabelIsOver50K { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<Adult, BinaryClassification>]
[LogisticRegression]
public sealed partial class AdultModel;

/// <summary>How adult.csv is read and split.</summary>
public static class AdultFile
{
    public static CsvOptions Options { get; } = new()
    {
        Trim = true,
        Missing = ["", "?"],
    };

    public static Dataset<Adult> Read(string path) => Dataset<Adult>.FromCsv(path, Options);

    public static Split<Adult> Split(string path) => Read(path).SplitStratified(validation: 0.2, test: 0.2, seed: 1);
}
