using MlDsl.Generators.Datasets;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Windows;

/// <summary>Windows that are declared wrongly without leaking, and what is written for those that are right.</summary>
public sealed class WindowDeclarationTests
{
    [Theory]
    [InlineData("[{|MLD0107:Lag|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Lag(2_000_000)|}] public float A { get; init; }")]
    [InlineData("[Lag(1, 1)] public float {|MLD0107:A|} { get; init; }")]
    [InlineData("[{|MLD0107:Lag(1, Horizon = \"soon\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Lag(1, Horizon = \"\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Lag(1, Horizon = \"1y\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Lag(1, Impute = Impute.None)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Lag(1, Constant = 2)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Lag(1, Scale = (Scale)99)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.None, \"7d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling((Aggregates)64, \"7d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"week\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"+7d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"07d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"7\\0d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \" 7d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"7.5d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"99999999999d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"7d\", Quantile = 0.9)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Quantile, \"7d\", Quantile = 1)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Quantile, \"7d\", Quantile = double.NaN)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"7d\", Calendar = WindowCalendar.Day)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0107:Rolling(Aggregates.Mean, \"7d\", Calendar = (WindowCalendar)9)|}] public float A { get; init; }")]
    [InlineData("[{|MLD0104:Lag(1)|}] public string? A { get; init; }")]
    [InlineData("[{|MLD0104:Rolling(Aggregates.Count, \"7d\")|}] public DateTime A { get; init; }")]
    [InlineData("[Numeric(Length = 2), {|MLD0104:SinceLast|}] public float[] A { get; init; } = [];")]
    [InlineData("[Lag(1)] public float {|MLD0107:A|} { get; init; } public float ALag1 { get; init; }")]
    [InlineData("[Lag(1)] public float {|MLD0107:A|} { get; init; } [Column(\"ALag1\")] public float B { get; init; }")]
    [InlineData("[Lag(1)] public float {|MLD0107:A|} { get; init; } public static void WindowStep() { }")]
    [InlineData("[Lag(1)] public float {|MLD0107:A|} => 1;")]
    [InlineData("[Arrived] public DateOnly {|MLD0107:Known|} { get; init; }")]
    [InlineData("[Arrived] public DateTimeOffset? {|MLD0104:Known|} { get; init; }")]
    [InlineData("[Arrived, Id] public DateTimeOffset {|MLD0105:Known|} { get; init; }")]
    public Task SaysWhatIsWrong(string column) =>
        Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ [EventTime] public DateTimeOffset At {{ get; init; }} {column} }}");

    [Theory]
    [InlineData("{|MLD0107:EventTime(Delay = \"x\")|}", "")]
    [InlineData("{|MLD0107:EventTime(Lateness = \"-1d\")|}", "")]
    [InlineData("{|MLD0107:EventTime(Delay = \"2d\", Lateness = \"1d\")|}", "")]
    [InlineData("{|MLD0107:EventTime(Delay = \"2d\")|}", "[Arrived] public DateTime Known { get; init; }")]
    [InlineData("{|MLD0107:EventTime(Zone = \" \")|}", "")]
    [InlineData("{|MLD0107:EventTime(Ambiguous = AmbiguousTime.Later)|}", "")]
    [InlineData("{|MLD0107:EventTime(Zone = \"Europe/Berlin\", Ambiguous = (AmbiguousTime)7)|}", "")]
    [InlineData("EventTime(Zone = \"Europe/Berlin\")", "[{|MLD0107:Rolling(Aggregates.Mean, \"36h\", Calendar = WindowCalendar.Day)|}] public float B { get; init; }")]
    public Task SaysWhatIsWrongWithTimes(string time, string column) =>
        Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ [{time}] public DateTime At {{ get; init; }} {column} }}");

    [Theory]
    [InlineData("Lateness = \"1d\"")]
    [InlineData("Zone = \"Europe/Berlin\"")]
    public Task WhatIsForWindowsGoesWithOne(string option) =>
        Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ [EventTime({option})] public DateTime {{|MLD0107:At|}} {{ get; init; }} }}");

    [Fact]
    public Task AnArrivalWithoutAnEventTimeIsRefused() =>
        Expect.Reports<DatasetAnalyzer>("[Dataset] public partial record Row { [Arrived] public DateTime {|MLD0107:Known|} { get; init; } }");

    [Fact]
    public void WritesWindows() => Snapshot.Match(Given.Dataset(
        """
        [Dataset]
        public partial record Sale
        {
            [Id] public required int Number { get; init; }
            [EventTime(Delay = "15m")] public required DateTimeOffset At { get; init; }
            [Label, Lag(1, Horizon = "1h"), Rolling(Aggregates.Mean, "7d", Horizon = "1h", Impute = Impute.Mean)] public float Amount { get; init; }
        }
        """));

    [Fact]
    public void WindowsOfEveryKindCompile() => Given.Dataset(
        """
        namespace Shops;

        public enum Kind { Small, Large }

        [Dataset]
        public readonly partial record struct Sale(
            [property: Id] string Number, [property: Group] Guid Shop, [property: EventTime(Zone = "Europe/Berlin", Ambiguous = AmbiguousTime.Later, Lateness = "3d")] DateTime At,
            [property: Arrived] DateTime Known, [property: Rolling((Aggregates)63, "7d", Calendar = WindowCalendar.Day), Rolling(Aggregates.Quantile, "2w", Quantile = 0.975)] decimal? Amount,
            [property: SinceLast, Lag(1, 2), Categorical] bool? Returned, [property: SinceLast, Categorical] Kind Kind, [property: SinceLast] string Note, [property: SinceLast] TimeSpan? @long, [property: Lag(3)] Half Share);

        [Features<Sale>]
        public static class SaleFeatures
        {
            [Numeric(Impute = Impute.Keep)] public static float? Rise(float? amountMaxIn7dLocal, float? amountMinIn7dLocal, float? amountQuantile97_5In2w) => amountMaxIn7dLocal - amountMinIn7dLocal + amountQuantile97_5In2w;
        }

        public class Stored { public DateTime At { get; set; } public int Level { get; set; } }

        [Dataset<Stored>]
        public partial class Gauge
        {
            [EventTime(Delay = "5m")] public DateTime At { get; init; }
            [Lag(1), Rolling(Aggregates.Max, "1h")] public double Level { get; init; }
            public static Gauge Of(Stored stored) => From(stored);
        }

        [Dataset]
        public partial class Visit
        {
            [Id] public ulong Number { get; init; }
            [EventTime] public DateOnly Day { get; init; }
            [Label, SinceLast(Horizon = "1d")] public bool Ill { get; init; }
        }
        """);
}
