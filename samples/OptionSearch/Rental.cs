using MlDsl;

namespace OptionSearch;

/// <summary>An hour of hiring bicycles.</summary>
[Dataset]
public sealed partial record Rental
{
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public required int Hour { get; init; }
    [Numeric] public required float Warmth { get; init; }
    [Numeric] public required float Wind { get; init; }
    [Numeric] public required bool IsWeekend { get; init; }
    [Label] public float Bicycles { get; init; }

    /// <summary>Hours made up so that what one column does depends on the others.</summary>
    public static IEnumerable<Rental> Made(int count)
    {
        var random = new Random(17);
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < count; i++)
        {
            DateTime at = start.AddHours(i);
            bool isWeekend = at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            float warmth = (float)(12 - (11 * Math.Cos(2 * Math.PI * at.DayOfYear / 366)) + (random.NextDouble() * 6)), wind = random.NextSingle() * 10;
            double rush = isWeekend ? Math.Exp(-Math.Pow(at.Hour - 14, 2) / 18) : Math.Exp(-Math.Pow(at.Hour - 8, 2) / 3) + Math.Exp(-Math.Pow(at.Hour - 17, 2) / 4);
            double bicycles = 200 * rush * Math.Clamp(warmth / 20, 0.1, 1.2) * (wind > 7 ? 0.6 : 1);
            yield return new Rental { At = at, Hour = at.Hour, Warmth = warmth, Wind = wind, IsWeekend = isWeekend, Bicycles = (float)(bicycles + (random.NextDouble() * 30)) };
        }
    }
}

/// <summary>How many bicycles will be hired, and what a search may choose of the trees.</summary>
[Model<Rental, Regression>(Name = "rentals")]
[LightGbm(Trees = 60)]
[Search(nameof(LightGbmAttribute.Leaves), 4, 63, Scale = SearchScale.Log)]
[Search(nameof(LightGbmAttribute.LearningRate), 0.02, 0.5, Scale = SearchScale.Log)]
[Search(nameof(LightGbmAttribute.MinRows), 2, 100, Scale = SearchScale.Log)]
[Search(nameof(LightGbmAttribute.Boosting), LightGbmBoosting.Gradient, LightGbmBoosting.Dart)]
public sealed partial class RentalModel;
