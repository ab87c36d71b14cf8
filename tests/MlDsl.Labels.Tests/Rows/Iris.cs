namespace MlDsl.Labels.Tests.Rows;

public enum Species
{
    Setosa,
    Versicolor,
    Virginica,
}

/// <summary>A flower's measures in centimetres and its species.</summary>
[Dataset]
public sealed partial record Iris
{
    [Column("#Label"), Label] public Species Species { get; init; }
    [Column("Sepal length"), Numeric(Scale = Scale.Standard)] public required float SepalLength { get; init; }
    [Column("Sepal width"), Numeric(Scale = Scale.Standard)] public required float SepalWidth { get; init; }
    [Column("Petal length"), Numeric(Scale = Scale.Standard)] public required float PetalLength { get; init; }
    [Column("Petal width"), Numeric(Scale = Scale.Standard)] public required float PetalWidth { get; init; }

    public static Dataset<Iris> Read() => Dataset<Iris>.FromCsv(Testing.TestData.File("iris.tsv"));
}

[Model<Iris, MulticlassClassification>]
[LogisticRegression(L2 = 8e-3)]
public sealed partial class IrisModel;
