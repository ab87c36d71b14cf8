namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>What a buyer did with an offer, as a grade.</summary>
public enum Interest
{
    None = 0,
    Looked = 1,
    Bought = 3,
}

/// <summary>Offers that were shown together, of which the label is an enumeration's value.</summary>
[Dataset]
public sealed partial record Offer
{
    [Group] public required int Search { get; init; }
    [Numeric(Impute = Impute.Keep)] public float? Stars { get; init; }
    [Numeric] public required float Price { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Native, Unknown = Unknown.Bucket, MaxCategories = 10)] public required string Shop { get; init; }
    [Weight] public float Share { get; init; } = 1;
    [Label] public Interest Interest { get; init; }

    /// <summary>Offers whose interest depends on stars, price and shop, their searches dealt out among each other.</summary>
    public static IEnumerable<Offer> Make(int searches, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < searches * 10; i++)
        {
            float? stars = random.Next(5) == 0 ? null : random.Next(1, 6);
            float price = (float)(random.NextDouble() * 50);
            int shop = random.Next(6);
            double worth = ((stars ?? 2) / 2) - (price / 25) + (shop % 3) + random.NextDouble();
            yield return new Offer
            {
                Search = i % searches,
                Stars = stars,
                Price = price,
                Shop = $"shop {shop}",
                Share = 1 + (i % searches % 3),
                Interest = worth > 3.2 ? Interest.Bought : worth > 2 ? Interest.Looked : Interest.None,
            };
        }
    }
}

/// <summary>Loads what boosted trees were saved as: a file tells its trainer, and does not need it.</summary>
#pragma warning disable MLD0107 // Nothing is trained here.
[Model<Offer, Ranking>(Name = "offer")]
public sealed partial class GoldenOfferModel;
#pragma warning restore MLD0107
