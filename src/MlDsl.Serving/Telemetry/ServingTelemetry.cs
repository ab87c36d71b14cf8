using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>
/// What a service tells of its models: metrics of the meter <c>MlDsl.Serving</c>, activities of the source of that name, logs. Names of models and
/// columns are in them, values of rows never.
/// </summary>
internal sealed partial class ServingTelemetry : IDisposable
{
    public const string Name = "MlDsl.Serving";

    private const string Model = "mldsl.model.name", Version = "mldsl.model.version", Column = "mldsl.column", Kind = "error.type";

    private static readonly ActivitySource Source = new(Name);

    private readonly ILogger logger;
    private readonly Meter meter;
    private readonly Histogram<double> duration, waited, shadowDuration, shadowDifference;
    private readonly Histogram<int> batches;
    private readonly Counter<long> rows, rejected, invalid, unknown, reloads, vanished, shadowed, shadowRows, canaried;

    public ServingTelemetry(IMeterFactory meters, ILoggerFactory loggers)
    {
        logger = loggers.CreateLogger(Name);
        meter = meters.Create(Name);
        const string Requests = "mldsl.serving.request.duration", Said = "How long requests take from their first byte read to their answer written";
        const string Waits = "mldsl.serving.queue.duration", SaidOfWaits = "How long requests wait until their first row is computed", Batches = "mldsl.serving.batch.rows", SaidOfBatches = "Rows that were computed in one call";
        const string Shadows = "mldsl.serving.shadow.duration", SaidOfShadows = "How long a shadow takes to read and compute a request's rows";
        const string Differences = "mldsl.serving.shadow.difference", SaidOfDifferences = "The largest difference between a number of the model's answer and the shadow's";
#if NET9_0_OR_GREATER
        // The usual boundaries are for milliseconds.
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };
        duration = meter.CreateHistogram(Requests, "s", Said, tags: null, seconds);
        waited = meter.CreateHistogram(Waits, "s", SaidOfWaits, tags: null, seconds);
        shadowDuration = meter.CreateHistogram(Shadows, "s", SaidOfShadows, tags: null, seconds);
        shadowDifference = meter.CreateHistogram(Differences, null, SaidOfDifferences, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1000] });
        batches = meter.CreateHistogram(Batches, "{row}", SaidOfBatches, tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
#else
        duration = meter.CreateHistogram<double>(Requests, "s", Said);
        waited = meter.CreateHistogram<double>(Waits, "s", SaidOfWaits);
        shadowDuration = meter.CreateHistogram<double>(Shadows, "s", SaidOfShadows);
        shadowDifference = meter.CreateHistogram<double>(Differences, null, SaidOfDifferences);
        batches = meter.CreateHistogram<int>(Batches, "{row}", SaidOfBatches);
#endif
        rows = meter.CreateCounter<long>("mldsl.serving.rows", "{row}", "Rows that were answered");
        rejected = meter.CreateCounter<long>("mldsl.serving.rejected", "{request}", "Requests that were not answered, by the reason");
        invalid = meter.CreateCounter<long>("mldsl.serving.invalid", "{request}", "Requests with a row that could not be read or was not taken, by the column");
        unknown = meter.CreateCounter<long>("mldsl.serving.unknown_categories", "{value}", "Texts that training did not keep, by the column");
        shadowed = meter.CreateCounter<long>("mldsl.serving.shadow.requests", "{request}", "Requests that a shadow was to compute, by what came of them");
        shadowRows = meter.CreateCounter<long>("mldsl.serving.shadow.rows", "{row}", "Rows that a shadow computed, by whether its outputs differ");
        canaried = meter.CreateCounter<long>("mldsl.serving.canary.requests", "{request}", "Requests that a canary was to answer, by what came of them");
        reloads = meter.CreateCounter<long>("mldsl.serving.reloads", "{reload}", "Models that were loaded, refused or rolled back");
        vanished = meter.CreateCounter<long>("mldsl.serving.vanished", "{request}", "Requests whose sender was gone before the answer");
    }

    public static Activity? Start(string model)
    {
        // The name is made only for somebody who listens.
        if (!Source.HasListeners()) return null;
        Activity? activity = Source.StartActivity("predict " + model);
        activity?.SetTag(Model, model);
        return activity;
    }

    public void Answered<TModel>(string name, LoadedModel<TModel> loaded, Exchange exchange, long started, Activity? activity) where TModel : class
    {
        string version = loaded.Version!;
        // The clock is asked only for somebody who listens.
        if (duration.Enabled) duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new TagList { { Model, name }, { Version, version } });
        if (rows.Enabled) rows.Add(exchange.Rows, new TagList { { Model, name }, { Version, version } });
        if (unknown.Enabled) Count(name, loaded.Format, exchange);
        if (activity is null) return;
        activity.SetTag(Version, version);
        activity.SetTag("mldsl.rows", exchange.Rows);
    }

    public void Rejected(string name, ModelGeneration? generation, RequestProblem problem, TimeSpan took, Activity? activity)
    {
        var tags = new TagList { { Model, name }, { Version, generation?.ToString() ?? "" }, { Kind, problem.Kind } };
        duration.Record(took.TotalSeconds, in tags);
        rejected.Add(1, in tags);
        LogRejected(name, problem.Status, problem.Kind, problem.Row ?? -1, problem.Column ?? "");
        activity?.SetTag(Kind, problem.Kind);
        activity?.SetStatus(problem.Status >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }

    /// <param name="name">The served model.</param>
    /// <param name="generation">What answered.</param>
    /// <param name="column">The column; null where it is none of the model's: what callers make up is no tag.</param>
    /// <param name="kind">What is wrong.</param>
    public void Invalid(string name, ModelGeneration generation, string? column, string kind) =>
        invalid.Add(1, new TagList { { Model, name }, { Version, generation.ToString() }, { Column, column ?? "" }, { Kind, kind } });

    public void Batched<TModel>(string name, LoadedModel<TModel> loaded, int rows) where TModel : class
    {
        if (batches.Enabled) batches.Record(rows, new TagList { { Model, name }, { Version, (string)loaded.Version! } });
    }

    public void Waited<TModel>(string name, LoadedModel<TModel> loaded, TimeSpan time) where TModel : class
    {
        if (waited.Enabled) waited.Record(time.TotalSeconds, new TagList { { Model, name }, { Version, (string)loaded.Version! } });
    }

    public void Vanished(string name, TimeSpan took)
    {
        vanished.Add(1, new KeyValuePair<string, object?>(Model, name));
        LogVanished(name, took.TotalSeconds);
    }

    /// <param name="name">The served model.</param>
    /// <param name="problem">What was thrown.</param>
    /// <param name="mayTell">Whether its message may be told: the code that throws may put the value of a sensitive column into it.</param>
    public void Failed(string name, Exception problem, bool mayTell)
    {
        if (mayTell) LogFailed(name, problem);
        else LogFailedSilently(name, problem.GetType().ToString(), problem.StackTrace ?? "");
    }

    public void Loaded(string name, ModelGeneration generation)
    {
        reloads.Add(1, new TagList { { Model, name }, { "mldsl.reload", "loaded" } });
        LogLoaded(name, generation, generation.Number, generation.GoldenRows);
    }

    public void RolledBack(string name, ModelGeneration generation)
    {
        reloads.Add(1, new TagList { { Model, name }, { "mldsl.reload", "rolled-back" } });
        LogRolledBack(name, generation, generation.Number);
    }

    public void Refused(string name, string problem, bool isAnswering)
    {
        reloads.Add(1, new TagList { { Model, name }, { "mldsl.reload", "refused" } });
        if (isAnswering) LogRefused(name, problem);
        else LogNothingAnswers(name, problem);
    }

    public void Removed(string name) => LogRemoved(name);

    public void Unlisted(string folder, Exception problem) => LogUnlisted(folder, problem);

    public void Unseen(string folder, Exception problem) => LogUnseen(folder, problem);

    public void Dispose() => meter.Dispose();

    private void Count(string name, JsonRowFormat format, Exchange exchange)
    {
        for (int i = 0; i < exchange.Unknown.Length; i++)
            if (exchange.Unknown[i] > 0) unknown.Add(exchange.Unknown[i], new TagList { { Model, name }, { Column, format.Name(i) } });
    }

    [LoggerMessage(1, LogLevel.Information, "{Model} answers with {Version} (generation {Generation}, {GoldenRows} golden rows reproduced)")]
    private partial void LogLoaded(string model, ModelGeneration version, int generation, int goldenRows);

    [LoggerMessage(2, LogLevel.Error, "{Model} keeps answering with the model before: {Problem}")]
    private partial void LogRefused(string model, string problem);

    [LoggerMessage(3, LogLevel.Error, "{Model} does not answer: {Problem}")]
    private partial void LogNothingAnswers(string model, string problem);

    [LoggerMessage(4, LogLevel.Warning, "{Model} was rolled back to {Version} (generation {Generation})")]
    private partial void LogRolledBack(string model, ModelGeneration version, int generation);

    [LoggerMessage(5, LogLevel.Debug, "{Model} refused a request with {Status}: {Kind}, row {Row}, column {Column}")]
    private partial void LogRejected(string model, int status, string kind, int row, string column);

    [LoggerMessage(6, LogLevel.Debug, "{Model} was asked by somebody who was gone after {Seconds} s")]
    private partial void LogVanished(string model, double seconds);

    [LoggerMessage(7, LogLevel.Error, "{Model} failed at a request")]
    private partial void LogFailed(string model, Exception problem);

    [LoggerMessage(8, LogLevel.Warning, "{Model} is no longer served: its file was taken away")]
    private partial void LogRemoved(string model);

    [LoggerMessage(10, LogLevel.Error, "{Model} failed at a request with {Exception}, whose message is not told since the model has sensitive columns: {StackTrace}")]
    private partial void LogFailedSilently(string model, string exception, string stackTrace);

    [LoggerMessage(11, LogLevel.Error, "'{Folder}' cannot be listed; the models that were found before answer")]
    private partial void LogUnlisted(string folder, Exception problem);

    [LoggerMessage(9, LogLevel.Warning, "'{Folder}' cannot be watched; its files are looked at from time to time")]
    private partial void LogUnseen(string folder, Exception problem);
}
