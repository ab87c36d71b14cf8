using MlDsl;
using MlDsl.Monitoring;
using MlDsl.Training;

namespace DriftTour;

/// <summary>A service of half a year: what it is asked is counted, outcomes come a week late, a challenger is fitted when errors have grown, and takes over where it is better.</summary>
public sealed class Service : IDisposable
{
    private static readonly TimeSpan LabelDelay = TimeSpan.FromDays(7);

    private readonly World world;
    private readonly Split<Trip> split;
    private readonly SimulatedClock clock;
    private readonly ModelMonitor<TripModel, Trip.Input, float> days;
    private readonly OutcomeStore outcomes;
    private readonly ChallengeLedger ledger;
    private readonly ModelRegistry registry;
    private readonly RetrainPolicy policy = new() { OnErrorAlarm = true, CoolDown = TimeSpan.FromDays(35), Window = TimeSpan.FromDays(14), Frozen = TimeSpan.FromDays(14), MinGain = 0.05 };
    private PerformanceEstimator<Trip.Input, RegressionEstimate> estimator;
    private ErrorAlarm errors;
    private DateTimeOffset trainedUntil, servesSince;
    private DateTimeOffset? attempt;

    public Service(World world, string folder, SimulatedClock clock)
    {
        (this.world, this.clock) = (world, clock);
        DateTime served = world.Start.UtcDateTime;
        split = Dataset<Trip>.FromRows(world.All.Where(trip => trip.At < served.AddDays(1))).SplitByTime(served.AddDays(-World.ValidationDays), served);
        Champion = TripModel.Fit(split.Train).WithReference(split.Validation);
        trainedUntil = world.Start.AddDays(-World.ValidationDays);
        days = new ModelMonitor<TripModel, Trip.Input, float>(new MonitoringOptions { Name = "trip-minutes by day", Every = Timeout.InfiniteTimeSpan, Alarms = null }, clock);
        outcomes = OutcomeStore.Open(Path.Combine(folder, "outcomes"), new OutcomeStoreOptions { Key = new byte[32], LabelDelay = LabelDelay, Durability = WriteDurability.OperatingSystem });
        ledger = ChallengeLedger.Open(Path.Combine(folder, "ledger.json"));
        registry = ModelRegistry.Open(Path.Combine(folder, "registry"), new RegistryOptions { Key = RegistryKey.Hmac(new byte[32]) });
        var file = new MemoryStream();
        Champion.Save(file);
        registry.Promote(registry.Add(file.ToArray(), trainedUntil, "the first").Hash, "the first");
        estimator = Champion.Estimator(split.Validation, new EstimateOptions { Replicates = 40 });
        errors = ErrorAlarm.Of([.. split.Validation.Rows.GroupBy(static trip => trip.At.Date).Select(day => day.Average(LossOf))]);
    }

    /// <summary>A window a week: the alarms of windows may be false in one week of twenty.</summary>
    public static MonitoringOptions Watched { get; } = new() { Name = "trip-minutes", Every = Timeout.InfiniteTimeSpan, Alarms = new AlarmOptions { WindowsPerWeek = 1 } };

    /// <summary>The model that answers.</summary>
    public TripModel Champion { get; private set; }

    /// <summary>What usual rules say of the same windows.</summary>
    public UsualRules Usual { get; } = new();

    /// <summary>What happened to the model, a line each.</summary>
    public List<string> Events { get; } = [];

    /// <summary>The challenges that were made, and how many of them were won.</summary>
    public (int Made, int Won) Challenges { get; private set; }

    /// <summary>Lives through the days, each of which lasts some time.</summary>
    public async Task RunAsync(IDesk desk, TimeSpan lasts = default, CancellationToken cancellation = default)
    {
        List<Trip.Input> week = [];
        for (int day = 0; day < World.WatchedDays; day++)
        {
            await Task.Delay(lasts, cancellation);
            DateTimeOffset today = world.Start.AddDays(day);
            IReadOnlyList<Trip> trips = world.Of(today);
            Trip.Input[] inputs = [.. trips.Select(static trip => trip.ToInput())];
            float[] minutes = await desk.AskAsync(trips);
            days.Observe(Champion, inputs, minutes);
            week.AddRange(inputs);
            outcomes.Log([.. trips.Select((trip, i) => LoggedPrediction.Of(Id(trip), new DateTimeOffset(trip.At, TimeSpan.Zero), minutes[i]))]);
            clock.Now = today.AddDays(1);
            foreach (ClosedWindow closed in days.Close().Where(static closed => closed.Window.Rows > 0)) Usual.Day(closed);
            TripModel before = Champion;
            if (day >= LabelDelay.Days) Learn(day, desk.Monitor);
            if (Champion != before) await desk.TakeAsync(Champion);
            if (day % 7 != 6) continue;
            foreach (ClosedWindow closed in desk.Monitor.Close().Where(static closed => closed.Window.Rows > 0)) Usual.Week(closed);
            desk.Monitor.Record(estimator.Estimate(week));
            week.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        days.Dispose();
        outcomes.Dispose();
    }

    // What became of the trips of a week ago.
    private void Learn(int day, ModelMonitor<TripModel> monitor)
    {
        DateTimeOffset late = world.Start.AddDays(day - LabelDelay.Days);
        outcomes.Add([.. world.Of(late).Select(trip => new ObservedOutcome(Id(trip), clock.Now, trip.Minutes))]);
        RollingMetrics<RegressionMetrics> due = outcomes.RegressionMetrics(clock.Now, TimeSpan.FromDays(1), new EvaluationOptions { Resamples = 0 });
        // What the model before said is not held against this one.
        if (late >= servesSince) errors = errors.After(clock.Now, due.Metrics!.Mae.Value);
        if (day % 7 == 6) monitor.Record(outcomes.RegressionMetrics(clock.Now, TimeSpan.FromDays(7)));
        var state = new RetrainState { Now = clock.Now, TrainedUntil = trainedUntil, LastAttempt = attempt, ErrorsSince = errors.Since };
        if (!policy.Decide(state).IsDue) return;
        if (attempt is null) Events.Add($"day {day}: errors have grown, a challenger is due");
        attempt = clock.Now;
        ChallengeResult<TripModel> result = Champion.Challenge(Dataset<Trip>.FromRows(world.All.Where(trip => trip.At < clock.Now - LabelDelay)), policy.Plan(state, LabelDelay), ledger);
        registry.Register(result);
        Challenges = (Challenges.Made + 1, Challenges.Won + (result.IsBetter ? 1 : 0));
        Events.Add(FormattableString.Invariant($"day {day}: {(result.IsBetter ? "promoted" : "not promoted")}, mean error {result.ChallengerLoss:F1} min after {result.ChampionLoss:F1} on {result.Rows} rows that neither saw"));
        if (!result.IsBetter) return;
        // The frozen rows, but for their last half day, are what it is measured on: its scores, estimates of its errors and the alarm of errors begin anew with them.
        ValidationSet<Trip> frozen = Dataset<Trip>.FromRows(world.All.Where(trip => trip.At < result.Until.UtcDateTime)).SplitByTime(result.From.UtcDateTime, result.Until.UtcDateTime.AddHours(-12)).Validation;
        Champion = result.Challenger.WithReference(frozen);
        (trainedUntil, servesSince) = (result.TrainedUntil, clock.Now);
        estimator = Champion.Estimator(frozen, new EstimateOptions { Replicates = 40 });
        errors = ErrorAlarm.Of([.. frozen.Rows.GroupBy(static trip => (trip.At.Date, trip.At.Hour / 12)).Select(half => half.Average(LossOf))]);
    }

    private double LossOf(Trip trip) => Math.Abs(trip.Minutes - Champion.Predict(trip.ToInput()));

    private static string Id(Trip trip) => trip.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
