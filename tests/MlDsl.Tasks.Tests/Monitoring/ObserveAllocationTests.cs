using MlDsl.Tasks.Tests.Forecasting;
using MlDsl.Testing;

namespace MlDsl.Tasks.Tests.Monitoring;

/// <summary>A forecast that was answered is counted without an allocation.</summary>
[Collection(Alone.Name)]
public sealed class ObserveAllocationTests
{
    [Fact]
    public void ObservingAllocatesNothing()
    {
        Sale[] history = [.. MadeUpSales.Of(3, 90)], ahead = [.. Enumerable.Range(90, 14).SelectMany(static day => Enumerable.Range(0, 3).Select(shop => new Sale { Shop = $"s{shop}", Day = MadeUpSales.First.AddDays(day), Discount = 1 }))];
        LinearSales model = LinearSales.Fit(Dataset<Sale>.FromRows(history).SplitByTime(0, 0).Train);
        using var monitor = new ModelMonitor<LinearSales, ForecastRequest<Sale>, ForecastAnswer<Sale>>(new MonitoringOptions { Every = Timeout.InfiniteTimeSpan });
        ForecastRequest<Sale>[] requests = [new(history, 14, ahead)];
        ForecastAnswer<Sale>[] answers = [new(model.Forecast(history, ahead))];
        long least = long.MaxValue;
        for (int measurement = 0; measurement < 3; measurement++)
        {
            for (int i = 0; i < 200; i++) monitor.Observe(model, requests, answers);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) monitor.Observe(model, requests, answers);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        Assert.Equal(3 * 300 * 42, Assert.Single(monitor.Close()).Window.Rows);
    }
}
