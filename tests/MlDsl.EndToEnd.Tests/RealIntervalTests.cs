using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Coverage on data that nobody here made. MLDSL_SPLITS says over how many random splits; the step `trees` takes twenty.</summary>
public sealed class RealIntervalTests(ITestOutputHelper output)
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 20 };
    private static readonly int Splits = int.TryParse(Environment.GetEnvironmentVariable("MLDSL_SPLITS"), CultureInfo.InvariantCulture, out int splits) ? splits : 2;

    [FactWith("taxi-fare-train.csv", "taxi-fare-test.csv")]
    public void TaxiFaresAreHeldAsOftenAsIsSaid()
    {
        var split = Dataset<Trip>.FromCsv(TestData.File("taxi-fare-train.csv"))
            .SplitRandom(validation: 0, test: Dataset<Trip>.FromCsv(TestData.File("taxi-fare-test.csv")), seed: 1);
        IntervalMetrics metrics = TripIntervalModel.Fit(split.Train).Assess(split.Test, Quick).Metrics.Intervals!;
        output.WriteLine(FormattableString.Invariant($"coverage_taxi={metrics.Coverage.Value:F4}: {metrics}"));
        Assert.InRange(metrics.Coverage.Value, 0.89, 0.91);
        Assert.Null(metrics.Warning);
    }

    [FactWith("bike-hour.csv")]
    public void HoursAtRandomAreHeldAsOftenAsIsSaid()
    {
        Dataset<BikeHourAlone> hours = Dataset<BikeHourAlone>.FromCsv(TestData.File("bike-hour.csv"));
        double[] coverages = [.. Enumerable.Range(1, Splits).Select(seed =>
        {
            var split = hours.SplitRandom(validation: 0, test: 0.2, seed);
            return BikeAloneModel.Fit(split.Train).Assess(split.Test, Quick with { Resamples = 0 }).Metrics.Intervals!.Coverage.Value;
        })];
        output.WriteLine(FormattableString.Invariant($"coverage_bike_random={coverages.Average():F4} on average of {Splits} random splits, {coverages.Min():0.0000} to {coverages.Max():0.0000}"));
        // One split has a deviation of 0.8 per cent.
        double around = Math.Max(0.01, 0.03 / Math.Sqrt(Splits));
        Assert.InRange(coverages.Average(), 0.9 - around, 0.9 + around);
    }

    [FactWith("bike-hour.csv")]
    public void LaterHoursAreHeldLessOftenAndThatIsSaid()
    {
        var split = Dataset<BikeHour>.FromCsv(TestData.File("bike-hour.csv")).SplitByTime(validation: 0, test: 0.2, embargo: TimeSpan.FromDays(1));
        BikeIntervalModel model = BikeIntervalModel.Fit(split.Train);
        RegressionMetrics metrics = model.Assess(split.Test, Quick).Metrics;
        output.WriteLine(FormattableString.Invariant($"coverage_bike_time={metrics.Intervals!.Coverage.Value:F4}: {metrics.Intervals}, p = {model.Intervals.Exchangeability:R}"));
        Assert.InRange(metrics.Intervals.Coverage.Value, 0.83, 1);
        Assert.True(model.Intervals.IsDoubtful);
        Assert.Contains("The intervals cannot be said to hold 90%", metrics.ToString(), StringComparison.Ordinal);
    }
}
