using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

/// <summary>Where the requests of one endpoint go: to its model, a share of them to a canary, a share of what the model answers to a shadow as well.</summary>
/// <param name="main">The endpoint's model.</param>
internal sealed class ModelRoute(ServedModel main)
{
    /// <summary>The endpoint's model.</summary>
    public ServedModel Main => main;

    /// <summary>Who answers a share of the requests; null for nobody.</summary>
    public CanaryRoute? Canary { get; set; }

    /// <summary>Who computes a share of them as well; null for nobody.</summary>
    public ShadowRoute? Shadow { get; set; }

    public Task AnswerAsync(HttpContext context) => Canary is null && Shadow is null
        ? main.AnswerAsync(context)
        : ModelRequest.AnswerRowsAsync(context, main, new RoutedAnswer(this));

    private async ValueTask<Refusal?> CanaryAsync(HttpContext context, ServedModel canary, ReadOnlySequence<byte> body, long started, Activity? activity)
    {
        Refusal? refusal = await canary.ComputeRowsAsync(context, body, null, started, activity).ConfigureAwait(false);
        return Canary!.Settle(refusal, started, activity) ? refusal : await MainAsync(context, body, started, activity).ConfigureAwait(false);
    }

    private ValueTask<Refusal?> MainAsync(HttpContext context, ReadOnlySequence<byte> body, long started, Activity? activity) =>
        main.ComputeRowsAsync(context, body, Shadow?.Choose(context.Request), started, activity);

    private readonly struct RoutedAnswer(ModelRoute route) : IBodyAnswer
    {
        public ValueTask<Refusal?> ComputeAsync(HttpContext context, ReadOnlySequence<byte> body, long started, Activity? activity) =>
            route.Canary?.Choose(context.Request) is { } canary
                ? route.CanaryAsync(context, canary, body, started, activity)
                : route.MainAsync(context, body, started, activity);

        public Task RefuseAsync(HttpContext context, RequestProblem problem) => problem.WriteAsync(context);
    }
}
