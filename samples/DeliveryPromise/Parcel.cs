using MlDsl;

namespace DeliveryPromise;

/// <summary>A parcel on its way, and how long that took.</summary>
[Dataset]
public sealed partial record Parcel
{
    [Numeric] public required float Kilometres { get; init; }
    [Categorical] public required string Carrier { get; init; }
    [Numeric] public required bool IsFriday { get; init; }
    [Label] public float Hours { get; init; }

    /// <summary>Parcels made up so that a long way is less certain than a short one.</summary>
    public static IEnumerable<Parcel> Made(int count)
    {
        var random = new Random(41);
        for (int i = 0; i < count; i++)
        {
            float kilometres = 20 + (random.NextSingle() * 480);
            bool isFriday = random.Next(5) == 0;
            string carrier = random.Next(3) == 0 ? "bicycle" : "van";
            double hours = (kilometres / (carrier == "van" ? 60 : 35)) + (isFriday ? 4 : 0), off = Math.Log(random.NextDouble() / (1 - random.NextDouble()));
            yield return new Parcel { Kilometres = kilometres, Carrier = carrier, IsFriday = isFriday, Hours = (float)Math.Max(0.5, hours * (1 + (0.15 * off))) };
        }
    }
}

/// <summary>How long it will take: nine of ten parcels within the interval.</summary>
[Model<Parcel, Regression>(Name = "hours")]
[Intervals(0.9, Width = IntervalWidth.ByPrediction)]
public sealed partial class HoursModel;

/// <summary>The same parcels, and whether they were later than a day's work.</summary>
[Dataset]
public sealed partial record Promise
{
    [Numeric] public required float Kilometres { get; init; }
    [Categorical] public required string Carrier { get; init; }
    [Numeric] public required bool IsFriday { get; init; }
    [Label] public bool WasBroken { get; init; }

    /// <summary>The promise of eight hours for a parcel.</summary>
    public static Promise Of(Parcel parcel) =>
        new() { Kilometres = parcel.Kilometres, Carrier = parcel.Carrier, IsFriday = parcel.IsFriday, WasBroken = parcel.Hours > 8 };
}

/// <summary>Whether the promise of eight hours will be broken: of the parcels that are said to be late with 0.3, three of ten are.</summary>
[Model<Promise, BinaryClassification>(Name = "promise")]
[Calibrate(Calibration.Beta)]
public sealed partial class PromiseModel;
