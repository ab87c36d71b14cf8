using System.Globalization;

namespace MlDsl.Training;

/// <summary>Records the trials of a search, and tells whoever else hears of them.</summary>
internal sealed class TrackedSearch(TrackedRun run, IProgress<SearchTrial>? next) : IProgress<SearchTrial>
{
    private long step;

    public void Report(SearchTrial value)
    {
        run.Trial(
            step++,
            [new("trial", value.Trial.ToString(CultureInfo.InvariantCulture)), new("trainer", value.Trainer), .. value.Options],
            [
                new("loss", Metric.Point(value.Loss)), new("share", Metric.Point(value.Share)), new("work", Metric.Point(value.Work)), new("excess", value.Excess),
                .. value.Losses.Select(static (loss, fold) => new NamedMetric(FormattableString.Invariant($"loss of fold {fold}"), Metric.Point(loss))),
            ],
            // Why it failed might quote a row.
            value.Problem is null ? null : "failed");
        next?.Report(value);
    }

    /// <summary>What the search found.</summary>
    public static void Found(TrackedRun? run, SearchResult result)
    {
        if (run is null) return;
        run.Parameter("best.trial", result.Best.Trial.ToString(CultureInfo.InvariantCulture));
        run.Parameter("best.trainer", result.Best.Trainer);
        foreach (var (name, value) in OptionWriter.Describe(result.Options)) run.Parameter($"best.option.{name}", value);
        run.Metrics(
            "search", result.Trials.Count,
            [new("best loss", Metric.Point(result.Best.Loss)), new("corrected loss", result.CorrectedLoss), new("all work", Metric.Point(result.Work))], isDurable: true);
    }
}
