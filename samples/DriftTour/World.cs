namespace DriftTour;

/// <summary>What happens to a service.</summary>
public enum Drift
{
    None,
    Sudden,
    Gradual,
    Seasonal,
}

/// <summary>Deliveries of a made-up company, the same every time: a past that a model is fitted to, and half a year of service in which something happens, or nothing.</summary>
public sealed class World
{
    /// <summary>The days that the model learns from, those that it is measured on, and those that it is watched.</summary>
    public const int TrainingDays = 480, ValidationDays = 60, WatchedDays = 182;

    /// <summary>The day of the service on which the sudden change comes, and on which the gradual one begins.</summary>
    public const int Change = 63;

    private const int RowsPerDay = 100;

    private static readonly string[] Depots = ["north", "south", "harbour"];
    private readonly ILookup<DateTime, Trip> days;

    /// <summary>The world of a kind; its service begins in the middle of 2025 unless another day is given.</summary>
    public World(Drift drift, int seed, DateTimeOffset? start = null)
    {
        Kind = drift;
        Start = start ?? new(2025, 6, 2, 0, 0, 0, TimeSpan.Zero);
        var random = new Random(seed);
        All = [.. Enumerable.Range(0, TrainingDays + ValidationDays + WatchedDays).SelectMany(day => Day(day, random))];
        days = All.ToLookup(static trip => trip.At.Date);
    }

    /// <summary>When the service begins.</summary>
    public DateTimeOffset Start { get; }

    public Drift Kind { get; }

    public IReadOnlyList<Trip> All { get; }

    /// <summary>What was planted, in words.</summary>
    public string Planted => Kind switch
    {
        Drift.Sudden => "from day 63 on trips are 30 % longer and road works cost 12 minutes",
        Drift.Gradual => "from day 63 on parcels become heavier, 0.3 % a day",
        Drift.Seasonal => "summer and winter, as in the past",
        _ => "nothing",
    };

    /// <summary>The trips of a day of the service.</summary>
    public IReadOnlyList<Trip> Of(DateTimeOffset day) => [.. days[day.UtcDateTime.Date]];

    private IEnumerable<Trip> Day(int day, Random random)
    {
        DateTime date = Start.UtcDateTime.AddDays(day - TrainingDays - ValidationDays);
        int since = day - TrainingDays - ValidationDays - Change;
        bool isSudden = Kind == Drift.Sudden && since >= 0;
        double longer = isSudden ? 1.3 : 1, heavier = Kind == Drift.Gradual && since > 0 ? 1 + (0.003 * since) : 1;
        double season = Kind == Drift.Seasonal ? -8 * Math.Cos(2 * Math.PI * (date.DayOfYear - 20) / 365.0) : 0;
        for (int i = 0; i < RowsPerDay; i++)
        {
            double distance = (2 + (10 * random.NextDouble())) * longer, weight = (1 + (9 * random.NextDouble())) * heavier;
            double temperature = 12 + season + (6 * (random.NextDouble() + random.NextDouble() - 1));
            int depot = random.Next(Depots.Length);
            yield return new Trip
            {
                Number = (day * RowsPerDay) + i,
                At = date.AddMinutes(24.0 * 60 / RowsPerDay * i),
                Distance = (float)distance,
                Weight = (float)weight,
                Temperature = (float)temperature,
                Depot = Depots[depot],
                Minutes = (float)(10 + (2.5 * distance) + (0.8 * weight) + (3 * depot) + (isSudden ? 12 : 0) + (10 * (random.NextDouble() + random.NextDouble() - 1))),
            };
        }
    }
}
