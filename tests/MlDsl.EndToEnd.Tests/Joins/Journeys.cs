using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests.Joins;

/// <summary>Made-up journeys and observations, out of order and late, with gaps, ties and stations that nobody knows.</summary>
internal static class Journeys
{
    public static readonly DateTimeOffset Start = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Skies = ["clear", "cloud", "rain"];

    // Whole quarters of an hour, so that many times are equal.
    public static List<Observation> Observations(int count, int seed, int stations = 6, double hours = 1000)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                DateTimeOffset at = Start.AddMinutes(15 * Math.Floor(random.NextDouble() * hours * 4));
                return new Observation
                {
                    Number = i,
                    Station = "station " + random.Next(stations),
                    At = at,
                    Known = at.AddMinutes(random.Next(4) switch { 0 => random.Next(600), 1 => random.Next(60), _ => 0 }),
                    Temperature = random.Next(10) == 0 ? null : random.Next(-100, 300) / 10f,
                    Sky = random.Next(8) == 0 ? null : Skies[random.Next(3)],
                    Rain = random.Next(50),
                };
            }),
        ];
    }

    public static List<Quarter> Quarters { get; } = [.. Enumerable.Range(0, 20).Select(static i => new Quarter { Number = i * 3, Name = $"quarter {i % 7}", Density = i % 5 == 0 ? null : i * 10 })];

    public static List<Journey> Made(int count, int seed, int stations = 7, double hours = 1000)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Journey
            {
                Number = i,
                At = Start.AddMinutes(5 * Math.Floor(random.NextDouble() * hours * 12)),
                Station = random.Next(15) == 0 ? null : "station " + random.Next(stations),
                From = random.Next(63),
                To = random.Next(6) == 0 ? null : random.Next(63),
                Miles = random.Next(100) / 10f,
                Minutes = random.Next(60),
            }),
        ];
    }

    public static Dataset<Journey> Joined(IEnumerable<Journey> rows, IEnumerable<Observation> observations) => Joined(Dataset<Journey>.FromRows(rows), Dataset<Observation>.FromRows(observations));

    public static Dataset<Journey> Joined(Dataset<Journey> rows, Dataset<Observation> observations) => rows.Join(observations).Join(Dataset<Quarter>.FromRows(Quarters));

    /// <summary>What is joined, as text.</summary>
    public static string Shown(Journey row) => string.Create(
        CultureInfo.InvariantCulture, $"{row.Number}: {row.Temperature} {row.Sky} {row.RainBefore} {row.Now} {row.FromName} {row.ToDensity}");

    /// <summary>The same, by a search through all rows of the station.</summary>
    public static string Search(ILookup<string, Observation> observations, Journey row)
    {
        Observation? three = Newest(3, 0, false), two = Newest(48, 6, false), now = Newest(1, 0, true);
        Quarter? from = Quarters.Find(q => q.Number == row.From), to = Quarters.Find(q => q.Number == row.To);
        return string.Create(CultureInfo.InvariantCulture, $"{row.Number}: {three?.Temperature} {three?.Sky} {two?.Rain} {now?.Temperature} {from?.Name} {to?.Density}");

        Observation? Newest(double hours, double horizon, bool same) => row.Station is null ? null : observations[row.Station]
            .Where(r => (same ? r.At <= row.At : r.At < row.At) && r.At >= row.At.AddHours(-hours) && r.At <= row.At.AddHours(-horizon) && r.Known <= row.At)
            .OrderBy(static r => r.At).ThenBy(static r => r.Number).LastOrDefault();
    }
}
