// Drafted by 'mldsl scaffold' from 699 rows of breast-cancer.tsv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of breast-cancer.tsv.</summary>
[Dataset]
public sealed partial record BreastCancer
{
    // Look: nobody named the label: taken for it as the first column, which has two classes; --label names another.
    [Label] public bool Column1 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column2 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column3 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column4 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column5 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column6 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public int? Column7 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column8 { get; init; }
    // Look: a whole number of 10 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column9 { get; init; }
    // Look: a whole number of 9 values whose mean labels do not lie on a line: taken for a category; as an amount it is [Numeric].
    [Categorical] public required int Column10 { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<BreastCancer, BinaryClassification>]
[LogisticRegression]
public sealed partial class BreastCancerModel;

/// <summary>How breast-cancer.tsv is read and split.</summary>
public static class BreastCancerFile
{
    public static CsvOptions Options { get; } = new()
    {
        HasHeader = false,
        Comment = "//",
        Missing = ["", "?"],
    };

    public static Dataset<BreastCancer> Read(string path) => Dataset<BreastCancer>.FromCsv(path, Options);

    public static Split<BreastCancer> Split(string path) => Read(path).SplitStratified(validation: 0.2, test: 0.2, seed: 1);
}
