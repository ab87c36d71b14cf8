using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MlDsl.Serving;

// Of canaries and shadows: how many of their requests came to what, how many outputs differ and how far. No value of an output or a row.
internal sealed partial class ServingTelemetry
{
    private const string CanaryName = "mldsl.canary.name", CanaryResult = "mldsl.canary.result", ShadowName = "mldsl.shadow.name", ShadowResult = "mldsl.shadow.result";

    /// <param name="main">The model that the request was sent to.</param>
    /// <param name="canary">The canary.</param>
    /// <param name="result">What came of it: answered, refused, or fell back to the model.</param>
    /// <param name="kind">Why; null where it was answered.</param>
    public void Canaried(string main, string canary, string result, string? kind) =>
        canaried.Add(1, new TagList { { Model, main }, { CanaryName, canary }, { CanaryResult, result }, { Kind, kind ?? "" } });

    /// <summary>Counts a request that a shadow did not compute, or could not.</summary>
    public void Shadowed(string main, string shadow, string result) => shadowed.Add(1, new TagList { { Model, main }, { ShadowName, shadow }, { ShadowResult, result } });

    /// <summary>Counts a request that a shadow computed.</summary>
    public void Compared(string main, string shadow, ModelGeneration generation, in OutputComparison found, TimeSpan took)
    {
        Shadowed(main, shadow, found.Different == 0 ? "equal" : "different");
        if (found.Rows > found.Different) shadowRows.Add(found.Rows - found.Different, new TagList { { Model, main }, { ShadowName, shadow }, { ShadowResult, "equal" } });
        if (found.Different > 0) shadowRows.Add(found.Different, new TagList { { Model, main }, { ShadowName, shadow }, { ShadowResult, "different" } });
        if (shadowDuration.Enabled) shadowDuration.Record(took.TotalSeconds, new TagList { { Model, main }, { ShadowName, shadow }, { Version, generation.ToString() } });
        // A distance that there is none of has no place among numbers.
        if (double.IsFinite(found.Largest)) shadowDifference.Record(found.Largest, new TagList { { Model, main }, { ShadowName, shadow } });
    }

    public void Report(string main, string shadow, ShadowComparison found, double tolerance) => LogCompared(
        shadow, found.ShadowVersion, main, found.Version, found.Requests, found.Rows, found.DifferentRows, tolerance, found.LargestDifference, found.Refused, found.Failed,
        found.Dropped, Milliseconds(found.ShadowSeconds, found.Requests), Milliseconds(found.Seconds, found.Requests));

    public void Misfit(string other, string main, string problem) => LogMisfit(other, main, problem);

    public void KeyFailed(string main, Exception problem) => LogKeyFailed(main, problem.GetType().ToString(), problem.StackTrace ?? "");

    public void ListenerFailed(string name, Exception problem) => LogListenerFailed(name, problem.GetType().ToString(), problem.StackTrace ?? "");

    public void WitnessFailed(string name, Exception problem) => LogWitnessFailed(name, problem.GetType().ToString(), problem.StackTrace ?? "");

    public void ObserverFailed(string name, Exception problem) => LogObserverFailed(name, problem.GetType().ToString(), problem.StackTrace ?? "");

    private static double Milliseconds(double seconds, long requests) => requests == 0 ? 0 : Math.Round(seconds * 1000 / requests, 3);

    [LoggerMessage(12, LogLevel.Information, "{Shadow} ({ShadowVersion}) beside {Model} ({Version}): of {Requests} requests with {Rows} rows {DifferentRows} rows differ by more than {Tolerance}, at most by {LargestDifference}; {Refused} requests refused, {Failed} failed, {Dropped} dropped; {ShadowMilliseconds} ms a request beside {Milliseconds} ms")]
    private partial void LogCompared(
        string shadow, string shadowVersion, string model, string version, long requests, long rows, long differentRows, double tolerance, double largestDifference, long refused, long failed,
        long dropped, double shadowMilliseconds, double milliseconds);

    [LoggerMessage(13, LogLevel.Error, "{Other} takes no requests of {Model}: {Problem}")]
    private partial void LogMisfit(string other, string model, string problem);

    [LoggerMessage(14, LogLevel.Error, "The key of a request to {Model} cannot be told: {Exception}, whose message may hold what the request does {StackTrace}")]
    private partial void LogKeyFailed(string model, string exception, string stackTrace);

    [LoggerMessage(15, LogLevel.Error, "{Model} answered, and what listens to its metrics failed with {Exception}, whose message may hold what the request does {StackTrace}")]
    private partial void LogListenerFailed(string model, string exception, string stackTrace);

    [LoggerMessage(16, LogLevel.Error, "{Model} answered, and what hands the request to its shadow failed with {Exception}, whose message may hold what the request does {StackTrace}")]
    private partial void LogWitnessFailed(string model, string exception, string stackTrace);

    [LoggerMessage(17, LogLevel.Error, "{Model} answers, and what observes its rows failed with {Exception}, whose message may hold what the request does {StackTrace}")]
    private partial void LogObserverFailed(string model, string exception, string stackTrace);
}
