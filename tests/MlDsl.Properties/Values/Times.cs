namespace MlDsl.Properties.Values;

/// <summary>Times, dates and times of day, of the calendar's edges: leap days, centuries, ends of years, and the hours when clocks change.</summary>
/// <param name="type">The type by its name in C#.</param>
/// <param name="areInstants">Of a <see cref="DateTime"/>, whether usual ones are in UTC.</param>
internal sealed class TimeDraws(string type, bool areInstants) : Draws
{
    public override object Usual(Random random)
    {
        DateTime time = new DateTime(2019, 1, 1).AddMinutes(random.Next(6 * 365 * 24 * 60));
        return Of(time, areInstants ? DateTimeKind.Utc : DateTimeKind.Unspecified, random);
    }

    public override object Edge(Random random, IReadOnlyList<double> near) => Of(
        Calendar(random), (DateTimeKind)random.Next(3), random);

    private object Of(DateTime time, DateTimeKind kind, Random random) => type switch
    {
        "System.DateTime" => DateTime.SpecifyKind(time, kind),
        "System.DateTimeOffset" => new DateTimeOffset(
            DateTime.SpecifyKind(time.AddDays(time.Year == 1 ? 2 : time.Year == 9999 ? -2 : 0), DateTimeKind.Unspecified), TimeSpan.FromMinutes(random.Next(-18, 19) * 45)),
        "System.DateOnly" => DateOnly.FromDateTime(time),
        "System.TimeOnly" => TimeOnly.FromDateTime(time),
        "System.TimeSpan" => time.TimeOfDay * (random.Next(-2, 30)),
        _ => throw new NotSupportedException(type),
    };

    private static DateTime Calendar(Random random) => random.Next(9) switch
    {
        0 => new DateTime((new[] { 2024, 2000, 1600, 4, 9996 })[random.Next(5)], 2, 29).AddHours(random.Next(4) * 6),
        1 => new DateTime(random.Next(1, 10_000), 12, 31).AddTicks(TimeSpan.TicksPerDay - 1),
        2 => new DateTime(random.Next(1, 10_000), random.Next(1, 13), 1),
        3 => new DateTime(100 * random.Next(1, 100), 3, 1).AddTicks(-random.Next(2)),
        4 => random.Next(2) == 0 ? DateTime.MinValue : DateTime.MaxValue,
        // The last Sundays of March and October, from one to three o'clock.
        5 or 6 => new DateTime(2026, random.Next(2) == 0 ? 3 : 10, random.Next(2) == 0 ? 29 : 25, random.Next(1, 4), random.Next(60), 0).AddTicks(random.Next(-1, 2)),
        7 => new DateTime(2025, random.Next(1, 13), random.Next(1, 29)).AddHours(random.Next(5) * 6).AddTicks(random.Next(-1, 2)),
        _ => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks + 1)),
    };
}

/// <summary>Times that rows are ordered by: points in time, of one clock.</summary>
internal sealed class InstantDraws(string type) : Draws
{
    public override object Usual(Random random)
    {
        DateTime time = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(1_000_000));
        return type switch
        {
            "System.DateTime" => time,
            "System.DateTimeOffset" => new DateTimeOffset(time),
            _ => DateOnly.FromDateTime(time),
        };
    }

    public override object Edge(Random random, IReadOnlyList<double> near) => Usual(random);
}
