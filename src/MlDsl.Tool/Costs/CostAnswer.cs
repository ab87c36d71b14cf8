using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlDsl.Tool.Inspecting;
using MlDsl.Training;

namespace MlDsl.Tool.Costs;

/// <summary>What calls of so many rows took.</summary>
/// <param name="Batch">The rows of a call.</param>
/// <param name="Calls">The calls that were timed.</param>
/// <param name="Median">The microseconds that half of the calls do not exceed, with an interval of order statistics.</param>
/// <param name="P90">So of nine in ten.</param>
/// <param name="P99">So of 99 in a hundred.</param>
/// <param name="AllocatedBytes">The bytes that a row allocates on the calling thread.</param>
/// <param name="RowsPerSecond">The rows of a second of one thread.</param>
internal sealed record CallCost(int Batch, int Calls, Metric Median, Metric P90, Metric P99, double AllocatedBytes, double RowsPerSecond)
{
    /// <summary>Times calls that go through the rows again and again, a tenth of them before to warm up.</summary>
    public static CallCost Of(DynamicModel model, IReadOnlyList<DynamicRow> rows, int batch, int calls, CancellationToken cancellation)
    {
        // A batch of more rows than there are has some of them again.
        DynamicRow[][] batches = [.. Enumerable.Range(0, Math.Max(1, rows.Count / batch)).Select(i => Enumerable.Range(0, batch).Select(k => rows[((i * batch) + k) % rows.Count]).ToArray())];
        var ticks = new long[calls];
        long allocated = 0, all = 0;
        for (int i = -calls / 10; i < calls; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            DynamicRow[] own = batches[(i + calls) % batches.Length];
            long before = GC.GetAllocatedBytesForCurrentThread(), begin = Stopwatch.GetTimestamp();
            _ = model.Predict(own);
            long took = Stopwatch.GetTimestamp() - begin;
            if (i < 0) continue;
            ticks[i] = took;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            all += took;
        }
        double seconds = (double)all / Stopwatch.Frequency;
        return new CallCost(batch, calls, Latency.Percentile([.. ticks], 0.5), Latency.Percentile([.. ticks], 0.9), Latency.Percentile([.. ticks], 0.99), (double)allocated / calls / batch, (double)calls * batch / seconds);
    }
}

/// <summary>What a model costs: room, time and memory.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Model">The model.</param>
/// <param name="Rows">The rows that it was timed on.</param>
/// <param name="Calls">What calls took, for each size.</param>
internal sealed record CostAnswer(string Path, DynamicModel Model, int Rows, IReadOnlyList<CallCost> Calls)
{
    private long FileBytes => new FileInfo(Path).Length;

    /// <summary>A table; figures under each other.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Visible.Of(Model.Card.Name)} {Visible.Of(Model.Card.Version)}: {FileBytes} bytes of file, {ModelSheet.BytesOf(Model.Predictor).Length} of predictor, {Model.Plan.Width} features; run by name on {Rows} rows, one thread\n");
        text.Append("rows a call     median µs        90 % µs        99 % µs     bytes a row   rows a second");
        foreach (CallCost cost in Calls)
            text.Append(CultureInfo.InvariantCulture, $"\n{cost.Batch,11} {cost.Median.Value,13:F2} {cost.P90.Value,14:F2} {cost.P99.Value,14:F2} {cost.AllocatedBytes,15:F0} {cost.RowsPerSecond,15:F0}");
        return text.ToString();
    }

    /// <summary>One object on one line; times are in microseconds, with their intervals of 95 per cent.</summary>
    public string ToJson() => Encoding.UTF8.GetString(JsonLine.Readable(json =>
    {
        json.WriteString("model", Model.Card.Name);
        json.WriteString("version", Model.Card.Version);
        json.WriteNumber("file_bytes", FileBytes);
        json.WriteNumber("predictor_bytes", ModelSheet.BytesOf(Model.Predictor).Length);
        json.WriteNumber("features", Model.Plan.Width);
        json.WriteNumber("rows", Rows);
        json.WriteStartArray("calls");
        foreach (CallCost cost in Calls)
        {
            json.WriteStartObject();
            json.WriteNumber("batch", cost.Batch);
            json.WriteNumber("calls", cost.Calls);
            Figures.Write(json, "median", cost.Median);
            Figures.Write(json, "p90", cost.P90);
            Figures.Write(json, "p99", cost.P99);
            Figures.Write(json, "allocated_bytes_a_row", cost.AllocatedBytes);
            Figures.Write(json, "rows_a_second", cost.RowsPerSecond);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }));
}
