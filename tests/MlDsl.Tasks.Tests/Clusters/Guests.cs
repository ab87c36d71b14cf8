namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>Made-up guests of three kinds, the first of which is the most frequent.</summary>
internal static class Guests
{
    public static int KindOf(int i) => i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2;

    public static Guest[] Make(int count = 600, int seed = 4)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => KindOf(i) switch
        {
            0 => new Guest { Nights = 2 + random.NextSingle(), Spent = 100 + (20 * random.NextSingle()), Season = "winter" },
            1 => new Guest { Nights = 7 + random.NextSingle(), Spent = 300 + (20 * random.NextSingle()), Season = "summer" },
            _ => new Guest { Nights = 14 + random.NextSingle(), Spent = 150 + (20 * random.NextSingle()), Season = "summer" },
        })];
    }

    public static Split<Guest> Split() => Dataset<Guest>.FromRows(Make()).SplitRandom(0.3, 0.2, seed: 3);
}
