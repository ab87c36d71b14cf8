using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace MlDsl.Serving;

/// <summary>
/// Whether a model answers: healthy when it does, degraded when it does and the files that are there now were refused, unhealthy when nothing
/// was loaded or the service is about to stop.
/// </summary>
internal sealed class ModelHealthCheck(Func<IReadOnlyList<ServedModel>> models, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <summary>The tag of checks that must pass before requests may come.</summary>
    public const string Ready = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return HealthCheckResult.Unhealthy("The service is stopping");
        var versions = new Dictionary<string, object>(StringComparer.Ordinal);
        var problems = new List<string>();
        bool isReady = true;
        foreach (ServedModel model in models())
        {
            isReady &= model.IsReady;
            if (model.Current is { } generation) versions[model.Name] = generation.ToString();
            if (model.Problem is { } problem) problems.Add($"{model.Name}: {problem}");
            else if (!model.IsReady) problems.Add($"{model.Name}: not loaded yet");
        }
        string? said = problems.Count > 0 ? string.Join("; ", problems) : null;
        return !isReady ? HealthCheckResult.Unhealthy(said, null, versions)
            : said is not null ? HealthCheckResult.Degraded(said, null, versions)
            : HealthCheckResult.Healthy(null, versions);
    }
}
