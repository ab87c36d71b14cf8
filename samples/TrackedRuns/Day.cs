using MlDsl;

namespace TrackedRuns;

/// <summary>A day of a museum, as it is known the evening before, and how many people came.</summary>
[Dataset]
public sealed partial record Day
{
    [Categorical] public required DayOfWeek Weekday { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Degrees { get; init; }
    [Numeric(Scale = Scale.Log)] public required float Rain { get; init; }
    [Numeric(Impute = Impute.Median, Indicator = true, Scale = Scale.Standard)] public float? BookedSeats { get; init; }
    [Label] public float Visitors { get; init; }

    /// <summary>Days made up by a formula, the same for the same seed.</summary>
    public static IEnumerable<Day> Make(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            var weekday = (DayOfWeek)(i % 7);
            float degrees = 15 + (12 * MathF.Sin(i / 58f)) + (4 * (float)random.NextDouble()), rain = random.Next(3) == 0 ? 20 * (float)random.NextDouble() : 0;
            float? booked = random.Next(6) == 0 ? null : random.Next(20, 300);
            bool isWeekend = weekday is DayOfWeek.Saturday or DayOfWeek.Sunday;
            double expected = Math.Exp(5 + (isWeekend ? 0.6 : 0) - (0.02 * degrees) + (0.08 * Math.Log(1 + rain)) + (0.002 * (booked ?? 150)));
            yield return new Day { Weekday = weekday, Degrees = degrees, Rain = rain, BookedSeats = booked, Visitors = (float)Math.Round(expected * (0.8 + (0.4 * random.NextDouble()))) };
        }
    }
}

/// <summary>How many people will come.</summary>
[Model<Day, Regression>(Name = "visitors")]
[PoissonRegression]
public sealed partial class VisitorsModel;
