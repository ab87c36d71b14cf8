using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace MlDsl.Serving;

/// <summary>
/// Whether a model answers: healthy when it does, degraded when it does and the files that are there now were refused, unhealthy when nothing
/// was loaded, unless the model is not required, or the service is about to stop. Of a folder some model must answer, unless it is empty: a bad file takes no other model out of service.
/// </summary>
internal sealed class ModelHealthCheck(Func<ServedModels> models, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <summary>The tag of checks that must pass before requests may come.</summary>
    public const string Ready = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return HealthCheckResult.Unhealthy("The service is stopping");
        var versions = new Dictionary<string, object>(StringComparer.Ordinal);
        var problems = new List<string>();
        ServedModels served = models();
        if (served.Problem is { } unlisted) problems.Add(unlisted);
        foreach (ServedModel model in served.Models)
        {
            if (model.Current is { } generation) versions[model.Name] = generation.ToString();
            if (model.Problem is { } problem) problems.Add($"{model.Name}: {problem}");
            else if (!model.IsReady) problems.Add($"{model.Name}: not loaded yet");
        }
        bool isReady = served.IsFolder
            ? served.Models.Any(static m => m.IsReady) || (served.Models.Count == 0 && served.Problem is null)
            : served.Models.All(static m => m.IsReady || !m.Options.IsRequired);
        string? said = problems.Count > 0 ? string.Join("; ", problems) : null;
        return !isReady ? HealthCheckResult.Unhealthy(said, null, versions)
            : said is not null ? HealthCheckResult.Degraded(said, null, versions)
            : HealthCheckResult.Healthy(null, versions);
    }
}

/// <summary>What a check is of.</summary>
/// <param name="Models">The models.</param>
/// <param name="IsFolder">Whether they are those of a folder.</param>
/// <param name="Problem">Why the folder cannot be listed; null where it can.</param>
internal sealed record ServedModels(IReadOnlyList<ServedModel> Models, bool IsFolder, string? Problem);
