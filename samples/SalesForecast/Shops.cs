namespace SalesForecast;

/// <summary>Made-up sales of eight shops, always the same: a level that drifts, a week, a year, discounts and closed days.</summary>
internal static class Shops
{
    public const int Count = 8, Days = 730;

    public static readonly DateOnly First = new(2024, 1, 1);

    public static List<Sale> Make()
    {
        var random = new Random(20);
        var sales = new List<Sale>();
        for (int shop = 0; shop < Count; shop++)
        {
            double level = 60 + (25 * shop), drift = 0;
            for (int day = 0; day < Days; day++)
            {
                Sale planned = Planned(shop, day);
                drift += 0.15 * Normal(random);
                double week = 1 + (0.25 * Math.Sin(2 * Math.PI * (day + shop) / 7)), year = 1 + (0.1 * Math.Sin(2 * Math.PI * day / 365));
                double sold = ((level + drift) * week * year * (1 + (1.5 * planned.Discount))) + (0.06 * level * Normal(random));
                sales.Add(planned with { Sold = planned.Closed > 0 ? 0 : (float)Math.Max(0, Math.Round(sold)) });
            }
        }
        return sales;
    }

    /// <summary>What is known of a day before it comes.</summary>
    public static Sale Planned(int shop, int day)
    {
        DateOnly date = First.AddDays(day);
        bool isClosed = date is { Month: 1, Day: 1 } or { Month: 12, Day: 25 or 26 };
        return new Sale { Shop = $"shop {shop + 1}", Day = date, Discount = ((day / 3) + (shop * 5)) % 13 == 0 ? 0.2f : 0, Closed = isClosed ? 1 : 0 };
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
