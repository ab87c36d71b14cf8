using System.Reflection;
using System.Text.RegularExpressions;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tracking.Tests.Gates;

/// <summary>Requirements in code: held by the whole interval, not by its middle, on all rows and on slices.</summary>
public sealed partial class GateTests
{
    private static readonly Split<Trip> Rows = Trip.Split(1000);
    private static readonly GatedModel Model = GatedModel.Fit(Rows.Train);
    private static readonly Assessment<RegressionMetrics> Final = Model.Assess(Rows.Test);

    [Theory]
    [InlineData("RMSE <= 3", 2, 1, 3, GateVerdict.Held)]
    [InlineData("RMSE <= 2.9", 2, 1, 3, GateVerdict.NotShown)]
    [InlineData("RMSE <= 1", 2, 1, 3, GateVerdict.NotShown)]
    [InlineData("RMSE <= 0.9", 2, 1, 3, GateVerdict.NotHeld)]
    [InlineData("RMSE >= 1", 2, 1, 3, GateVerdict.Held)]
    [InlineData("RMSE >= 1.1", 2, 1, 3, GateVerdict.NotShown)]
    [InlineData("RMSE >= 3.1", 2, 1, 3, GateVerdict.NotHeld)]
    [InlineData("RMSE >= 1", 2, double.NaN, double.NaN, GateVerdict.NotShown)]
    [InlineData("RMSE >= 1", double.NaN, double.NaN, double.NaN, GateVerdict.NotMeasured)]
    [InlineData("MAE >= 1", 2, 1, 3, GateVerdict.NotMeasured)]
    public void TheIntervalDecides(string requirement, double value, double low, double high, GateVerdict verdict)
    {
        GateFinding finding = Assert.Single(GateCheck.Of([Requirement.Parse(requirement)], [new NamedMetric("RMSE", new Metric(value, low, high))]).Findings);
        Assert.Equal(verdict, finding.Verdict);
        Assert.Equal(verdict != GateVerdict.Held, finding.IsFailure);
    }

    [Fact]
    public void TheDeclarationIsHeldAgainstAnAssessment()
    {
        Metric latency = new(2, 1.5, 2.5);
        GateReport report = Model.Check(Final, latency);
        Assert.Equal(
            ["RMSE <= 1000", "R² >= 0.999", "MAE >= 0, <= 1000 for each Borough", "MAE >= 0, <= 1000 for each Borough", "MAE >= 0, <= 1000 for each Borough", "latency <= 50"],
            report.Findings.Select(static f => $"{f.Requirement}"));
        Assert.Equal(["all rows", "all rows", $"Borough = {Trip.Secret}0", $"Borough = {Trip.Secret}1", $"Borough = {Trip.Secret}2", "all rows"], report.Findings.Select(static f => f.Where));
        Assert.Equal([false, true, false, false, false, false], report.Findings.Select(static f => f.IsFailure));
        Assert.False(report.Passed);
        // What is held is in no message.
        Assert.StartsWith("R² >= 0.999, all rows: not held, 0.", Assert.Throws<GateException>(report.ThrowIfFailed).Message, StringComparison.Ordinal);
        Assert.Contains("latency <= 50, all rows: not measured", Assert.Throws<GateException>(Model.Check(Final.Metrics).ThrowIfFailed).Message, StringComparison.Ordinal);
        Assert.Equal("RMSE <= 1000, all rows: held, " + Final.Metrics.Rmse, $"{report.Findings[0]}");
    }

    [Fact]
    public void SlicesWithFewRowsAreToldAndKeepNothing()
    {
        int most = Model.Evaluate(Rows.Validation).Slices.Max(static s => s.Rows);
        RegressionMetrics few = Model.Evaluate(Rows.Validation, new() { MinSliceRows = most });
        GateReport report = GateCheck.Of([new Requirement(Metric.Mae, atMost: 1000, slice: "Borough")], few, Metric.Undefined);
        Assert.Equal(3, report.Findings.Count);
        Assert.Contains(report.Findings, static f => f.Verdict == GateVerdict.Held);
        Assert.Contains(report.Findings, static f => $"{f}".EndsWith("too few rows to be measured", StringComparison.Ordinal));
        Assert.True(report.Passed);
        report.ThrowIfFailed();
    }

    // A requirement of which nothing was measured would hold nothing back.
    [Fact]
    public void SlicesThatAllHaveFewRowsDoNotPass()
    {
        RegressionMetrics few = Model.Evaluate(Rows.Validation, new() { MinSliceRows = 1000 });
        GateReport report = GateCheck.Of([new Requirement(Metric.Mae, atMost: 1000, slice: "Borough")], few, Metric.Undefined);
        Assert.Equal([GateVerdict.NotMeasured, GateVerdict.TooFewRows, GateVerdict.TooFewRows, GateVerdict.TooFewRows], report.Findings.Select(static f => f.Verdict));
        Assert.Contains("every Borough: not measured: there is no such metric, these rows do not define it, or none of the slices has rows enough", Assert.Throws<GateException>(report.ThrowIfFailed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("'RMSE' is required without a bound", Assert.Throws<ArgumentException>(static () => new Requirement("RMSE")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be at least 2 and at most 1", Assert.Throws<ArgumentException>(static () => new Requirement("RMSE", 2, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("must be finite", Assert.Throws<ArgumentException>(static () => new Requirement("RMSE", double.NegativeInfinity)).Message, StringComparison.Ordinal);
        Assert.Contains("leave the slice out", Assert.Throws<ArgumentException>(static () => new Requirement(Metric.Latency, atMost: 1, slice: "Borough")).Message, StringComparison.Ordinal);
        Assert.Contains("The latency is required by P99Microseconds", Assert.Throws<ArgumentException>(static () => Requirement.Of(new(Metric.Latency) { AtMost = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("leave AtLeast and AtMost out", Assert.Throws<ArgumentException>(static () => Requirement.Of(new(Metric.Latency) { P99Microseconds = 50, AtMost = 10 })).Message, StringComparison.Ordinal);
        Assert.Contains("P99Microseconds is a bound of the latency, and not of 'RMSE'", Assert.Throws<ArgumentException>(static () => Requirement.Of(new(Metric.Rmse) { P99Microseconds = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("names no [Sensitive] column of the metrics; their slices are of Borough",
            Assert.Throws<ArgumentException>(static () => GateCheck.Of([new Requirement("RMSE", atMost: 1, slice: "Miles")], Final.Metrics, Metric.Undefined)).Message, StringComparison.Ordinal);
        Assert.Contains("'trip-fare' requires nothing", Assert.Throws<InvalidOperationException>(static () => TripModel.Fit(Rows.Train).Check(Final)).Message, StringComparison.Ordinal);
        foreach (string text in (string[])["", "RMSE", "RMSE < 3", "<= 3", " <= 3", "RMSE <= much", "RMSE <= NaN"])
            Assert.Contains("is no requirement", Assert.Throws<FormatException>(() => Requirement.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileIsHeldAgainstItsLastEvaluation()
    {
        using var file = new MemoryStream();
        Model.Save(file);
        file.Position = 0;
        DynamicModel loaded = DynamicModel.Load(file);
        GateReport report = loaded.Check([Requirement.Parse("R2 >= 0.5"), Requirement.Parse("RMSE <= 0.1")]);
        Assert.Equal([GateVerdict.Held, GateVerdict.NotHeld], report.Findings.Select(static f => f.Verdict));
        Assert.Equal(Final.Metrics.Rmse, report.Findings[1].Metric);
        Assert.Contains("was not evaluated on holdout rows", Assert.Throws<ArgumentException>(() => loaded.Check([Requirement.Parse("R2 >= 0.5")], "holdout")).Message, StringComparison.Ordinal);
        Assert.Contains("is not told by a file", Assert.Throws<ArgumentException>(() => loaded.Check([new Requirement("RMSE", atMost: 1, slice: "Borough")])).Message, StringComparison.Ordinal);
        Assert.Contains("give a requirement", Assert.Throws<ArgumentException>(() => loaded.Check([])).Message, StringComparison.Ordinal);
    }

    // Each name is one that a task's metrics have, as their sources say: of a ranking there is one more for each cut-off.
    [Fact]
    public void NamesAreThoseOfMetrics()
    {
        string scores = Path.Combine(CSharp.Root, "src", "MlDsl", "Scores");
        IEnumerable<string> known = ((string[])["Regression", "Binary", "Multiclass", "Ranking"])
            .SelectMany(task => NewMetric().Matches(File.ReadAllText(Path.Combine(scores, $"{task}Metrics.cs"))).Select(static m => m.Groups[1].Value)).Append(Metric.Latency).Distinct();
        string[] names = [.. typeof(Metric).GetFields(BindingFlags.Public | BindingFlags.Static).Where(static f => f.IsLiteral).Select(static f => (string)f.GetRawConstantValue()!)];
        Assert.Equal(known.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    // Of 1 to 10,000 the 99th percentile is 9,900; ranks of its interval are 1.96 · √(10,000 · 0.99 · 0.01) = 19.5 away.
    [Fact]
    public void APercentileHasTheIntervalOfItsOrderStatistics()
    {
        long[] ticks = [.. Enumerable.Range(1, 10_000).Select(static i => (long)i).OrderBy(static i => i * 7919 % 10_007)];
        Metric found = Latency.Percentile(ticks, 0.99);
        double unit = 1e6 / System.Diagnostics.Stopwatch.Frequency;
        Assert.Equal((9900 * unit, 9881 * unit, 9921 * unit), (found.Value, found.Low, found.High));
    }

    // Of times that are drawn, the interval covers the true percentile in 95 of 100: of 400 at least 364 and at most 396 with a probability of 0.999.
    [Fact]
    public void TheIntervalCoversThePercentile()
    {
        var random = new Random(5);
        double truth = -Math.Log(0.01) * 1e6 * 1e6 / System.Diagnostics.Stopwatch.Frequency;
        int covered = Enumerable.Range(0, 400).Count(_ =>
        {
            Metric found = Latency.Percentile([.. Enumerable.Range(0, 2000).Select(_ => (long)(-Math.Log(1 - random.NextDouble()) * 1e6))], 0.99);
            return found.Low <= truth && truth <= found.High;
        });
        Assert.InRange(covered, 364, 396);
    }

    [Fact]
    public void PredictionsAreTimed()
    {
        Trip.Input[] inputs = [.. Rows.Validation.Rows.Select(static trip => trip.ToInput())];
        Metric latency = Latency.P99(Model, inputs, 1000);
        Assert.True(latency.Low > 0 && latency.Low <= latency.Value && latency.Value <= latency.High);
        Assert.Throws<ArgumentOutOfRangeException>(() => Latency.P99(Model, inputs, 999));
        Assert.Throws<ArgumentException>(static () => Latency.P99(Model, []));
    }

    [GeneratedRegex("""new\("([^"]+)", """)]
    private static partial Regex NewMetric();
}

[Model<Trip, Regression>(Name = "gated")]
[PoissonRegression(L2 = 0.01)]
[Require(Metric.Rmse, AtMost = 1000)]
[Require(Metric.RSquared, AtLeast = 0.999)]
[Require(Metric.Mae, AtLeast = 0, AtMost = 1000, Slice = "Borough")]
[Require(Metric.Latency, P99Microseconds = 50)]
public sealed partial class GatedModel;
