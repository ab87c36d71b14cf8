using MlDsl.Monitoring;
using MlDsl.Reports;
using MlDsl.Reports.Tests.Whole;
using MlDsl.Training;

namespace MlDsl.Browser.Tests.Reports;

/// <summary>The page of a monitor of a model of hostile names, with everything on it.</summary>
internal static class WatchedReports
{
    public static Report Purchases()
    {
        Split<Purchase> split = Purchase.Made(4000);
        PurchaseModel model = PurchaseModel.Fit(split.Train).WithReference(split.Validation);
        var clock = new Clock();
        using var monitor = new ModelMonitor<PurchaseModel, Purchase.Input, BinaryPrediction>(new MonitoringOptions { Name = Purchase.Hostile, Every = Timeout.InfiniteTimeSpan }, clock);
        PerformanceEstimator<Purchase.Input, BinaryEstimate> estimator = model.Estimator(split.Validation, new EstimateOptions { Replicates = 40 });
        Purchase[] rows = [.. split.Validation.Rows];
        GroupReference groups = GroupReference.Of(rows.Select(row => new GroupValue(row.People, row.IsLate == model.Predict(row.ToInput()).Label ? 0 : 1)));
        for (int day = 0; day < 12; day++)
        {
            // From the eighth day on amounts are twice as large, and the shop is another.
            Purchase[] seen = [.. rows.Skip(day * 120).Take(120).Select(row => day < 7 ? row : row with { Amount = 2 * row.Amount, Shop = Purchase.Hostile })];
            Purchase.Input[] inputs = [.. seen.Select(static row => row.ToInput())];
            monitor.Watching(model).Run(inputs, new BinaryPrediction[inputs.Length]);
            clock.Now += TimeSpan.FromDays(1);
            monitor.Close();
            monitor.Record(estimator.Estimate(inputs));
            BinaryMetrics metrics = BinaryEvaluator.Evaluate([.. seen.Select(static row => row.IsLate ? 1f : 0)], [.. inputs.Select(input => model.Predict(in input).Probability.Value)], model.Threshold, new EvaluationRows { Side = "rolling" }, null, null);
            monitor.Record(new RollingMetrics<BinaryMetrics>(clock.Now.AddDays(-1), clock.Now, 120, 120, metrics, TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(2), null));
            monitor.Record("people", groups.Window(seen.Select(row => new GroupValue(row.People, row.IsLate == model.Predict(row.ToInput()).Label ? 0 : 1)), clock.Now.AddDays(-1), clock.Now));
        }
        return monitor.Report();
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
