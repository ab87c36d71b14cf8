using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MlDsl.Serving;

// A request: its body read, computed on the generation that answers when the body is there, and written.
internal sealed partial class ServedScorer<TModel, TInput, TOutput>
{
    internal override Task AnswerAsync(HttpContext context) =>
        ModelRequest.AnswerAsync(context, this, RequestBody.IsJson(context.Request) ? null : RequestProblem.NotJson, new RowsAnswer(this));

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
            loaded.Format.WriteSchema(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        context.Response.ContentType = "application/schema+json";
        context.Response.ContentLength = bytes.WrittenCount;
        context.Response.Headers[VersionHeader] = loaded.Version;
        return context.Response.BodyWriter.WriteAsync(bytes.WrittenMemory, context.RequestAborted).AsTask();
    }

    // The answer's bytes are in the response when this returns null, so that nothing of the exchange is waited with.
    private RequestProblem? Compute(HttpContext context, in ReadOnlySequence<byte> body, long started, Activity? activity)
    {
        if (Enter() is not { } loaded) return RequestProblem.NotReady(Name);
        using var whole = new WholeBody(in body);
        Exchange exchange = Exchange.Rent(loaded.Format.Columns.Count);
        try
        {
            context.Response.Headers[VersionHeader] = loaded.Version;
            Compute(loaded, whole.Memory.Span, exchange);
            Respond(context, loaded, exchange, started, activity);
            return null;
        }
        catch (Exception problem) when (IsFailure(problem, context.RequestAborted))
        {
            return ProblemOf(loaded, problem);
        }
        finally
        {
            exchange.Return();
            loaded.Exit();
        }
    }

    private void Respond(HttpContext context, LoadedModel<TModel> loaded, Exchange exchange, long started, Activity? activity)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = exchange.Bytes.WrittenCount;
        context.Response.BodyWriter.Write(exchange.Bytes.WrittenSpan);
        telemetry.Answered(Name, loaded, exchange, Stopwatch.GetElapsedTime(started), activity);
    }

    // What a caller is told of whatever went wrong with its rows.
    private RequestProblem ProblemOf(LoadedModel<TModel> loaded, Exception problem)
    {
        switch (problem)
        {
            case JsonRowException wrong:
                RequestProblem said = RequestProblem.Of(wrong);
                telemetry.Invalid(Name, loaded.Generation, wrong.Column is { } column && loaded.Format.Has(column) ? column : null, said.Kind);
                return said;
            case RefusedRowException wrong:
                telemetry.Invalid(Name, loaded.Generation, wrong.Column, "refused");
                return RequestProblem.Of(wrong);
            case BatchRefusedException refused:
                return refused.Refusal switch
                {
                    BatchRefusal.Full => RequestProblem.QueueFull(Name),
                    BatchRefusal.Draining => RequestProblem.Draining,
                    _ => RequestProblem.Late,
                };
            default:
                telemetry.Failed(Name, problem, mayTell: !loaded.Format.Columns.Any(static c => c.Role == ColumnRole.Sensitive));
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

    // Rows as JSON, answered at once or together with those of others.
    private readonly struct RowsAnswer(ServedScorer<TModel, TInput, TOutput> scorer) : IBodyAnswer
    {
        public ValueTask<RequestProblem?> ComputeAsync(HttpContext context, ReadOnlySequence<byte> body, long started, Activity? activity) => scorer.batcher is null
            ? new(scorer.Compute(context, in body, started, activity))
            : new(scorer.ComputeTogetherAsync(context, body, started, activity));

        public Task RefuseAsync(HttpContext context, RequestProblem problem) => problem.WriteAsync(context);
    }
}
