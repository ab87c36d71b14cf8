namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Rows whose feature methods are ops of every kind that gives the same bits on every machine.</summary>
[Dataset]
public sealed partial record GoldenErrand
{
    public required string Tool { get; init; }
    public string? Shop { get; init; }
    public required Standing Standing { get; init; }
    public required bool Urgent { get; init; }
    public required int Steps { get; init; }
    public long? Weight { get; init; }
    [Numeric] public required float Miles { get; init; }
    public double? Hours { get; init; }
    public decimal Price { get; init; }
    public required DateTime From { get; init; }
    public DateTime? Until { get; init; }
    public required DateOnly Day { get; init; }
    public required TimeOnly At { get; init; }
    [Label] public float Cost { get; init; }
}

/// <summary>What is computed of an errand.</summary>
[Features<GoldenErrand>]
public static class GoldenErrandFeatures
{
    private const float Far = 7.5f;

    [Numeric(Impute = Impute.Mean)]
    public static float? Speed(float miles, double? hours) => hours is > 0 ? (float)(miles / hours) : null;

    [Numeric]
    public static float Long(float miles, bool urgent) => miles > Far && !urgent ? MathF.Floor(miles) : Kept(miles, Far);

    [Numeric(Scale = Scale.Standard)]
    public static double Root(double? hours, float miles) => Math.Sqrt(Math.Abs((hours ?? 1.5) - Math.Round((double)miles))) + Math.Max(miles, 2.25);

    [Numeric]
    public static int Rest(int steps, long? weight) => (int)(((weight ?? 3) + (steps * 31L)) % 7) + (steps / 4) - (-steps);

    [Numeric(Scale = Scale.MinMax)]
    public static float Paid(decimal price) => (float)price * 0.25f;

    [Numeric(Impute = Impute.Constant, Constant = -1)]
    public static double? Open(DateTime from, DateTime? until) => (until - from)?.TotalMinutes;

    [Numeric]
    public static int Evening(TimeOnly at, DateOnly day) => at.Hour >= 18 ? day.DayOfYear : (int)day.DayOfWeek;

    [Numeric]
    public static float Tools(string tool, string? shop, Standing standing) => tool switch
    {
        "hammer" or "saw" => standing == Standing.High ? 2f : 1f,
        "" => -1f,
        _ when string.IsNullOrEmpty(shop) => 0.5f,
        _ => shop == "Été" ? 0.25f : 0f,
    };

    [Categorical(Unknown = Unknown.Bucket)]
    public static int Month(DateTime from) => from.Month;

    private static float Kept(float value, float most)
    {
        float half = value / 2;
        if (half > most) return most;
        return MathF.Truncate(half) + (float.IsNaN(value) ? 1 : 0);
    }
}

[Model<GoldenErrand, Regression>]
public sealed partial class GoldenErrandModel;
