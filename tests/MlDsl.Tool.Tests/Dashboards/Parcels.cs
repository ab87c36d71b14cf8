namespace MlDsl.Tool.Tests.Dashboards;

/// <summary>Parcels, and whether they came late: a column of each kind, one with a unit, one that is sensitive.</summary>
[Dataset]
public sealed partial record Parcel
{
    [Column(Unit = "km"), Numeric(Scale = Scale.Standard)] public required float Distance { get; init; }
    [Numeric(Impute = Impute.Mean)] public float? Weight { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string Depot { get; init; }
    [Column("district_code"), Sensitive] public required string District { get; init; }
    [Label] public bool Late { get; init; }

    /// <summary>Made-up parcels, all of them so many times as far.</summary>
    public static Parcel[] Made(int rows, int seed, double farther = 1)
    {
        var random = new Random(seed);
        string[] depots = ["north", "south", "west"], districts = ["old", "new"];
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            double x = random.NextDouble();
            return new Parcel
            {
                Distance = (float)(200 * x * farther),
                Weight = random.Next(10) == 0 ? null : 1 + (float)random.NextDouble(),
                Depot = depots[random.Next(3)],
                District = districts[random.Next(2)],
                Late = x + random.NextDouble() > 1,
            };
        })];
    }
}

[Model<Parcel, BinaryClassification>(Name = "parcel", Version = "3")]
[LogisticRegression]
public sealed partial class ParcelModel;

/// <summary>A fitted model with its reference.</summary>
internal static class Parcels
{
    public static Split<Parcel> Split { get; } = Dataset<Parcel>.FromRows(Parcel.Made(6_000, seed: 1)).SplitRandom(0.4, 0.1, seed: 2);

    public static ParcelModel Model { get; } = ParcelModel.Fit(Split.Train).WithReference(Split.Validation);
}
