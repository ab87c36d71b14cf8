// Drafted by 'mldsl scaffold' from 99,979 rows of ratings.csv. A proposal: read what is remarked, and change what you know better.
using MlDsl;

namespace Scaffolds;

/// <summary>A row of ratings.csv.</summary>
[Dataset]
public sealed partial record Ratings
{
    // Look: the number names something: a category. Where rows of one value belong together, [Group] splits them together.
    [Column("userId"), Categorical] public required int UserId { get; init; }
    // Look: the number names something: a category. Where rows of one value belong together, [Group] splits them together.
    [Column("movieId"), Categorical(Encoding = CategoricalEncoding.Target)] public required int MovieId { get; init; }
    // Look: nobody named the label: taken for it as the last column that can be one; --label names another.
    [Column("rating"), Label] public float Rating { get; init; }
    // Look: these may be seconds since 1970: as a time of its own type the column could be the [EventTime].
    [Column("timestamp"), Numeric(Scale = Scale.Standard)] public required int Timestamp { get; init; }
}

/// <summary>A linear model, which needs no other package. [LightGbm], of the package MlDsl.LightGbm, is often the better one of a table.</summary>
[Model<Ratings, Regression>]
[LinearRegression]
public sealed partial class RatingsModel;

/// <summary>How ratings.csv is read and split.</summary>
public static class RatingsFile
{
    public static Dataset<Ratings> Read(string path) => Dataset<Ratings>.FromCsv(path);

    public static Split<Ratings> Split(string path) => Read(path).SplitRandom(validation: 0.2, test: 0.2, seed: 1);
}
