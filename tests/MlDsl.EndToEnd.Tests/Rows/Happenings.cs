namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Something that happens to a device, with windows of every kind.</summary>
[Dataset]
public sealed partial record Happening
{
    [Id] public required int Number { get; init; }
    [Group] public required int Device { get; init; }
    [EventTime(Lateness = "5d", Zone = "Europe/Berlin", Ambiguous = AmbiguousTime.Earlier)] public required DateTimeOffset At { get; init; }
    [Arrived] public required DateTimeOffset Known { get; init; }

    [Lag(1, 5), Rolling((Aggregates)63, "36h"), Rolling(Aggregates.Mean | Aggregates.Count, "2d", Calendar = WindowCalendar.Day)]
    public float? Load { get; init; }

    [SinceLast, Rolling(Aggregates.Mean, "7d")] public required bool HasFailed { get; init; }

    [Label, Lag(1, Horizon = "6h"), Rolling(Aggregates.Mean | Aggregates.Max, "3d", Horizon = "6h")] public float Wear { get; init; }
}
