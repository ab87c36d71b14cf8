using System.Diagnostics;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Serving;

// An inference by tensors: the same rows, the same model and the same outputs as of an array in JSON.
internal sealed partial class ServedScorer<TModel, TInput, TOutput>
{
    internal override RequestProblem? Infer(ITensorSource source, InferenceCall call, string? version, long started, Activity? activity)
    {
        if (Enter() is not { } loaded) return RequestProblem.NotReady(Name);
        Exchange exchange = Exchange.Rent(loaded.Format.Columns.Count);
        exchange.IsAnswer = true;
        try
        {
            if (version is not null && version != loaded.Generation.Version) return RequestProblem.NoVersion(Name, version);
            (call.Generation, call.Version, call.Known) = (loaded.Generation, loaded.Version, loaded.Outputs);
            call.Tensors.Reset(Math.Max(1, loaded.Format.Columns.Count));
            source.Fill(call, loaded.Format);
            Infer(loaded, call, exchange);
            Count(loaded, exchange, started, activity);
            return null;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return ProblemOf(loaded, problem);
        }
        finally
        {
            exchange.Return();
            loaded.Exit();
        }
    }

    internal override void Reject(RequestProblem problem, long started, Activity? activity) => Tell(() => telemetry.Rejected(Name, Current, problem, Stopwatch.GetElapsedTime(started), activity));

    internal override void Vanish(long started) => Tell(() => telemetry.Vanished(Name, Stopwatch.GetElapsedTime(started)));

    internal override JsonRowFormat? Format => Volatile.Read(ref current)?.Format;

    internal override ModelDocument? Document => Volatile.Read(ref current) is { } loaded ? new(loaded.Format, loaded.Form, loaded.Example) : null;

    internal override ModelTensors? Tensors => Volatile.Read(ref current) is { } loaded ? new(loaded.Generation, loaded.Format, (loaded.Outputs ?? loaded.Likely)?.Columns ?? []) : null;

    private void Infer(LoadedModel<TModel> loaded, InferenceCall call, Exchange exchange)
    {
        RowBuffer<TInput, TOutput> rows = RowBuffer<TInput, TOutput>.Rent();
        try
        {
            var fields = new JsonFields(loaded.Format, call.Tensors, exchange.Unknown);
            while (fields.NextTensorRow()) rows.Add(binding.Read(loaded.Model, ref fields));
            RunAll(loaded, rows);
            Write(loaded.Model, rows, exchange.Json);
            if (loaded.Outputs is null && rows.Count > 0) loaded.Settle(Layout(loaded.Model, rows.Outputs[0]));
            OutputLayout layout = loaded.Outputs ?? loaded.Likely ?? OutputLayout.Unknown;
            if (!call.Outputs.TryRead(exchange.Bytes.WrittenSpan, layout))
            {
                // No two outputs need have the same form: from now on each is a text.
                loaded.Loosen();
                layout = OutputLayout.Whole;
                call.Outputs.TryRead(exchange.Bytes.WrittenSpan, layout);
            }
            call.Resolve(layout);
            exchange.Rows = rows.Count;
            Observe(loaded, rows.Inputs, rows.Outputs, exchange);
        }
        finally
        {
            rows.Return();
        }
    }

    private void Write(TModel model, RowBuffer<TInput, TOutput> rows, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (ref readonly TOutput output in rows.Outputs) binding.Write(model, json, in output);
        json.WriteEndArray();
        json.Flush();
    }

    private OutputLayout Layout(TModel model, in TOutput output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) binding.Write(model, json, in output);
        return OutputLayout.Of(stream.ToArray(), binding.Numbers);
    }
}

/// <summary>What there is to tell of a model's tensors.</summary>
/// <param name="Generation">What answers.</param>
/// <param name="Format">Its columns.</param>
/// <param name="Outputs">Its outputs; none until they are known.</param>
internal sealed record ModelTensors(ModelGeneration Generation, JsonRowFormat Format, IReadOnlyList<OutputColumn> Outputs);
