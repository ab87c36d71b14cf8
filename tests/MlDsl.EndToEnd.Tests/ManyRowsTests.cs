using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>
/// Evaluation streams. <c>eng/steps/rows.sh</c> runs these with 20 million rows under a heap of 1 GiB; rows held, or 50 bytes a row, would not
/// fit there.
/// </summary>
public sealed class ManyRowsTests
{
    private static readonly int Rows = int.Parse(Environment.GetEnvironmentVariable("MLDSL_ROWS") ?? "20000", CultureInfo.InvariantCulture);
    private static readonly EvaluationOptions Options = new() { Resamples = 20 };

    [Fact]
    public void ARegressionIsMeasured()
    {
        var model = MeterModel.Fit(Some<Meter>(Meter).Train);
        RegressionMetrics metrics = model.Evaluate(Many(Meter), Options);
        Assert.Equal(Rows, metrics.Rows);
        // The noise is uniform on ±1: its mean magnitude is 1/2, its root mean square 1/√3.
        Assert.Equal(0.5, metrics.Mae.Value, 0.03);
        Assert.Equal(1 / Math.Sqrt(3), metrics.Rmse.Value, 0.03);
        Assert.True(metrics.Rmse.HasInterval);
        Assert.All(model.Importance(Many(Meter)), static column => Assert.Equal(Math.Min(Rows, 100_000), column.Rows));
    }

    [Fact]
    public void TwoClassesAreMeasured()
    {
        var model = AlarmModel.Fit(Some<Alarm>(Alarm).Train);
        BinaryMetrics metrics = model.Evaluate(Many(Alarm), Options);
        BinaryConfusion cells = metrics.Confusion;
        Assert.Equal(Rows, metrics.Rows);
        Assert.Equal(Enumerable.Range(0, Rows).Sum(static i => (double)Count(i)), cells.TruePositives + cells.FalsePositives + cells.TrueNegatives + cells.FalseNegatives);
        Assert.InRange(metrics.RocAuc.Value, 0.9, 1);
        Assert.True(metrics.RocAuc.HasInterval);
        Assert.InRange(model.WithBestThreshold(Many(Alarm)).Threshold.Value, 0.2f, 0.8f);
    }

    [Fact]
    public void ThreeClassesAreMeasured()
    {
        MulticlassMetrics metrics = GradingModel.Fit(Some<Grading>(Grading).Train).Evaluate(Many(Grading), Options);
        Assert.Equal(Rows, metrics.Rows);
        Assert.Equal(Rows, metrics.Classes.Sum(static c => c.Rows));
        Assert.InRange(metrics.MicroAccuracy.Value, 0.7, 1);
        Assert.True(metrics.LogLoss.HasInterval);
    }

    private static Split<TRow> Some<TRow>(Func<int, TRow> row) where TRow : IRow<TRow>, IRowsWithGroups =>
        Dataset<TRow>.FromRows([.. Enumerable.Range(0, 5000).Select(row)]).SplitByGroup(validation: 0.1, test: 0.1, seed: 1);

    private static ValidationSet<TRow> Many<TRow>(Func<int, TRow> row) where TRow : IRow<TRow> => new(new RowSelection<TRow>(
        Dataset<TRow>.FromRows(Enumerable.Range(0, Rows).Select(row)).Source, null, [], new DataFingerprint(0, 0, Rows), new SplitDescription { Method = SplitMethod.None }));

    private static Meter Meter(int i) => new() { House = i / 4, Count = Count(i), Load = Load(i), Heat = 10 + (3 * Load(i)) + Noise(i) };

    private static Alarm Alarm(int i) => new() { House = i / 4, Count = Count(i), Load = Load(i), Rang = (4 * Load(i)) + Noise(i) > 0 };

    private static Grading Grading(int i) => new() { House = i / 4, Count = Count(i), Load = Load(i), Level = ((4 * Load(i)) + Noise(i)) switch { < -1 => Level.Low, < 1 => Level.Middle, _ => Level.High } };

    private static float Count(int i) => 1 + (i % 3);

    // Uniform on ±1; one is independent of the other.
    private static float Load(int i) => Uniform((ulong)i * 2);

    private static float Noise(int i) => Uniform(((ulong)i * 2) + 1);

    private static float Uniform(ulong number) => (float)((RowHash.Mix(number + 0x9E3779B97F4A7C15) >> 40) / (double)(1 << 23)) - 1;
}
