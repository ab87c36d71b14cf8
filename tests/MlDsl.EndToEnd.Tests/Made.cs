namespace MlDsl.EndToEnd.Tests;

/// <summary>Rows made by formula: the same in every test, with every column kind.</summary>
internal static class Made
{
    public static IEnumerable<Sale> Sales(int count)
    {
        var random = new Random(11);
        for (int i = 0; i < count; i++)
        {
            string shop = $"s{random.Next(12)}";
            float? distance = random.Next(10) == 0 ? null : (float)(random.NextDouble() * 30);
            var day = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddHours(random.Next(24 * 365));
            int size = random.Next(1, 6);
            double price = (5 * size) + (0.8 * (distance ?? 12)) + (day.Month * 0.3) + (shop.Length * 2) + random.NextDouble();
            yield return new Sale
            {
                Shop = shop,
                Size = size,
                Color = (Color)random.Next(3),
                Distance = distance,
                Weight = (float)Math.Exp(random.NextDouble() * 6),
                IsGift = random.Next(4) == 0,
                Note = random.Next(5) == 0 ? null : $"note {random.Next(9)} of {shop}",
                Day = day,
                Price = (float)price,
            };
        }
    }

    public static Split<Sale> Split(int count = 6000) => Dataset<Sale>.FromRows(Sales(count)).SplitRandom(validation: 0.2, test: 0.2, seed: 9);

    public static Sale.Input[] Inputs(int count) => [.. Sales(count).Select(static sale => new Sale.Input
    {
        Shop = sale.Shop, Size = sale.Size, Color = sale.Color, Distance = sale.Distance, Weight = sale.Weight,
        IsGift = sale.IsGift, Note = sale.Note, Day = sale.Day,
    })];
}

public enum Color
{
    Red,
    Green,
    Blue,
}

[Dataset]
public sealed partial record Sale
{
    [Categorical(Encoding = CategoricalEncoding.Target)] public required string Shop { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Ordinal)] public required int Size { get; init; }
    [Categorical] public required Color Color { get; init; }
    [Numeric(Impute = Impute.Median, Indicator = true, Scale = Scale.Standard)] public float? Distance { get; init; }
    [Numeric(Scale = Scale.Power)] public required float Weight { get; init; }
    [Numeric] public required bool IsGift { get; init; }
    [Text(HashBits = 6)] public string? Note { get; init; }
    [DateParts(DatePart.Month | DatePart.Hour, Cyclic = true)] public required DateTime Day { get; init; }
    [Label] public float Price { get; init; }
}

[Features<Sale>]
public static class SaleFeatures
{
    [Numeric(Bins = 4)] public static float Reach(float? distance, int size) => (distance ?? 0) * size;

    [Categorical(Encoding = CategoricalEncoding.Hashed, HashBits = 4)] public static string Kind(Color color, bool isGift) => isGift ? "gift" : color == Color.Red ? "red" : "plain";

    [Numeric] public static float HalfReach(float reach) => reach / 2;
}

[Model<Sale, Regression>]
public sealed partial class SaleModel;
