using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlDsl.Json;

namespace MlDsl.Serving;

// Rows that are computed together with those of other requests.
internal sealed partial class ServedScorer<TModel, TInput, TOutput> : IBatchRunner<LoadedModel<TModel>, TInput, TOutput>
{
    internal override int WaitingRows => batcher?.WaitingRows ?? 0;

    internal override void Drain() => batcher?.Close();

    void IBatchRunner<LoadedModel<TModel>, TInput, TOutput>.Run(LoadedModel<TModel> key, ReadOnlySpan<TInput> inputs, Span<TOutput> outputs)
    {
        Hold(key);
        try
        {
            key.Model.Run(inputs, outputs);
        }
        finally
        {
            key.Exit();
        }
    }

    void IBatchRunner<LoadedModel<TModel>, TInput, TOutput>.RunAlone(LoadedModel<TModel> key, ReadOnlySpan<TInput> inputs, Span<TOutput> outputs, int? first)
    {
        Hold(key);
        try
        {
            if (first is { } number) RunAll(key, inputs, outputs, number);
            else outputs[0] = Run(key, in inputs[0], null);
        }
        finally
        {
            key.Exit();
        }
    }

    // Callers that go let go of the model, while their rows are computed still. A model that is gone has no caller any more.
    private static void Hold(LoadedModel<TModel> key)
    {
        ObjectDisposedException.ThrowIf(!key.TryEnter(), typeof(TModel));
    }

    void IBatchRunner<LoadedModel<TModel>, TInput, TOutput>.Runs(LoadedModel<TModel> key, int rows) => telemetry.Batched(Name, key, rows);

    void IBatchRunner<LoadedModel<TModel>, TInput, TOutput>.Waited(LoadedModel<TModel> key, TimeSpan time) => telemetry.Waited(Name, key, time);

    // Like the answer without a queue; what it is made in is the request's own while it waits.
    private async Task<Refusal?> ComputeTogetherAsync(HttpContext context, ReadOnlySequence<byte> body, IAnswerWitness? witness, long started, Activity? activity)
    {
        long begun = Begin(witness);
        if (Enter() is not { } loaded) return new(RequestProblem.NotReady(Name), this);
        Task written;
        Exchange exchange = Exchange.Rent(loaded.Format.Columns.Count);
        exchange.IsAnswer = true;
        RowBuffer<TInput, TOutput> rows = RowBuffer<TInput, TOutput>.Rent();
        try
        {
            context.Response.Headers[VersionHeader] = loaded.Version;
            bool isArray = Read(loaded, body, exchange, rows);
            await batcher!.RunAsync(loaded, rows, isArray, PriorityOf(context.Request), context.RequestAborted).ConfigureAwait(false);
            Write(loaded, exchange, rows, isArray);
            written = Respond(context, exchange);
            Tell(loaded, exchange, in body, witness, begun, started, activity);
        }
        catch (Exception problem) when (IsFailure(problem, context.RequestAborted))
        {
            return new(ProblemOf(loaded, problem), this);
        }
        finally
        {
            rows.Return();
            exchange.Return();
            loaded.Exit();
        }
        await written.ConfigureAwait(false);
        return null;
    }

    private bool Read(LoadedModel<TModel> loaded, in ReadOnlySequence<byte> body, Exchange exchange, RowBuffer<TInput, TOutput> rows)
    {
        using var whole = new WholeBody(in body);
        int words = JsonFields.WordsFor(loaded.Format);
        Span<ulong> seen = words <= JsonRows.MostOnStack ? stackalloc ulong[JsonRows.MostOnStack] : new ulong[words];
        var fields = new JsonFields(loaded.Format, whole.Memory.Span, seen, exchange.Unknown);
        bool isArray = fields.Start();
        while (fields.NextRow()) rows.Add(binding.Read(loaded.Model, ref fields));
        fields.End();
        return isArray;
    }

    private void Write(LoadedModel<TModel> loaded, Exchange exchange, RowBuffer<TInput, TOutput> rows, bool isArray)
    {
        if (isArray) exchange.Json.WriteStartArray();
        foreach (ref readonly TOutput output in rows.Outputs) binding.Write(loaded.Model, exchange.Json, in output);
        if (isArray) exchange.Json.WriteEndArray();
        exchange.Json.Flush();
        exchange.Rows = rows.Count;
        Observe(loaded, rows.Inputs, rows.Outputs, exchange);
    }

    // Priority: u=0 to u=7, less is sooner (RFC 9218). A header that says nothing of it counts as usual.
    private static int PriorityOf(HttpRequest request)
    {
        const int Usual = 3;
        foreach (string? line in request.Headers["Priority"])
            foreach (string part in (line ?? "").Split(','))
            {
                ReadOnlySpan<char> text = part.AsSpan().Trim();
                if (text.StartsWith("u=") && int.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out int urgency) && urgency <= 7) return urgency;
            }
        return Usual;
    }
}
