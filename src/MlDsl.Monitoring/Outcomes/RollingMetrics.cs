using System.Globalization;

namespace MlDsl;

/// <summary>Metrics of the predictions of a time whose outcomes are due.</summary>
/// <param name="From">The first time of predictions that count.</param>
/// <param name="To">The time before which they lie: the declared delay before now.</param>
/// <param name="Predictions">The predictions of that time of which an outcome is to be expected.</param>
/// <param name="WithOutcome">Of these, those whose outcome is there; with fewer than nearly all, the figures are of those that came first.</param>
/// <param name="Metrics">The metrics with intervals, a slice for each group that came with outcomes; null where no outcome is there.</param>
/// <param name="LabelDelay">How long outcomes take at most, as declared.</param>
/// <param name="MedianDelay">How long half of them took; null where there is none.</param>
/// <param name="LongDelay">How long 95 of 100 of them took; null where there is none.</param>
/// <param name="Note">What a reader must know where outcomes exist for some decisions only; null where they exist for all.</param>
/// <typeparam name="TMetrics">The metrics of the task.</typeparam>
public sealed record RollingMetrics<TMetrics>(
    DateTimeOffset From, DateTimeOffset To, int Predictions, int WithOutcome, TMetrics? Metrics, TimeSpan LabelDelay, TimeSpan? MedianDelay, TimeSpan? LongDelay, string? Note)
    where TMetrics : class, IMetrics<TMetrics>
{
    /// <summary>What the figures are of, then the figures; in every culture alike.</summary>
    public override string ToString()
    {
        string delays = MedianDelay is { } median && LongDelay is { } most ? string.Create(CultureInfo.InvariantCulture, $"; half took {median}, 95 of 100 {most}") : "";
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"Predictions from {From.UtcDateTime:u} to {To.UtcDateTime:u}: {WithOutcome:N0} of {Predictions:N0} have their outcome, which takes up to {LabelDelay}{delays}");
        return $"{head}{(Note is null ? "" : $"\n{Note}")}\n{Metrics?.ToString() ?? "No outcome is there yet"}";
    }
}
