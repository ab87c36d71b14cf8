using System.Globalization;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Alarms;

/// <summary>How often alarms are false, and how soon they are right. <c>MLDSL_DRIFT_RUNS</c> says how many runs there are of each world; the step <c>monitoring</c> takes 2,000.</summary>
[Collection(Alone.Name)]
public sealed class DriftSimulationTests(ITestOutputHelper output)
{
    private const int Usual = 16, Days = 90;

    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("MLDSL_DRIFT_RUNS") ?? $"{Usual}", CultureInfo.InvariantCulture);

    // Few runs are far from the rate by chance: four standard errors of runs whose weeks share a reference.
    private static double Slack => 4 * Math.Sqrt(0.05 * 0.95 / (Runs * 12)) / 0.05;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void AlarmsOfRowsThatDoNotChangeAreAsRareAsDeclared(double correlation) => Hold(new DriftWorld { Correlation = correlation }, $"correlation={correlation}", Days, Runs, raw: false);

    [Fact]
    public void DaysThatDifferAreNoDrift() =>
        Hold(new DriftWorld { Correlation = 0.5, DayEffect = 0.2, ReferenceDays = 120 }, "days=0.2", Days, Runs, raw: false);

    [Fact]
    public void DaysThatFollowEachOtherAreNoDrift() =>
        Hold(new DriftWorld { Correlation = 0.5, DayEffect = 0.2, Following = 0.5, ReferenceDays = 120 }, "following=0.5", Days, Runs, raw: false);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void SoAreAlarmsOfRawRows(double correlation) =>
        Hold(new DriftWorld { Correlation = correlation }, $"raw=true correlation={correlation}", Days, Math.Max(4, Runs / 40), raw: true);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void AShiftOfAFifthOfADeviationInOneOfFiftyColumnsIsFoundWithinThreeWindows(double correlation)
    {
        DriftSimulation shifted = DriftSimulation.Run(new DriftWorld { Correlation = correlation }, Math.Max(Runs, 40), 3, shift: 0.2);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"monitoring: shift=0.2 correlation={correlation} runs={shifted.Runs} found_in_3={shifted.FoundRate:F4} psi_0.1={shifted.FoundTenth / (double)shifted.Runs:F4}"));
        Assert.InRange(shifted.FoundRate, 0.9, 1);
    }

    private void Hold(DriftWorld world, string name, int days, int runs, bool raw)
    {
        DriftSimulation unchanged = DriftSimulation.Run(world, runs, days, raw: raw);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"monitoring: {name} runs={runs} weeks={unchanged.Weeks} declared=0.05 window_false={unchanged.WindowRate:F4} ratio={unchanged.WindowRate / 0.05:F3} trend_false={unchanged.TrendRate:F4} "
            + $"psi_0.1={Share(unchanged.TenthWeeks, unchanged.Weeks)} psi_0.25={Share(unchanged.QuarterWeeks, unchanged.Weeks)} daily_p={Share(unchanged.DailyWeeks, unchanged.Weeks)}"));
        double slack = Slack * Math.Sqrt(Runs / (double)runs);
        Assert.InRange(unchanged.WindowRate / 0.05, 0.9 - Math.Max(0.2, slack), 0.9 + Math.Max(0.2, slack));
        Assert.InRange(unchanged.TrendRate, 0, Math.Max(0.05, 2.0 / runs));
    }

    private static string Share(int some, int all) => (some / (double)all).ToString("F4", CultureInfo.InvariantCulture);
}
