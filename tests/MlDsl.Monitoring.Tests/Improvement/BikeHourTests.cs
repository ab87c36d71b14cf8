using System.Globalization;
using MlDsl.Testing;
using Scaffolds;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Improvement;

/// <summary>Bicycle hire of 2011 and 2012, whose second year is not like its first: what a service would have seen with labels that come a week late.</summary>
public sealed class BikeHourTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromDays(7);
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [FactWith("bike-hour.csv")]
    public void ErrorsAreAlarmedAndAChallengerTakesOver()
    {
        Dataset<BikeHour> rows = BikeHourFile.Read(TestData.File("bike-hour.csv"));
        DateTimeOffset until = Day(2011, 8, 1), year = Day(2012, 1, 1);
        Split<BikeHour> split = rows.SplitByTime(until.UtcDateTime, year.UtcDateTime);
        BikeHourModel champion = BikeHourModel.Fit(split.Train);
        double[] reference = [.. split.Validation.Rows.GroupBy(static r => r.Dteday).Select(day => day.Average(r => Math.Abs(r.Cnt - champion.Predict(r.ToInput()))))];
        ErrorAlarm alarm = ErrorAlarm.Of(reference, alpha: 0.05);
        var policy = new RetrainPolicy { OnErrorAlarm = true, CoolDown = TimeSpan.FromDays(60), MinGain = 0.02 };
        ChallengeLedger ledger = ChallengeLedger.Open(folder["ledger.json"]);
        using OutcomeStore store = OutcomeStore.Open(folder["store"], new() { Key = new byte[32], LabelDelay = Delay, Durability = WriteDurability.OperatingSystem });

        ILookup<DateTime, BikeHour> days = rows.Rows.ToLookup(static r => r.Dteday);
        ChallengeResult<BikeHourModel>? result = null;
        DateTimeOffset? attempt = null;
        for (DateTimeOffset now = year; now < Day(2013, 1, 1) && result is not { IsBetter: true }; now = now.AddDays(1))
        {
            store.Log([.. days[now.DateTime].Select(r => LoggedPrediction.Of(Id(r), now, champion.Predict(r.ToInput())))]);
            store.Add([.. days[(now - Delay).DateTime].Where(_ => now - Delay >= year).Select(r => new ObservedOutcome(Id(r), now, r.Cnt))]);
            // The day that is a week old by now; a day without hires is none.
            RollingMetrics<RegressionMetrics> due = store.RegressionMetrics(now.AddTicks(1), TimeSpan.FromTicks(1), new() { Resamples = 0 });
            if (due.Metrics is null) continue;
            Assert.Equal(due.Predictions, due.WithOutcome);
            alarm = alarm.After(due.From, due.Metrics.Mae.Value);
            var state = new RetrainState { Now = now, TrainedUntil = until, LastAttempt = attempt, ErrorsSince = alarm.Since };
            RetrainDecision decision = policy.Decide(state);
            if (!decision.IsDue) continue;
            attempt = now;
            result = champion.Challenge(rows, policy.Plan(state, Delay), ledger);
            output.WriteLine($"{now.UtcDateTime:yyyy-MM-dd} {decision.Reasons[0]}; {alarm}");
            output.WriteLine($"  {result}");
        }
        Assert.Equal(default, store.Counts with { Predictions = 0, Joined = 0 });
        Assert.NotNull(alarm.Since);
        Assert.True(result is { IsBetter: true, Gain.Low: > 0 });
        // Later than both models' rows.
        Assert.True(result.From > until && result.From > result.TrainedUntil);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: bike_error_alarm={alarm.Since.Value.UtcDateTime:yyyy-MM-dd} bike_gain_low={result.Gain.Low:F1} bike_gain={result.Gain.Value:F1}"));

        static string Id(BikeHour row) => string.Create(CultureInfo.InvariantCulture, $"{row.Instant}");
    }

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
