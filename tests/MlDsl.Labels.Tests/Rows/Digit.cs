namespace MlDsl.Labels.Tests.Rows;

/// <summary>A written digit: 8 × 8 counts of ink, 0 to 16, and which digit it is.</summary>
[Dataset]
public sealed partial record Digit
{
    [Numeric(Length = 64, Scale = Scale.Standard)] public required int[] Ink { get; init; }
    [Label] public int Value { get; init; }

    public static Dataset<Digit> Read() => Dataset<Digit>.FromCsv(Testing.TestData.File("optdigits-train.csv"), new CsvOptions { HasHeader = false });
}

[Model<Digit, MulticlassClassification>]
[LogisticRegression(L2 = 3e-4)]
public sealed partial class DigitModel;
