// Drafted by 'mldsl scaffold' from 249 rows of detox.tsv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of detox.tsv.</summary>
[Dataset]
public sealed partial record Detox
{
    // Look: nobody named the label: taken for it as the last column that can be one; --label names another.
    [Label] public bool Sentiment { get; init; }
    [Text] public required string SentimentText { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<Detox, BinaryClassification>]
[LogisticRegression]
public sealed partial class DetoxModel;

/// <summary>How detox.tsv is read and split.</summary>
public static class DetoxFile
{
    public static Dataset<Detox> Read(string path) => Dataset<Detox>.FromCsv(path);

    public static Split<Detox> Split(string path) => Read(path).SplitStratified(validation: 0.2, test: 0.2, seed: 1);
}
