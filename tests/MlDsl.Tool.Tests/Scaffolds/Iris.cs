// Drafted by 'mldsl scaffold' from 150 rows of iris.tsv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of iris.tsv.</summary>
[Dataset]
public sealed partial record Iris
{
    // Look: nobody named the label: taken for it by its name; --label names another.
    // Look: 3 whole numbers: taken for classes; where they are an amount, the task is Regression.
    [Column("#Label"), Label] public int Label { get; init; }
    [Column("Sepal length"), Numeric(Scale = Scale.Standard)] public required float SepalLength { get; init; }
    [Column("Sepal width"), Numeric(Scale = Scale.Standard)] public required float SepalWidth { get; init; }
    [Column("Petal length"), Numeric(Scale = Scale.Standard)] public required float PetalLength { get; init; }
    [Column("Petal width"), Numeric(Scale = Scale.Standard)] public required float PetalWidth { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<Iris, MulticlassClassification>]
[LogisticRegression]
public sealed partial class IrisModel;

/// <summary>How iris.tsv is read and split.</summary>
public static class IrisFile
{
    public static Dataset<Iris> Read(string path) => Dataset<Iris>.FromCsv(path);

    public static Split<Iris> Split(string path) => Read(path).SplitStratified(validation: 0.2, test: 0.2, seed: 1);
}
