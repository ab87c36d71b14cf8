using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>A model that answers a share of another one's requests.</summary>
/// <param name="main">The model that the requests are sent to.</param>
/// <param name="name">The canary's name.</param>
/// <param name="find">The canary; gives null while there is none.</param>
/// <param name="share">The requests that it answers.</param>
/// <param name="telemetry">Where its requests are counted.</param>
internal sealed class CanaryRoute(ServedModel main, string name, Func<ServedModel?> find, TrafficShare share, ServingTelemetry telemetry)
{
    private readonly RowFit fit = new();
    private int hasFailedKey;

    /// <summary>The canary's name.</summary>
    public string Name => name;

    /// <summary>The share of keys or requests that it answers.</summary>
    public double Share
    {
        get => share.Share;
        set => share.Share = value;
    }

    /// <summary>The canary, where it is to answer a request; else null.</summary>
    public ServedModel? Choose(HttpRequest request)
    {
        try
        {
            if (!share.Takes(request)) return null;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Said once: it will be so at every request.
            if (Interlocked.Exchange(ref hasFailedKey, 1) == 0) telemetry.KeyFailed(main.Name, problem);
            Count("fell-back", "key");
            return null;
        }
        ServedModel? canary = find();
        if (canary?.Format is not { } format || main.Format is not { } rows)
        {
            Count("fell-back", "not-ready");
            return null;
        }
        if (fit.ProblemOf(rows, format, out bool isNew) is not { } problemOfRows) return canary;
        if (isNew) telemetry.Misfit(name, main.Name, problemOfRows);
        Count("fell-back", "columns");
        return null;
    }

    /// <summary>Counts what came of a request that it was chosen for.</summary>
    /// <returns>Whether its answer or its refusal is the answer; else the main model is to be asked.</returns>
    public bool Settle(Refusal? refusal, long started, Activity? activity)
    {
        if (refusal is null)
        {
            activity?.SetTag("mldsl.canary.name", name);
            Count("answered", null);
            return true;
        }
        // What is wrong with the request would be so by the main model, too. What is the canary's own trouble is not the caller's.
        if (refusal.Problem.Status is < 500 and not StatusCodes.Status429TooManyRequests)
        {
            activity?.SetTag("mldsl.canary.name", name);
            Count("refused", refusal.Problem.Kind);
            return true;
        }
        refusal.Model.Reject(refusal.Problem, started, null);
        Count("fell-back", refusal.Problem.Kind);
        return false;
    }

    private void Count(string result, string? kind) => main.Tell(() => telemetry.Canaried(main.Name, name, result, kind));
}
