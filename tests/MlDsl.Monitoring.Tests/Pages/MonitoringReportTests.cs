using System.Collections.Immutable;
using System.Text.Json;
using MlDsl.Monitoring.Tests.Observing;
using MlDsl.Observing;
using MlDsl.Training;

namespace MlDsl.Monitoring.Tests.Pages;

/// <summary>The page of a monitor: what it shows, and what it does not tell.</summary>
public sealed class MonitoringReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\" onload='x' \u202e";

    private readonly ScratchFolder folder = new();
    private readonly SetClock clock = new();
    private readonly ModelMonitor<VisitModel, Visit.Input, BinaryPrediction> monitor;

    public MonitoringReportTests() => monitor = new(new MonitoringOptions { Name = Hostile, Every = Timeout.InfiniteTimeSpan }, clock);

    public void Dispose()
    {
        monitor.Dispose();
        folder.Dispose();
    }

    private void Day(int day, double seconds = 1, int rows = 500)
    {
        Visit.Input[] inputs = [.. Visit.Made(rows, 1000 + day).Select(visit => (visit with { Seconds = visit.Seconds * seconds }).ToInput())];
        monitor.Watching(Visits.Model).Run(inputs, new BinaryPrediction[rows]);
        clock.Now += TimeSpan.FromDays(1);
        monitor.Close();
    }

    private JsonElement Section(string id) => JsonDocument.Parse(monitor.Report().ToJson()).RootElement.GetProperty("sections").GetProperty(id);

    [Fact]
    public void WindowsAndAlarmsAreOnIt()
    {
        for (int day = 0; day < 3; day++) Day(day);
        for (int day = 3; day < 6; day++) Day(day, seconds: 2);
        JsonElement facts = Section("monitoring").GetProperty("facts");
        Assert.Equal((6, 3000, monitor.Alarms.Count, 1), (facts.GetProperty("windows").GetInt32(), facts.GetProperty("rows in them").GetInt32(), facts.GetProperty("alarms").GetInt32(), facts.GetProperty("references").GetInt32()));
        Assert.Equal("2024-01-07 00:00", facts.GetProperty("until").GetString());
        JsonElement[] alarms = [.. Section("alarms").GetProperty("tables")[0].GetProperty("rows").EnumerateArray()];
        Assert.Equal(monitor.Alarms.Count, alarms.Length);
        DriftAlarm first = monitor.Alarms[0];
        Assert.Equal(("2024-01-04 00:00", "window", "Seconds", "where values lie"), (alarms[0][0].GetString(), alarms[0][2].GetString(), alarms[0][3].GetString(), alarms[0][4].GetString()));
        Assert.Equal(first.Evidence, alarms[0][6].GetDouble());
        JsonElement evidence = Section("windows").GetProperty("plots")[1].GetProperty("rows");
        Assert.Equal(6, evidence.GetArrayLength());
        Assert.True(evidence[0][1].GetDouble() < evidence[0][2].GetDouble());
        Assert.True(evidence[5][1].GetDouble() > evidence[5][2].GetDouble());
        // The column that was moved stands first.
        Assert.Equal("Seconds", Section("columns").GetProperty("plots")[0].GetProperty("title").GetString());
        Assert.Equal("probability", Section("scores").GetProperty("plots")[0].GetProperty("title").GetString());
    }

    [Fact]
    public void ThePageIsWrittenAndHostileNamesAreTexts()
    {
        Day(0);
        string path = folder["drift.html"];
        monitor.WriteReport(path);
        string page = File.ReadAllText(path);
        Assert.Equal(monitor.Report().ToHtml(), page);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39;", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => monitor.WriteReport(Path.Combine(folder["nowhere"], "drift.html")));
    }

    [Fact]
    public void AMonitorThatSawNothingSaysSo()
    {
        string page = monitor.Report().ToHtml();
        Assert.Contains("None was closed yet.", page, StringComparison.Ordinal);
        Assert.Contains("There was none.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    // One row's value would be its mean.
    [Fact]
    public void FewRowsHaveNoMean()
    {
        Day(0, rows: 40);
        Assert.False(JsonDocument.Parse(monitor.Report().ToJson()).RootElement.GetProperty("sections").TryGetProperty("columns", out _));
        Day(1, rows: 60);
        JsonElement[] rows = [.. Section("columns").GetProperty("tables")[0].GetProperty("rows").EnumerateArray()];
        Assert.Equal(JsonValueKind.Number, rows.Single(static row => row[0].GetString() == "Seconds")[2].ValueKind);
        Assert.Equal(1, Section("columns").GetProperty("plots")[0].GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public void OfPeopleThereIsNoMean()
    {
        ColumnProfile column = Visits.Model.Reference!.Columns.First(static column => column.Name == "Seconds");
        ImmutableArray<long> cells = [.. column.ToCells()];
        SeenColumn open = SeenColumn.Of(column, cells), sensitive = SeenColumn.Of(column with { IsSensitive = true }, cells);
        Assert.Equal((0, 0), (open.Shift, open.Distance));
        Assert.Equal((double.NaN, double.NaN, 0), (sensitive.Mean, sensitive.Reference, sensitive.Distance));
    }

    // The reference's mean and a shift in the column's unit are a mean as well.
    [Theory]
    [InlineData(false, 60, " EUR", true)]
    [InlineData(true, 60, " standard deviations", true)]
    [InlineData(false, 49, "of few rows", false)]
    [InlineData(true, 49, "of few rows", false)]
    public void AlarmsTellNoMeanOfPeopleOrOfFewRows(bool isSensitive, int rows, string by, bool hasScores)
    {
        WatchedColumns<float, float> columns = WatchedColumns<float, float>.None.Number("Income", static value => value, "EUR", isSensitive).Prediction(static value => value);
        ScorerReference<float, float> reference = columns.Reference(new Told(), Enumerable.Range(0, 5000).Select(static i => i % 97 * 10f));
        using var incomes = new ModelMonitor<Told, float, float>(reference, new MonitoringOptions { Every = Timeout.InfiniteTimeSpan }, clock);
        incomes.Watching(new Told()).Run([.. Enumerable.Range(0, rows).Select(static i => 300f + (i * 37 % 97 * 10))], new float[rows]);
        clock.Now += TimeSpan.FromDays(1);
        incomes.Close();
        DriftAlarm alarm = incomes.Alarms.First(static alarm => alarm is { Kind: AlarmKind.Window, Column: "Income" });
        Assert.Equal((ShiftKind.Location, rows, isSensitive), (alarm.What, alarm.Rows, alarm.IsSensitive));
        JsonElement row = JsonDocument.Parse(incomes.Report().ToJson()).RootElement.GetProperty("sections").GetProperty("alarms").GetProperty("tables")[0].GetProperty("rows").EnumerateArray().First(static row => row[3].GetString() == "Income");
        Assert.EndsWith(by, row[5].GetString(), StringComparison.Ordinal);
        Assert.Equal(hasScores, row[8].GetString()!.Length > 0);
        Assert.Equal(hasScores, alarm.Scores.Length == 1);
        Assert.Equal(by == " EUR", alarm.ToString().Contains("EUR", StringComparison.Ordinal));
        Assert.Equal(rows < 50, alarm.ToString().Contains("values moved in fewer than 50 rows since", StringComparison.Ordinal));
    }

    // Of one row it is its value, under the name of a group.
    [Fact]
    public void AGroupOfFewRowsIsNotTold()
    {
        GroupReference reference = GroupReference.Of([.. Made("seldom", 500), .. Made("many", 500)]);
        monitor.Record("Origin", reference.Window([new("seldom", 73.25), .. Made("many", 50), new("other", 4)], clock.Now, clock.Now));
        string page = monitor.Report().ToHtml();
        Assert.DoesNotContain("73.2", page, StringComparison.Ordinal);
        Assert.DoesNotContain("seldom", page, StringComparison.Ordinal);
        Assert.Contains("2 rows are of groups of too few rows", page, StringComparison.Ordinal);
        Assert.Equal("many", Section("groups").GetProperty("plots")[0].GetProperty("rows")[0][0].GetString());

        static IEnumerable<GroupValue> Made(string group, int rows) => Enumerable.Range(0, rows).Select(i => new GroupValue(group, i % 5));
    }

    [Fact]
    public void PerformanceAndGroupsAreTold()
    {
        clock.Now = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
        BinaryEstimate estimate = new() { Rows = 500, Level = 0.95, Support = default, Accuracy = new Metric(0.8, 0.75, 0.85) };
        monitor.Record(estimate);
        monitor.Record(estimate with { Problem = "30 rows are outside", Accuracy = Metric.Undefined });
        BinaryMetrics metrics = BinaryEvaluator.Evaluate([1, 0, 1, 0], [0.9f, 0.2f, 0.4f, 0.1f], new Probability(0.5f), new EvaluationRows { Side = "rolling" }, null, new EvaluationOptions { Resamples = 0 });
        monitor.Record(new RollingMetrics<BinaryMetrics>(clock.Now.AddDays(-14), clock.Now.AddDays(-7), 5, 4, metrics, TimeSpan.FromDays(7), TimeSpan.FromDays(2), TimeSpan.FromDays(6), "Outcomes exist for some"));
        GroupValue[] errors = [.. Enumerable.Range(0, 200).Select(static i => new GroupValue(i % 2 == 0 ? Hostile : "b", i % 5 == 0 ? 1 : 0))];
        monitor.Record("Origin", GroupReference.Of(errors).Window(errors.Skip(100), clock.Now.AddDays(-7), clock.Now));
        JsonElement performance = Section("performance");
        Assert.Equal(["Outcomes exist for some", "30 rows are outside"], performance.GetProperty("tables")[0].GetProperty("rows").EnumerateArray().Select(static row => row[1].GetString()));
        JsonElement accuracy = performance.GetProperty("plots").EnumerateArray().Single(static plot => plot.GetProperty("title").GetString() == "accuracy").GetProperty("rows");
        Assert.Equal(("2024-02-23 00:00", "by labels", 4, 0.75), (accuracy[0][0].GetString(), accuracy[0][1].GetString(), accuracy[0][2].GetInt32(), accuracy[0][3].GetProperty("value").GetDouble()));
        Assert.Equal(("estimated", 0.75), (accuracy[1][1].GetString(), accuracy[1][3].GetProperty("low").GetDouble()));
        JsonElement groups = Section("groups").GetProperty("plots")[0].GetProperty("rows");
        Assert.Equal(2, groups.GetArrayLength());
        Assert.Equal(0.2, groups[0][2].GetProperty("value").GetDouble(), 9);
        Assert.DoesNotContain("<script", monitor.Report().ToHtml(), StringComparison.Ordinal);
    }

    /// <summary>Says what it is asked.</summary>
    private sealed class Told : IScorer<float, float>
    {
        public void Run(in float input, out float output) => output = input;

        public void Run(ReadOnlySpan<float> inputs, Span<float> outputs) => inputs.CopyTo(outputs);

        public ValueTask<float> RunAsync(float input, CancellationToken cancellation = default) => new(input);
    }
}
