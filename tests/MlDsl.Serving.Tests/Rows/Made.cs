
namespace MlDsl.Serving.Tests.Rows;

/// <summary>Models of made-up rows, each fitted once.</summary>
internal static class Made
{
    public static RideModel Ride { get; } = RideModel.Fit(Train(Rides(1)));

    /// <summary>The same model of other rows: it says something else.</summary>
    public static RideModel OtherRide { get; } = RideModel.Fit(Train(Rides(3)));

    public static LoanModel Loan { get; } = LoanModel.Fit(Train(Enumerable.Range(0, 200).Select(static i => new Loan
    {
        Purpose = i % 2 == 0 ? "car" : "house",
        Amount = i % 17,
        Origin = i % 3 == 0 ? "north" : "south",
        Paid = (i % 17) + (i % 5) < 10,
    })));

    public static WalkModel Walk { get; } = WalkModel.Fit(Train(Enumerable.Range(0, 300).Select(static i => new Walk { Steps = i, Mood = i < 100 ? Shade.Dark : i < 200 ? Shade.Middle : Shade.Light })));

    public static RideRangeModel Range { get; } = RideRangeModel.Fit(Train(Rides(2)));

    public static Ride.Input Input { get; } = new()
    {
        Vendor = "CMT",
        Seconds = 600,
        Miles = 2.5f,
        Payment = Payment.Card,
        Riders = 2,
        At = new DateTime(2024, 5, 1, 13, 45, 0),
        Toll = true,
    };

    public const string Json = """{"vendor":"CMT","seconds":600,"miles":2.5,"payment":"Card","riders":2,"at":"2024-05-01T13:45:00","toll":true}""";

    public static byte[] Bytes(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }

    private static TrainSet<TRow> Train<TRow>(IEnumerable<TRow> rows) where TRow : IRow<TRow>, IIndependentRows =>
        Dataset<TRow>.FromRows([.. rows]).SplitRandom(validation: 0.1, test: 0.1, seed: 1).Train;

    /// <summary>Made-up rides, 400 of them.</summary>
    public static IEnumerable<Ride> Rides(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 400; i++)
        {
            float seconds = random.Next(60, 3000), miles = seconds / 300 + random.NextSingle();
            yield return new Ride
            {
                Vendor = random.Next(2) == 0 ? "CMT" : "VTS",
                Seconds = seconds,
                Miles = random.Next(5) == 0 ? null : miles,
                Payment = (Payment)random.Next(2),
                Riders = random.Next(1, 5),
                At = new DateTime(2024, 1, 1).AddMinutes(random.Next(100_000)),
                Toll = random.Next(10) == 0,
                Fare = 3 + miles * seed + seconds / 100,
            };
        }
    }
}
