using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace MlDsl.Serving;

/// <summary>What an endpoint makes of the body of a request.</summary>
internal interface IBodyAnswer
{
    /// <summary>Computes, and writes the answer into the response where this returns null.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">Its body, which is there until this returns.</param>
    /// <param name="started">When the request began.</param>
    /// <param name="activity">The request's activity; null where nobody listens.</param>
    ValueTask<Refusal?> ComputeAsync(HttpContext context, ReadOnlySequence<byte> body, long started, Activity? activity);

    /// <summary>Writes what was wrong.</summary>
    Task RefuseAsync(HttpContext context, RequestProblem problem);
}

/// <summary>What was wrong, and the model that says so: the one that was asked, or the one that answers for it.</summary>
internal sealed record Refusal(RequestProblem Problem, ServedModel Model);

/// <summary>A request to a model over HTTP, whatever is sent: its body read, computed and flushed, or what was wrong said and counted.</summary>
internal static class ModelRequest
{
    /// <summary>The same of rows in JSON.</summary>
    public static Task AnswerRowsAsync<TAnswer>(HttpContext context, ServedModel model, TAnswer answer) where TAnswer : struct, IBodyAnswer =>
        AnswerAsync(context, model, RequestBody.IsJson(context.Request) ? null : RequestProblem.NotJson, answer);

    /// <param name="context">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="wrong">What its head says is wrong with it; null where the body is worth reading.</param>
    /// <param name="answer">What is made of the body.</param>
    public static async Task AnswerAsync<TAnswer>(HttpContext context, ServedModel model, RequestProblem? wrong, TAnswer answer)
        where TAnswer : struct, IBodyAnswer
    {
        long started = Stopwatch.GetTimestamp();
        using Activity? activity = ServingTelemetry.Start(model.Name);
        Refusal? refusal = wrong is null ? null : new(wrong, model);
        try
        {
            if (refusal is null)
            {
                ReadOnlySequence<byte> body = await RequestBody.ReadAsync(context.Request, model.Options).ConfigureAwait(false);
                try
                {
                    refusal = await answer.ComputeAsync(context, body, started, activity).ConfigureAwait(false);
                }
                finally
                {
                    context.Request.BodyReader.AdvanceTo(body.End);
                }
            }
            if (refusal is null) await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (BodyException bad)
        {
            refusal = new(bad.Problem, model);
        }
        catch (BadHttpRequestException bad)
        {
            refusal = new(RequestProblem.Of(bad, model.Options), model);
        }
        catch (OperationCanceledException) when (context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true)
        {
            // The service's own limit of time, which answers itself.
            model.Vanish(started);
            throw;
        }
        catch (Exception gone) when (gone is IOException || (gone is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            // Whoever asked is no longer there.
            model.Vanish(started);
            return;
        }
        if (refusal is null) return;
        refusal.Model.Reject(refusal.Problem, started, activity);
        if (context.Response.HasStarted) return;
        try
        {
            await answer.RefuseAsync(context, refusal.Problem).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Whoever asked is no longer there.
        }
    }
}
