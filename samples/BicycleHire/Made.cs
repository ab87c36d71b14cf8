namespace BicycleHire;

/// <summary>A summer that is made up: weather that changes slowly, and bicycles that are hired when it is warm and dry.</summary>
internal static class Made
{
    public const int Hours = 2400;

    public static readonly DateTimeOffset Start = new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Towns = ["Ashford", "Brill", "Coleby"];

    public static List<Stand> Stands { get; } = [.. Enumerable.Range(0, 12).Select(static i => new Stand { Number = i, Slope = i % 5 })];

    public static (List<Report> Reports, List<Hour> Hours) Summer(int seed)
    {
        var random = new Random(seed);
        var (reports, hours) = (new List<Report>(), new List<Hour>());
        foreach (string town in Towns)
        {
            double warmth = 0, cloud = 0;
            for (int i = 0; i < Hours; i++)
            {
                DateTimeOffset at = Start.AddHours(i);
                (warmth, cloud) = ((0.95 * warmth) + Noise(), (0.9 * cloud) + Noise());
                float temperature = (float)(16 + (2 * warmth) + (6 * Math.Sin((i % 24 - 8) * Math.PI / 12))), rain = (float)Math.Max(0, cloud - 1.5);
                // A station is silent now and then.
                if (random.Next(20) > 0) reports.Add(new Report { Town = town, At = at, Temperature = temperature, Rain = rain });
                foreach (Stand stand in Stands.Where(s => s.Number % Towns.Length == Array.IndexOf(Towns, town)))
                    hours.Add(new Hour { At = at.AddMinutes(30), Town = town, Stand = stand.Number, Hired = (float)Math.Max(0, (0.8 * temperature) - (3 * rain) - stand.Slope + (2 * Noise())) });
            }
        }
        return (reports, hours);

        double Noise() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
