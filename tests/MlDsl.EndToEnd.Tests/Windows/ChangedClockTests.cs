namespace MlDsl.EndToEnd.Tests.Windows;

/// <summary>A model that was fitted on windows of another clock than the code's is refused by the windows' names: its columns would hold something else.</summary>
public sealed partial class ChangedClockTests
{
    [Fact]
    public void AModelOfTheSameClockLoads() =>
        Assert.True(float.IsFinite(Berlin.GaugeModel.Load(Saved).Predict(new Berlin.Gauge.Input { Level = 1, LevelLag1 = 1, LevelMeanIn2dLocal = 1 })));

    [Fact]
    public void AnotherZoneIsNamed() => AssertNamed(static () => Paris.GaugeModel.Load(Saved), "Zone = Europe/Berlin", "Zone = Europe/Paris");

    [Fact]
    public void AnotherDelayIsNamed() => AssertNamed(static () => Slow.GaugeModel.Load(Saved), "Delay = 36000000000", "Delay = 72000000000");

    [Fact]
    public void AnotherLatenessIsNamed() => AssertNamed(static () => Late.GaugeModel.Load(Saved), "Zone = Europe/Berlin", "Lateness = 864000000000, Zone = Europe/Berlin");

    [Fact]
    public void AnotherMeaningOfAmbiguousTimesIsNamed() => AssertNamed(static () => Decided.GaugeModel.Load(Saved), "Zone = Europe/Berlin)", "Zone = Europe/Berlin, Ambiguous = Later)");

    private static MemoryStream Saved
    {
        get
        {
            Berlin.Gauge[] rows = [.. Enumerable.Range(0, 400).Select(static i => new Berlin.Gauge { At = new DateTime(2024, 5, 1).AddHours(i), Level = i % 7, Flow = i % 7 + (i % 3) })];
            var file = new MemoryStream();
            Berlin.GaugeModel.Fit(Dataset<Berlin.Gauge>.FromRows(rows).SplitByTime(validation: 0.2, test: 0.2).Train).Save(file);
            file.Position = 0;
            return file;
        }
    }

    private static void AssertNamed(Func<object> load, string before, string after)
    {
        string message = Assert.Throws<ModelFileException>(load).Message;
        Assert.Contains("was trained on another schema of 'Gauge': the column 'LevelLag1' was 'float?:None:Numeric", message, StringComparison.Ordinal);
        Assert.Contains("; the column 'LevelMeanIn2dLocal' was ", message, StringComparison.Ordinal);
        string[] said = message.Split("' and is '");
        Assert.Equal(3, said.Length);
        Assert.Contains(before, said[0], StringComparison.Ordinal);
        Assert.DoesNotContain(after, said[0], StringComparison.Ordinal);
        Assert.Contains(after, said[1], StringComparison.Ordinal);
    }

    internal static partial class Berlin
    {
        [Dataset]
        public sealed partial record Gauge
        {
            [EventTime(Zone = "Europe/Berlin", Delay = "1h")] public required DateTime At { get; init; }
            [Numeric, Lag(1, Impute = Impute.Mean), Rolling(Aggregates.Mean, "2d", Calendar = WindowCalendar.Day, Impute = Impute.Mean)] public required float Level { get; init; }
            [Label] public float Flow { get; init; }
        }

        [Model<Gauge, Regression>(Name = "gauge", Version = "1")]
        [LinearRegression]
        public sealed partial class GaugeModel;
    }

    internal static partial class Paris
    {
        [Dataset]
        public sealed partial record Gauge
        {
            [EventTime(Zone = "Europe/Paris", Delay = "1h")] public required DateTime At { get; init; }
            [Numeric, Lag(1, Impute = Impute.Mean), Rolling(Aggregates.Mean, "2d", Calendar = WindowCalendar.Day, Impute = Impute.Mean)] public required float Level { get; init; }
            [Label] public float Flow { get; init; }
        }

        [Model<Gauge, Regression>(Name = "gauge", Version = "1")]
        [LinearRegression]
        public sealed partial class GaugeModel;
    }

    internal static partial class Slow
    {
        [Dataset]
        public sealed partial record Gauge
        {
            [EventTime(Zone = "Europe/Berlin", Delay = "2h")] public required DateTime At { get; init; }
            [Numeric, Lag(1, Impute = Impute.Mean), Rolling(Aggregates.Mean, "2d", Calendar = WindowCalendar.Day, Impute = Impute.Mean)] public required float Level { get; init; }
            [Label] public float Flow { get; init; }
        }

        [Model<Gauge, Regression>(Name = "gauge", Version = "1")]
        [LinearRegression]
        public sealed partial class GaugeModel;
    }

    internal static partial class Late
    {
        [Dataset]
        public sealed partial record Gauge
        {
            [EventTime(Zone = "Europe/Berlin", Delay = "1h", Lateness = "1d")] public required DateTime At { get; init; }
            [Numeric, Lag(1, Impute = Impute.Mean), Rolling(Aggregates.Mean, "2d", Calendar = WindowCalendar.Day, Impute = Impute.Mean)] public required float Level { get; init; }
            [Label] public float Flow { get; init; }
        }

        [Model<Gauge, Regression>(Name = "gauge", Version = "1")]
        [LinearRegression]
        public sealed partial class GaugeModel;
    }

    internal static partial class Decided
    {
        [Dataset]
        public sealed partial record Gauge
        {
            [EventTime(Zone = "Europe/Berlin", Delay = "1h", Ambiguous = AmbiguousTime.Later)] public required DateTime At { get; init; }
            [Numeric, Lag(1, Impute = Impute.Mean), Rolling(Aggregates.Mean, "2d", Calendar = WindowCalendar.Day, Impute = Impute.Mean)] public required float Level { get; init; }
            [Label] public float Flow { get; init; }
        }

        [Model<Gauge, Regression>(Name = "gauge", Version = "1")]
        [LinearRegression]
        public sealed partial class GaugeModel;
    }
}
