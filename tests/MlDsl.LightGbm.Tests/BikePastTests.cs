using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.LightGbm.Tests;

/// <summary>What the past of a series is worth, on later hours than those that were learned from.</summary>
public sealed class BikePastTests(ITestOutputHelper output)
{
    private static readonly EvaluationOptions Quick = new() { Resamples = 0 };

    [FactWith("bike-hour.csv")]
    public void WindowsOverThePastTakeAQuarterOfTheErrorAway()
    {
        Dataset<BikeHour> hours = Dataset<BikeHour>.FromCsv(TestData.File("bike-hour.csv"));
        Split<BikeHour> alone = hours.SplitByTime(validation: 0, test: 0.2, embargo: TimeSpan.FromDays(1));
        double before = BikeModel.Fit(alone.Train).Assess(alone.Test, Quick).Metrics.Rmse.Value;

        BikePast[] rows = [.. hours.Rows.Select(BikePast.Of)];
        DateTime from = alone.Description.TestFrom!.Value;
        Split<BikePast> split = Dataset<BikePast>.FromRows(rows).SplitByTime(from.AddDays(-1).AddHours(1), from);
        Assert.Equal((alone.Test.Count, alone.Train.Count), (split.Test.Count, split.Train.Count));
        double after = BikePastModel.Fit(split.Train).Assess(split.Test, Quick).Metrics.Rmse.Value;
        // The same trees without the past: what the windows are worth themselves.
        BikeNow[] present = [.. hours.Rows.Select(BikeNow.Of)];
        Split<BikeNow> now = Dataset<BikeNow>.FromRows(present).SplitByTime(from.AddDays(-1).AddHours(1), from, TimeSpan.FromHours(1));
        Assert.Equal((split.Test.Count, split.Train.Count), (now.Test.Count, now.Train.Count));
        double trees = BikeNowModel.Fit(now.Train).Assess(now.Test, Quick).Metrics.Rmse.Value;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bike_rmse={after:F2} bike_rmse_linear={before:F2} bike_rmse_without_past={trees:F2} rows={split.Test.Count}"));
        Assert.InRange(before, 90, 110);
        Assert.InRange(after, 0, 105 * 0.75);
        Assert.InRange(after, 0, before * 0.75);
        Assert.InRange(after, 0, trees * 0.8);
    }
}
