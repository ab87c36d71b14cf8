using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

// A request: its body read, computed on the generation that answers when the body is there, and written.
internal sealed partial class ServedScorer<TModel, TInput, TOutput>
{
    internal override ValueTask<Refusal?> ComputeRowsAsync(HttpContext context, ReadOnlySequence<byte> body, IAnswerWitness? witness, long started, Activity? activity) => batcher is null
        ? Compute(context, in body, witness, started, activity)
        : new(ComputeTogetherAsync(context, body, witness, started, activity));

    internal override bool TryRows(in ReadOnlySequence<byte> body, IAnswerWitness witness)
    {
        long begun = Stopwatch.GetTimestamp();
        if (Enter() is not { } loaded) return false;
        using var whole = new WholeBody(in body);
        Exchange exchange = Exchange.Rent(loaded.Format.Columns.Count);
        try
        {
            Compute(loaded, whole.Memory.Span, exchange);
            witness.Answered(loaded.Generation, in body, exchange.Bytes.WrittenSpan, Stopwatch.GetElapsedTime(begun));
            return true;
        }
        finally
        {
            exchange.Return();
            loaded.Exit();
        }
    }

    internal override Task DescribeAsync(HttpContext context)
    {
        if (Volatile.Read(ref current) is not { } loaded) return RequestProblem.NotReady(Name).WriteAsync(context);
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", loaded.Facts.Name);
            json.WriteStartArray("oneOf");
            json.WriteStartObject();
            json.WriteString("$ref", "#/$defs/row");
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            json.WriteString("$ref", "#/$defs/row");
            json.WriteEndObject();
            json.WriteNumber("maxItems", Options.Rows.MaxRows);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("$defs");
            json.WritePropertyName("row");
            loaded.Format.WriteSchema(json, loaded.Example?.Row);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        context.Response.ContentType = "application/schema+json";
        context.Response.ContentLength = bytes.WrittenCount;
        context.Response.Headers[VersionHeader] = loaded.Version;
        return context.Response.BodyWriter.WriteAsync(bytes.WrittenMemory, context.RequestAborted).AsTask();
    }

    // Nothing of the exchange is waited with: its bytes are in the response, or copied, when this returns.
    private ValueTask<Refusal?> Compute(HttpContext context, in ReadOnlySequence<byte> body, IAnswerWitness? witness, long started, Activity? activity)
    {
        long begun = Begin(witness);
        if (Enter() is not { } loaded) return new(new Refusal(RequestProblem.NotReady(Name), this));
        Task written;
        using var whole = new WholeBody(in body);
        Exchange exchange = Exchange.Rent(loaded.Format.Columns.Count);
        exchange.IsAnswer = true;
        try
        {
            context.Response.Headers[VersionHeader] = loaded.Version;
            Compute(loaded, whole.Memory.Span, exchange);
            written = Respond(context, exchange);
            Tell(loaded, exchange, in body, witness, begun, started, activity);
        }
        catch (Exception problem) when (IsFailure(problem, context.RequestAborted))
        {
            return new(new Refusal(ProblemOf(loaded, problem), this));
        }
        finally
        {
            exchange.Return();
            loaded.Exit();
        }
        return written.IsCompletedSuccessfully ? default : AfterAsync(written);
    }

    private static async ValueTask<Refusal?> AfterAsync(Task written)
    {
        await written.ConfigureAwait(false);
        return null;
    }

    // A response that has begun takes the body right behind its head; before, it would lie in a buffer of its own. Only where somebody has something to do before the head is it waited for.
    private static Task Respond(HttpContext context, Exchange exchange)
    {
        HttpResponse response = context.Response;
        IHeaderDictionary headers = response.Headers;
        headers.ContentType = "application/json";
        headers.ContentLength = exchange.Bytes.WrittenCount;
        Task begins;
        try
        {
            begins = response.StartAsync();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // What others do before the head failed, and not the model.
            return Task.FromException(problem);
        }
        if (!begins.IsCompletedSuccessfully) return WriteAsync(begins, response, exchange.Bytes.WrittenSpan.ToArray());
        response.BodyWriter.Write(exchange.Bytes.WrittenSpan);
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(Task begins, HttpResponse response, byte[] body)
    {
        await begins.ConfigureAwait(false);
        response.BodyWriter.Write(body);
    }

    // The answer is in the response: whoever listens to it and fails cannot make a refusal of it any more, nor keep it from who listens beside.
    private void Tell(LoadedModel<TModel> loaded, Exchange exchange, in ReadOnlySequence<byte> body, IAnswerWitness? witness, long begun, long started, Activity? activity)
    {
        Count(loaded, exchange, started, activity);
        if (witness is null) return;
        try
        {
            witness.Answered(loaded.Generation, in body, exchange.Bytes.WrittenSpan, Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Said once of a generation: it will be so at every request.
            if (Interlocked.Exchange(ref hasFailedWitness, 1) == 0) telemetry.WitnessFailed(Name, problem);
        }
    }

    internal override void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            ListenerFailed(problem);
        }
    }

    // Counts an answer, which allocates nothing. Whoever listens to metrics and fails changes nothing of it.
    private void Count(LoadedModel<TModel> loaded, Exchange exchange, long started, Activity? activity)
    {
        try
        {
            telemetry.Answered(Name, loaded, exchange, started, activity);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            ListenerFailed(problem);
        }
    }

    private void ListenerFailed(Exception problem)
    {
        if (Interlocked.Exchange(ref hasFailedListener, 1) == 0) telemetry.ListenerFailed(Name, problem);
    }

    // Only a witness asks how long.
    private static long Begin(IAnswerWitness? witness) => witness is null ? 0 : Stopwatch.GetTimestamp();

    // What a caller is told of whatever went wrong with its rows.
    private RequestProblem ProblemOf(LoadedModel<TModel> loaded, Exception problem)
    {
        switch (problem)
        {
            case JsonRowException wrong:
                RequestProblem said = RequestProblem.Of(wrong);
                Tell(() => telemetry.Invalid(Name, loaded.Generation, wrong.Column is { } column && loaded.Format.Has(column) ? column : null, said.Kind));
                return said;
            case RefusedRowException wrong:
                Tell(() => telemetry.Invalid(Name, loaded.Generation, wrong.Column, "refused"));
                return RequestProblem.Of(wrong);
            case BatchRefusedException refused:
                return refused.Refusal switch
                {
                    BatchRefusal.Full => RequestProblem.QueueFull(Name),
                    BatchRefusal.Draining => RequestProblem.Draining,
                    _ => RequestProblem.Late,
                };
            default:
                telemetry.Failed(Name, problem, mayTell: !loaded.Format.IsSensitive);
                return RequestProblem.Failed;
        }
    }

    // A cancellation is the model's own failure, unless whoever asked is gone.
    private static bool IsFailure(Exception problem, CancellationToken aborted) =>
        problem is not (OutOfMemoryException or OperationCanceledException) || (problem is OperationCanceledException && !aborted.IsCancellationRequested);

    private LoadedModel<TModel>? Enter()
    {
        while (Volatile.Read(ref current) is { } loaded)
            if (loaded.TryEnter()) return loaded;
        return null;
    }
}
