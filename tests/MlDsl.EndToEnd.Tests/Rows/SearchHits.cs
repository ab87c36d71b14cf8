namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>A result of a search, graded by people: 0 to 4.</summary>
[Dataset]
public sealed partial record SearchHit
{
    [Group] public required string Query { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Match { get; init; }
    [Numeric(Impute = Impute.Median, Indicator = true)] public float? Price { get; init; }
    [Categorical] public required string Shop { get; init; }
    [Label] public required int Grade { get; init; }
}

[Model<SearchHit, Ranking>(Name = "search")]
public sealed partial class SearchModel;

/// <summary>How well a result answers a query; a perfect one counts more than one step above a good one.</summary>
public enum Relevance
{
    None = 0,
    Fair = 1,
    Good = 2,
    Perfect = 4,
}

/// <summary>The same in time, with a weight, and graded by an enumeration.</summary>
[Dataset]
public sealed partial record GradedHit
{
    [Group] public required Guid Query { get; init; }
    [EventTime] public required DateTime Asked { get; init; }
    [Weight] public required float Views { get; init; }
    [Sensitive] public required string Country { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Match { get; init; }
    [Label] public required Relevance Grade { get; init; }
}

[Model<GradedHit, Ranking>(Name = "graded"), LinearRanking(L2 = 1e-3, MaxPairs = 1000)]
public sealed partial class GradedModel;

/// <summary>Results made by formula; those of a query lie apart.</summary>
internal static class SearchHits
{
    public static SearchHit[] Make(int count = 3000, int queries = 150)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            // A query's results are all better or all worse matches than another's; only the difference within the query tells.
            float match = (float)random.NextDouble() + (i % queries % 7);
            float? price = random.Next(6) == 0 ? null : random.Next(1, 90);
            string shop = $"s{random.Next(4)}";
            double worth = (4 * (match - (i % queries % 7))) - ((price ?? 45) / 60) + (shop == "s2" ? 1 : 0) + random.NextDouble() - 0.5;
            return new SearchHit { Query = $"q{i % queries}", Match = match, Price = price, Shop = shop, Grade = Math.Clamp((int)worth, 0, 4) };
        })];
    }

    public static Split<SearchHit> Split() => Dataset<SearchHit>.FromRows(Make()).SplitByGroup(0.2, 0.2, seed: 1);

    public static GradedHit[] Graded(int count = 2000, int queries = 100)
    {
        var random = new Random(6);
        Relevance[] grades = Enum.GetValues<Relevance>();
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            float match = (float)random.NextDouble() * 4;
            return new GradedHit
            {
                Query = new Guid(i % queries, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), Asked = new DateTime(2024, 1, 1).AddDays(i % queries), Views = 1 + (i % 3),
                Country = i % 2 == 0 ? "fi" : "se", Match = match, Grade = grades[Math.Clamp((int)(match + random.NextDouble() - 0.5), 0, 3)],
            };
        })];
    }
}
