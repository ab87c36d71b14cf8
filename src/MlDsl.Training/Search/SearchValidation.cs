namespace MlDsl.Training;

/// <summary>A cross-validation with a search in each fold: what the whole procedure, choosing among trials included, is worth on other rows.</summary>
/// <param name="Metrics">The metrics of each fold's model, which has the options that were best within the fold's training rows.</param>
/// <param name="Searches">The search of each fold.</param>
public sealed record SearchValidation<TMetrics>(CrossValidation<TMetrics> Metrics, IReadOnlyList<SearchResult> Searches) where TMetrics : class, IMetrics<TMetrics>
{
    /// <summary>The search of each fold.</summary>
    public IReadOnlyList<SearchResult> Searches { get; init => field = ValueList.Of(value); } = ValueList.Of(Searches);

    /// <summary>The metrics, and for each fold what was chosen.</summary>
    public override string ToString() => string.Join('\n', Searches.Select(static (s, i) => $"fold {i}: {s.Best.OptionsText}").Prepend(Metrics.ToString()));
}
