using System.Diagnostics;
using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Tasks.Tests.Forecasting;

/// <summary>
/// The hourly series of the M4 competition, against the figures that its organisers published. <c>MLDSL_FORECAST_SEEDS</c> says how many seeds the pooled model is fitted with on all 414 series;
/// without it one is, on each twelfth.
/// </summary>
public sealed class MFourTests(ITestOutputHelper output)
{
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("MLDSL_FORECAST_SEEDS") ?? "0", CultureInfo.InvariantCulture);

    // 1.193 and 0.628, 2.454 and 1.006: "Evaluation and Ranks" of Mcompetitions/M4-methods, reproduced with its own code.
    [FactWith(MFour.Train, MFour.Test)]
    public void TheSeasonBeforeHasThePublishedErrors()
    {
        var (train, test) = MFour.Split();
        ForecastMetrics metrics = NaiveNumbers.Fit(train).Assess(test, train).Metrics;
        Assert.Equal(414, metrics.Series);
        Assert.Equal(1.193, metrics.Mase.Value, 0.01);
        Assert.Equal(0.628, metrics.Owa.Value, 0.01);
        Assert.Equal(metrics.Mase.Value, metrics.Baseline!.Mase.Value);
        Assert.Equal(metrics.Owa.Value, metrics.Baseline.Owa.Value);
    }

    [FactWith(MFour.Train, MFour.Test)]
    public void ThetaHasThePublishedErrors()
    {
        var (train, test) = MFour.Split();
        ForecastMetrics metrics = ThetaNumbers.Fit(train).Assess(test, train).Metrics;
        Assert.Equal(2.454, metrics.Mase.Value, 0.01);
        Assert.Equal(1.006, metrics.Owa.Value, 0.01);
    }

    // A model for each series, as who has one series has: half a day ahead, from four origins of each.
    [FactWith(MFour.Train, MFour.Test)]
    public void IntervalsOfASeriesAloneHoldWhatTheySay()
    {
        double theta = 0, naive = 0;
        int models = 0;
        for (int series = 0; series < MFour.Series; series += Seeds > 0 ? 1 : 12, models++)
        {
            var (train, test) = MFour.Split(MFour.Series, series);
            theta += ThetaHalfDay.Fit(train).Assess(test, train).Metrics.Coverage.Value;
            naive += NaiveHalfDay.Fit(train).Assess(test, train).Metrics.Coverage.Value;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tasks: alone models={models} coverage_theta={theta / models:F4} coverage_naive={naive / models:F4}"));
        Assert.InRange(theta / models, 0.9, 0.99);
        Assert.InRange(naive / models, 0.9, 0.99);
    }

    [FactWith(MFour.Train, MFour.Test, "libgomp.so.1")]
    public void PooledTreesAreBetterThanTheSeasonBefore()
    {
        var (train, test) = MFour.Split(Seeds > 0 ? 1 : 12);
        double owa = 0, mase = 0, msis = 0, seconds = 0, processor = 0, least = 1, most = 0, low = 1, high = 0;
        for (int seed = 0; seed < Math.Max(1, Seeds); seed++)
        {
            var trainer = new LightGbmOptions { Trees = Seeds > 0 ? 300 : 60, Leaves = 63, LearningRate = Seeds > 0 ? 0.05 : 0.1, MinRows = 50, ColumnShare = 0.5, RowShare = 0.7, Loss = LightGbmLoss.Absolute, Seed = seed };
            var watch = Stopwatch.StartNew();
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            PooledNumbers model = PooledNumbers.Fit(train, trainer);
            seconds = Math.Max(seconds, watch.Elapsed.TotalSeconds);
            processor = Math.Max(processor, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
            ForecastMetrics metrics = model.Assess(test, train).Metrics;
            output.WriteLine($"{metrics}");
            (owa, mase, msis) = (Math.Max(owa, metrics.Owa.Value), Math.Max(mase, metrics.Mase.Value), Math.Max(msis, metrics.Msis.Value));
            (least, most) = (Math.Min(least, metrics.Coverage.Value), Math.Max(most, metrics.Coverage.Value));
            // Resamples draw series: the values of one are no independent ones.
            (low, high) = (Math.Min(low, metrics.Coverage.Low), Math.Max(high, metrics.Coverage.High));
            Assert.True(metrics.Mase.Value < metrics.Baseline!.Mase.Value, $"{metrics}");
            Assert.True(metrics.Msis.Value < metrics.Baseline.Msis.Value, $"{metrics}");
            // What is promised lies within what the series tell, of each seed.
            if (Seeds > 0) Assert.InRange(0.95, metrics.Coverage.Low, metrics.Coverage.High);
        }
        if (Seeds == 0) return;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tasks: owa={owa:F4} mase={mase:F4} msis={msis:F3} coverage={least:F4} coverage_most={most:F4} coverage_low={low:F4} coverage_high={high:F4} forecast_s={seconds:F1} forecast_processor_s={processor:F1}"));
        Assert.InRange(owa, 0, 0.42);
        Assert.InRange(mase, 0, 0.80);
        Assert.InRange(msis, 0, 7.5);
        Assert.InRange(least, 0.94, 0.97);
        Assert.InRange(most, 0.94, 0.97);
    }
}
