using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Tests.Windows;

/// <summary>Declarations whose windows would see what is not known yet: none compiles.</summary>
public sealed class LeakingWindowTests
{
    private const string Time = "[EventTime] public DateTimeOffset At { get; init; }";

    [Theory]
    // The row itself, and rows after it.
    [InlineData("[{|MLD1302:Lag(0)|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Lag(-1)|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Lag(1, 0)|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Lag(7, -7)|}] public int A { get; init; }")]
    [InlineData("[{|MLD1302:Lag(int.MinValue)|}] public bool A { get; init; }")]
    [InlineData("[Numeric, {|MLD1302:Lag(0, Horizon = \"1h\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Rolling(Aggregates.Mean, \"0d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Rolling(Aggregates.Mean, \"-7d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Rolling(Aggregates.Count, \"-1s\")|}] public bool? A { get; init; }")]
    // The label, before anybody knows it.
    [InlineData("[Label, {|MLD1302:Lag(1)|}] public float A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Lag(24, 168)|}] public int A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Rolling(Aggregates.Mean, \"7d\")|}] public float A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Rolling(Aggregates.Max | Aggregates.Std, \"1h\")|}] public float A { get; init; }")]
    [InlineData("[Label, {|MLD1302:SinceLast|}] public bool A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Lag(1, Horizon = \"0h\")|}] public float A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Rolling(Aggregates.Mean, \"7d\", Horizon = \"0s\")|}] public float A { get; init; }")]
    [InlineData("[Label, {|MLD1302:SinceLast(Horizon = \"0d\")|}] public bool A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Lag(1, Horizon = \"-1h\")|}] public float A { get; init; }")]
    // What is known only after the outcome.
    [InlineData("[Column(Available = Availability.AfterOutcome), {|MLD1302:Lag(1)|}] public float A { get; init; }")]
    [InlineData("[PastCovariate, {|MLD1302:Lag(1)|}] public float A { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome), {|MLD1302:Rolling(Aggregates.Quantile, \"30d\", Quantile = 0.9)|}] public float A { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome), {|MLD1302:SinceLast|}] public string? A { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome), {|MLD1302:Lag(2, Horizon = \"0m\")|}] public float A { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome), {|MLD1302:SinceLast(Horizon = \"-2w\")|}] public bool A { get; init; }")]
    // Windows that end before anything in them is known.
    [InlineData("[Label, {|MLD1302:Rolling(Aggregates.Mean, \"1d\", Horizon = \"1d\")|}] public float A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Rolling(Aggregates.Mean, \"24h\", Horizon = \"2d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Rolling(Aggregates.Min, \"90m\", Horizon = \"2h\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Rolling(Aggregates.Mean, \"7d\", Horizon = \"-7d\")|}] public float A { get; init; }")]
    public Task AWindowThatSeesTooMuchIsRefused(string column) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {Time} {column} }}");

    [Theory]
    [InlineData("[{|MLD1302:Lag(1)|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:Rolling(Aggregates.Mean, \"7d\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:SinceLast|}] public bool A { get; init; }")]
    [InlineData("[Label, {|MLD1302:Lag(1, Horizon = \"1h\")|}] public float A { get; init; }")]
    [InlineData("[{|MLD1302:EventTime(Delay = \"-1h\")|}] public DateTime At { get; init; } [Lag(1)] public float A { get; init; }")]
    [InlineData("[EventTime(Delay = \"2d\")] public DateTime At { get; init; } [{|MLD1302:Rolling(Aggregates.Mean, \"1d\")|}] public float A { get; init; }")]
    [InlineData("[EventTime(Delay = \"1w\")] public DateOnly At { get; init; } [Label, {|MLD1302:Rolling(Aggregates.Mean, \"7d\", Horizon = \"1h\")|}] public float A { get; init; }")]
    [InlineData("[EventTime] public DateTime At { get; init; } [Arrived, {|MLD0104:Numeric|}] public DateTime {|MLD0105:Known|} { get; init; }")]
    public Task AWindowWithoutATimeOfItsOwnIsRefused(string columns) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {columns} }}");

    [Theory]
    [InlineData("[Lag(1, 7)] public float A { get; init; }")]
    [InlineData("[Label, Lag(1, Horizon = \"1s\"), Rolling(Aggregates.Mean, \"7d\", Horizon = \"1d\")] public float A { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome), SinceLast(Horizon = \"2w\")] public bool A { get; init; }")]
    [InlineData("[SinceLast] public string? A { get; init; }")]
    [InlineData("[Rolling(Aggregates.Mean | Aggregates.Quantile, \"7d\", Quantile = 0.975), Rolling(Aggregates.Mean, \"30d\")] public decimal? A { get; init; }")]
    public Task AWindowOfWhatIsKnownIsNot(string column) => Expect.Reports<DatasetAnalyzer>($"[Dataset] public partial record Row {{ {Time} {column} }}");

    [Fact]
    public Task IsSilencedByPragma() => Expect.Reports<DatasetAnalyzer>($$"""
        [Dataset] public partial record Row
        {
            {{Time}}
        #pragma warning disable MLD1302
            [Lag(0)] public float A { get; init; }
        #pragma warning restore MLD1302
        }
        """);
}
