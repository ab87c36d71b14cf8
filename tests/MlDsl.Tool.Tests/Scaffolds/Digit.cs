// Drafted by 'mldsl scaffold' from 3,823 rows of optdigits-train.csv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of optdigits-train.csv.</summary>
[Dataset]
public sealed partial record Digit
{
    // Look: field 1 to field 64: 64 numbers in a row, taken for one vector.
    [Numeric(Length = 64, Scale = Scale.Standard)] public required int[] Fields { get; init; }
    // Look: nobody named the label: taken for it as the last column that can be one; --label names another.
    // Look: 10 whole numbers: taken for classes; where they are an amount, the task is Regression.
    [Label] public int Column65 { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<Digit, MulticlassClassification>]
[LogisticRegression]
public sealed partial class DigitModel;

/// <summary>How optdigits-train.csv is read and split.</summary>
public static class DigitFile
{
    public static CsvOptions Options { get; } = new()
    {
        HasHeader = false,
    };

    public static Dataset<Digit> Read(string path) => Dataset<Digit>.FromCsv(path, Options);

    public static Split<Digit> Split(string path) => Read(path).SplitStratified(validation: 0.2, test: 0.2, seed: 1);
}
