using MlDsl.Json;

namespace MlDsl.Serving;

// From the bytes of a body to those of an answer. Runs on one thread, without waiting.
internal sealed partial class ServedScorer<TModel, TInput, TOutput>
{
    /// <summary>Writes the answer to the rows in <paramref name="body"/>: an output for a row, an array for an array.</summary>
    /// <exception cref="JsonRowException">The rows cannot be read.</exception>
    /// <exception cref="RefusedRowException">The model does not take a row.</exception>
    private void Compute(LoadedModel<TModel> loaded, ReadOnlySpan<byte> body, Exchange exchange)
    {
        int words = JsonFields.WordsFor(loaded.Format);
        Span<ulong> seen = words <= JsonRows.MostOnStack ? stackalloc ulong[JsonRows.MostOnStack] : new ulong[words];
        var fields = new JsonFields(loaded.Format, body, seen, exchange.Unknown);
        if (fields.Start())
        {
            Many(loaded, ref fields, exchange);
        }
        else
        {
            fields.NextRow();
            TInput input = binding.Read(loaded.Model, ref fields);
            fields.End();
            TOutput output = Run(loaded, in input, null);
            binding.Write(loaded.Model, exchange.Json, in output);
            Observe(loaded, new ReadOnlySpan<TInput>(in input), new ReadOnlySpan<TOutput>(in output), exchange);
            exchange.Rows = 1;
        }
        exchange.Json.Flush();
    }

    private void Many(LoadedModel<TModel> loaded, ref JsonFields fields, Exchange exchange)
    {
        RowBuffer<TInput, TOutput> rows = RowBuffer<TInput, TOutput>.Rent();
        try
        {
            while (fields.NextRow()) rows.Add(binding.Read(loaded.Model, ref fields));
            fields.End();
            RunAll(loaded, rows);
            exchange.Json.WriteStartArray();
            foreach (ref readonly TOutput output in rows.Outputs) binding.Write(loaded.Model, exchange.Json, in output);
            exchange.Json.WriteEndArray();
            exchange.Rows = rows.Count;
            Observe(loaded, rows.Inputs, rows.Outputs, exchange);
        }
        finally
        {
            rows.Return();
        }
    }

    // Whoever observes and fails changes nothing of the answer, and is said once of a generation.
    private void Observe(LoadedModel<TModel> loaded, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs, Exchange exchange)
    {
        if (!exchange.IsAnswer) return;
        foreach (IPredictionObserver<TModel, TInput, TOutput> observer in observers)
        {
            try
            {
                observer.Observe(loaded.Model, inputs, outputs);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                if (Interlocked.Exchange(ref hasFailedObserver, 1) == 0) telemetry.ObserverFailed(Name, problem);
            }
        }
    }

    private static void RunAll(LoadedModel<TModel> loaded, RowBuffer<TInput, TOutput> rows) => RunAll(loaded, rows.Inputs, rows.Outputs, 0);

    private static void RunAll(LoadedModel<TModel> loaded, ReadOnlySpan<TInput> inputs, Span<TOutput> outputs, int first)
    {
        try
        {
            loaded.Model.Run(inputs, outputs);
        }
        catch (ArgumentException)
        {
            // Which row it was: each alone says so.
            for (int i = 0; i < inputs.Length; i++) outputs[i] = Run(loaded, in inputs[i], first + i);
        }
    }

    private static TOutput Run(LoadedModel<TModel> loaded, in TInput input, int? row)
    {
        try
        {
            loaded.Model.Run(in input, out TOutput output);
            return output;
        }
        catch (ArgumentException problem)
        {
            throw RefusedRowException.Of(problem, loaded.Format, row);
        }
    }
}
