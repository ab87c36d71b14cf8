using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests;

/// <summary>What a service answers is counted by whoever observes it.</summary>
public sealed class MonitoringTests
{
    private static readonly MonitoringOptions ByHand = new() { Every = Timeout.InfiniteTimeSpan, Alarms = null };

    private static Task<Service> RideAsync(Action<IServiceCollection> more, Action<ServingOptions>? options = null) => Service.StartAsync(
        (builder, service) =>
        {
            builder.Services.AddModel<RideModel>(o =>
            {
                (o.Name, o.File, o.Watch, o.PollEvery) = ("ride", service["ride.mldsl"], false, TimeSpan.Zero);
                options?.Invoke(o);
            });
            more(builder.Services);
        },
        static app =>
        {
            app.MapModel<RideModel>("/fare");
            app.MapOpenInference();
        },
        static service => service.Put("ride.mldsl", Made.Bytes(Made.Ride.Save)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnsweredRowsAreCounted(bool isTogether)
    {
        await using Service service = await RideAsync(
            static services => services.AddMonitoring<RideModel>(ByHand), isTogether ? static o => o.Batching = new BatchingOptions() : null);
        var monitor = service.App.Services.GetRequiredService<ModelMonitor<RideModel>>();
        // Nothing of the warm-up.
        Assert.Equal(0, monitor.Close().Sum(static w => w.Window.Rows));
        Assert.Equal(200, (await service.AskAsync("/fare", Made.Json)).Status);
        Assert.Equal(200, (await service.AskAsync("/fare", $"[{Made.Json},{Made.Json}]")).Status);
        Assert.Equal(400, (await service.AskAsync("/fare", """{"vendor":1}""")).Status);
        ProfileWindow window = Assert.Single(monitor.Close()).Window;
        Assert.Equal(3, window.Rows);
        ReferenceProfile reference = Made.Ride.Reference!;
        int vendor = reference.Columns.Select(static c => c.Name).ToList().IndexOf("Vendor");
        Assert.Equal(3, window.Columns[vendor][reference.Columns[vendor].Categories.IndexOf("CMT")]);

        service.Put("ride.mldsl", Made.Bytes(Made.OtherRide.Save));
        Assert.Equal(ReloadStatus.Loaded, (await service.App.Services.GetRequiredService<ServedModel<RideModel>>().ReloadAsync()).Status);
        Assert.Equal(200, (await service.AskAsync("/fare", Made.Json)).Status);
        Assert.Equal((Made.OtherRide.Reference!.Hash, 1L), monitor.Close().Select(static w => (w.Window.Reference, w.Window.Rows)).Single());
    }

    [Fact]
    public async Task AShiftOfWhatAServiceIsAskedIsLogged()
    {
        await using Service service = await RideAsync(static services => services.AddMonitoring<RideModel>(static provider =>
        {
            ILogger log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("Drift");
            return new MonitoringOptions { Every = Timeout.InfiniteTimeSpan, OnAlarm = alarm => log.Log(LogLevel.Warning, default, alarm, null, static (said, _) => said.ToString()) };
        }));
        var monitor = service.App.Services.GetRequiredService<ModelMonitor<RideModel>>();
        for (int day = 0; day < 7; day++) await AskAsync(10 + day, longer: 1);
        Assert.Empty(monitor.Alarms);
        await AskAsync(20, longer: 1.5);
        Assert.Contains(monitor.Alarms, static alarm => alarm is { Kind: MlDsl.Monitoring.AlarmKind.Window, Column: "Seconds", Shift: > 300 });
        Assert.Contains(service.Log, static line => line.Contains("Seconds: values moved by", StringComparison.Ordinal));

        async Task AskAsync(int seed, double longer)
        {
            IEnumerable<string> rows = Made.Rides(seed).Select(ride => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"vendor":"{{ride.Vendor}}","seconds":{{(float)(ride.Seconds * longer)}},"miles":{{ride.Miles?.ToString(CultureInfo.InvariantCulture) ?? "null"}},"payment":"{{ride.Payment}}","riders":{{ride.Riders}},"at":"{{ride.At:yyyy-MM-ddTHH:mm:ss}}","toll":{{(ride.Toll ? "true" : "false")}}}"""));
            foreach (string[] part in rows.Chunk(50)) Assert.Equal(200, (await service.AskAsync("/fare", $"[{string.Join(',', part)}]")).Status);
            monitor.Close();
        }
    }

    [Fact]
    public async Task AnObserverThatFailsIsSaidOnce()
    {
        await using Service service = await RideAsync(static services => services.AddSingleton<IPredictionObserver<RideModel, Ride.Input, float>>(new Failing()));
        for (int i = 0; i < 3; i++) Assert.Equal(200, (await service.AskAsync("/fare", Made.Json)).Status);
        Assert.Single(service.Log, static line => line.Contains("what observes its rows failed", StringComparison.Ordinal));
    }

    [Fact]
    public void AModelIsMonitoredOnce()
    {
        IServiceCollection services = new ServiceCollection().AddMonitoring<RideModel>();
        Assert.Contains("'RideModel' is monitored already", Assert.Throws<ArgumentException>(() => services.AddMonitoring<RideModel>()).Message, StringComparison.Ordinal);
    }

    private sealed class Failing : IPredictionObserver<RideModel, Ride.Input, float>
    {
        public void Observe(RideModel model, ReadOnlySpan<Ride.Input> inputs, ReadOnlySpan<float> outputs) => throw new InvalidOperationException("no");
    }
}
