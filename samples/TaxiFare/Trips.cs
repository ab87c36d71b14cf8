namespace TaxiFare;

/// <summary>Trips made up with the quirks of real ones: flat airport fares, traffic, missing distances, rare codes, repeated records.</summary>
internal static class Trips
{
    /// <summary>The same trips on every enumeration.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Which ones.</param>
    public static IEnumerable<TaxiTrip> Make(int count, int seed)
    {
        var random = new Random(seed);
        TaxiTrip? last = null;
        for (int i = 0; i < count; i++)
        {
            // Now and then a record is delivered twice.
            last = last is not null && random.NextDouble() < 0.01 ? last : Next(random);
            yield return last;
        }
    }

    private static TaxiTrip Next(Random random)
    {
        bool isAirport = random.NextDouble() < 0.03;
        double miles = isAirport ? 15 + (5 * random.NextDouble()) : Math.Round(Math.Exp((0.9 * Gauss(random)) + 0.6), 2);
        double milesPerHour = 6 + (14 * random.NextDouble()) + (miles > 5 ? 8 : 0);
        double seconds = Math.Round(miles / milesPerHour * 3600 / 60) * 60;
        double metered = 2.5 + (0.5 * Math.Round((miles * 4) + (seconds / 60 * 0.35)));
        string rateCode = isAirport ? "2" : random.NextDouble() < 0.0005 ? "6" : "1";
        return new TaxiTrip
        {
            Vendor = random.NextDouble() < 0.5 ? "CMT" : "VTS",
            RateCode = rateCode,
            Passengers = 1 + random.Next(6) * (random.NextDouble() < 0.3 ? 1 : 0),
            Seconds = (float)seconds,
            Miles = random.NextDouble() < 0.01 ? null : (float)miles,
            Payment = random.NextDouble() switch { < 0.55 => "CRD", < 0.98 => "CSH", < 0.99 => "DIS", _ => "UNK" },
            Fare = (float)(isAirport ? 52 : Math.Max(2.5, metered + (0.5 * Math.Round(Gauss(random))))),
        };
    }

    // Box and Muller's transform of two uniform numbers.
    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
