using System.Globalization;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl;

/// <summary>When a model is to be fitted again, and to which rows, as data: each reason that is set is enough alone, but for the cool-down, which holds all of them back.</summary>
public sealed record RetrainPolicy
{
    /// <summary>Due when the model's training rows end so long ago; null for never. Above zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public TimeSpan? MaxAge { get; init => field = Positive(value, nameof(MaxAge)); }

    /// <summary>Due when so many labelled rows are later than the training rows; null for never. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public long? NewRows
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(NewRows), value, "NewRows is 1 or more, or null");
    }

    /// <summary>Due when a drift alarm stands.</summary>
    public bool OnDrift { get; init; }

    /// <summary>Due when an <see cref="ErrorAlarm"/> stands.</summary>
    public bool OnErrorAlarm { get; init; }

    /// <summary>Due when the whole interval of a metric is beyond its bound, such as <c>RMSE &lt;= 60</c>. A bound that lies within the interval is no reason: it may be chance.</summary>
    /// <exception cref="ArgumentException">A requirement is of a slice, or of the latency.</exception>
    public IReadOnlyList<Requirement> Metrics
    {
        get;
        init => field = value.FirstOrDefault(static m => m.Slice is not null || m.Metric == Metric.Latency) is { } other
            ? throw new ArgumentException($"'{other}' is none of all rows' metrics, by which a policy decides; leave it out", nameof(Metrics))
            : ValueList.Of(value);
    } = ValueList<Requirement>.Empty;

    /// <summary>Not due again so soon after the last attempt, whatever came of that; zero or longer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan CoolDown
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(CoolDown), value, "A cool-down is zero or longer");
    }

    /// <summary>How long the time of the rows is that a challenger is fitted to; a year unless set. Above zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public TimeSpan Window { get; init => field = Positive(value, nameof(Window))!.Value; } = TimeSpan.FromDays(365);

    /// <summary>How long the time of the frozen rows is that both models are compared on; four weeks unless set. Above zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public TimeSpan Frozen { get; init => field = Positive(value, nameof(Frozen))!.Value; } = TimeSpan.FromDays(28);

    /// <summary>The share of the champion's loss that a challenger must save for sure; 0 or more and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 on and below 1.</exception>
    public double MinGain { get; init => field = ChallengePlan.Share(value); }

    /// <summary>Which rows a challenger of now is fitted to and compared on.</summary>
    /// <param name="state">The time, and where the champion's training rows end.</param>
    /// <param name="labelDelay">How long after its row a label is known.</param>
    public ChallengePlan Plan(RetrainState state, TimeSpan labelDelay)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new() { Now = state.Now, ChampionTrainedUntil = state.TrainedUntil, LabelDelay = labelDelay, Window = Window, Frozen = Frozen, MinGain = MinGain };
    }

    /// <summary>Whether the model is to be fitted again, and why.</summary>
    /// <param name="state">What is known.</param>
    /// <exception cref="InvalidOperationException">The policy has no reason to ever fit again.</exception>
    /// <exception cref="ArgumentException">There are metrics, and one of the policy's is not among them: its bound could never be a reason.</exception>
    public RetrainDecision Decide(RetrainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (MaxAge is null && NewRows is null && !OnDrift && !OnErrorAlarm && Metrics.Count == 0)
            throw new InvalidOperationException("The policy never fits again: set MaxAge, NewRows, OnDrift, OnErrorAlarm or Metrics");
        if (state.Metrics.Count > 0 && Metrics.FirstOrDefault(wanted => state.Metrics.All(m => m.Name != wanted.Metric)) is { } unknown)
            throw new ArgumentException($"'{unknown}' is of none of the metrics that are known, {string.Join(", ", state.Metrics.Select(static m => m.Name))}; name one of these in the policy", nameof(state));
        string[] reasons = [.. Reasons(state)];
        DateTimeOffset? until = state.LastAttempt + CoolDown;
        bool waits = reasons.Length > 0 && until > state.Now;
        return new RetrainDecision(reasons.Length > 0 && !waits, reasons, waits ? until : null) { Undecided = ValueList.Of(Undecided(state)) };
    }

    /// <summary>The policy as JSON.</summary>
    public string ToJson() => System.Text.Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        if (MaxAge is { } age) json.WriteString("maxAge", age.ToString("c", CultureInfo.InvariantCulture));
        if (NewRows is { } rows) json.WriteNumber("newRows", rows);
        if (OnDrift) json.WriteBoolean("onDrift", true);
        if (OnErrorAlarm) json.WriteBoolean("onErrorAlarm", true);
        if (Metrics.Count > 0)
        {
            json.WriteStartArray("metrics");
            foreach (Requirement metric in Metrics.SelectMany(Bounds)) json.WriteStringValue(metric.ToString());
            json.WriteEndArray();
        }
        json.WriteString("window", Window.ToString("c", CultureInfo.InvariantCulture));
        json.WriteString("frozen", Frozen.ToString("c", CultureInfo.InvariantCulture));
        if (MinGain > 0) json.WriteNumber("minGain", MinGain);
        if (CoolDown > TimeSpan.Zero) json.WriteString("coolDown", CoolDown.ToString("c", CultureInfo.InvariantCulture));
    }));

    /// <summary>Reads what <see cref="ToJson"/> wrote, or a person.</summary>
    /// <exception cref="FormatException">It is no policy; the message names the member.</exception>
    public static RetrainPolicy Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var policy = new RetrainPolicy();
        string member = "the policy";
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                member = $"'{property.Name}'";
                policy = property.Name switch
                {
                    "maxAge" => policy with { MaxAge = Time(property.Value) },
                    "newRows" => policy with { NewRows = property.Value.GetInt64() },
                    "onDrift" => policy with { OnDrift = property.Value.GetBoolean() },
                    "onErrorAlarm" => policy with { OnErrorAlarm = property.Value.GetBoolean() },
                    "metrics" => policy with { Metrics = [.. property.Value.EnumerateArray().Select(static m => Requirement.Parse(m.GetString()!))] },
                    "window" => policy with { Window = Time(property.Value) },
                    "frozen" => policy with { Frozen = Time(property.Value) },
                    "minGain" => policy with { MinGain = property.Value.GetDouble() },
                    "coolDown" => policy with { CoolDown = Time(property.Value) },
                    _ => throw new FormatException("it is none of maxAge, newRows, onDrift, onErrorAlarm, metrics, window, frozen, minGain and coolDown"),
                };
            }
            return policy;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new FormatException($"The retrain policy cannot be read at {member}: {problem.Message}", problem);
        }
    }

    private IEnumerable<string> Reasons(RetrainState state)
    {
        if (MaxAge is { } age && state.Now - state.TrainedUntil >= age) yield return string.Create(CultureInfo.InvariantCulture, $"age: the training rows end {state.Now - state.TrainedUntil} ago, and {age} is the most");
        if (NewRows is { } rows && state.NewRows >= rows) yield return string.Create(CultureInfo.InvariantCulture, $"volume: {state.NewRows:N0} labelled rows are new, and {rows:N0} are enough");
        if (OnDrift && state.DriftSince is { } drift) yield return string.Create(CultureInfo.InvariantCulture, $"drift: alarmed since {drift.UtcDateTime:u}");
        if (OnErrorAlarm && state.ErrorsSince is { } errors) yield return string.Create(CultureInfo.InvariantCulture, $"errors: alarmed since {errors.UtcDateTime:u}");
        foreach (Requirement wanted in Metrics)
        {
            NamedMetric found = state.Metrics.FirstOrDefault(m => m.Name == wanted.Metric);
            // The whole interval beyond the bound.
            if (found.Name is not null && found.Metric.HasInterval && (found.Metric.High < wanted.AtLeast || found.Metric.Low > wanted.AtMost)) yield return $"metric: {found}, and {wanted} is wanted";
        }
    }

    private IEnumerable<string> Undecided(RetrainState state)
    {
        foreach (Requirement wanted in Metrics)
        {
            if (state.Metrics.Count == 0) yield return $"metric: {wanted} is asked, and no metric is known";
            else if (state.Metrics.First(m => m.Name == wanted.Metric) is { Metric.HasInterval: false } found) yield return $"metric: {wanted} is asked, and {found} has no interval that could be beyond it; measure it with resamples, on more rows";
        }
    }

    // A text has one bound.
    private static IEnumerable<Requirement> Bounds(Requirement metric)
    {
        if (!double.IsNaN(metric.AtLeast)) yield return new(metric.Metric, atLeast: metric.AtLeast);
        if (!double.IsNaN(metric.AtMost)) yield return new(metric.Metric, atMost: metric.AtMost);
    }

    private static TimeSpan? Positive(TimeSpan? value, string name) =>
        value is null || value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is a time above zero, or null");

    private static TimeSpan Time(JsonElement value) => TimeSpan.ParseExact(value.GetString()!, "c", CultureInfo.InvariantCulture);
}

/// <summary>What a policy decides by.</summary>
public sealed record RetrainState
{
    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The last event time of the rows that the model was fitted to.</summary>
    public required DateTimeOffset TrainedUntil { get; init; }

    /// <summary>When a challenger was fitted last; null for never.</summary>
    public DateTimeOffset? LastAttempt { get; init; }

    /// <summary>The labelled rows that are later than the training rows.</summary>
    public long NewRows { get; init; }

    /// <summary>Since when a drift alarm stands; null for none.</summary>
    public DateTimeOffset? DriftSince { get; init; }

    /// <summary>Since when an error alarm stands; null for none.</summary>
    public DateTimeOffset? ErrorsSince { get; init; }

    /// <summary>The newest rolling metrics, with intervals.</summary>
    public IReadOnlyList<NamedMetric> Metrics { get; init => field = ValueList.Of(value); } = ValueList<NamedMetric>.Empty;
}

/// <summary>What a policy decided.</summary>
/// <param name="IsDue">Whether the model is to be fitted again now.</param>
/// <param name="Reasons">Every reason that there is, as a sentence that begins with its kind: age, volume, drift, errors or metric.</param>
/// <param name="WaitsUntil">Until when the cool-down holds the reasons back; null where it does not.</param>
public sealed record RetrainDecision(bool IsDue, IReadOnlyList<string> Reasons, DateTimeOffset? WaitsUntil)
{
    /// <summary>Bounds of metrics that could not be asked, each as a sentence: they are no reason, and do not say that all is well.</summary>
    public IReadOnlyList<string> Undecided { get; init; } = ValueList<string>.Empty;

    /// <summary>The decision, its reasons and what could not be asked, a line each; in every culture alike.</summary>
    public override string ToString()
    {
        string head = IsDue ? "Fit again" : WaitsUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"Wait until {until.UtcDateTime:u}") : "Nothing is due";
        return string.Join('\n', [head, .. Reasons, .. Undecided.Select(static u => $"Not asked: {u}")]);
    }
}
