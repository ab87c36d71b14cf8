using System.Text.Json;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Properties.Routes;

namespace MlDsl.Properties.Forecasts;

/// <summary>A series as a graph is asked about it.</summary>
/// <param name="Values">The latest values of its history.</param>
/// <param name="Scale">The size of its errors.</param>
/// <param name="Ahead">Of each step the values of its properties.</param>
internal sealed record FedSeries(IReadOnlyList<float> Values, float Scale, IReadOnlyList<object?[]> Ahead);

/// <summary>Feeds an exported forecast as its metadata say.</summary>
internal sealed class ForecastFeed
{
    private readonly FedColumn[] columns;
    private readonly int[] places, lengths;
    private readonly string history;
    private readonly string? scale;

    /// <param name="metadata">What the file says of its inputs.</param>
    /// <param name="members">Of what rows have values, in their order.</param>
    /// <param name="hasScale">Whether the file takes the size of errors.</param>
    public ForecastFeed(string metadata, IReadOnlyList<string> members, bool hasScale)
    {
        JsonElement[] inputs = [.. JsonDocument.Parse(metadata).RootElement.EnumerateArray()];
        history = inputs[0].GetProperty("name").GetString()!;
        scale = hasScale ? inputs[^1].GetProperty("name").GetString() : null;
        JsonElement[] known = inputs[1..^(hasScale ? 1 : 0)];
        columns = [.. known.Select(static input => new FedColumn(input, new HashSet<string>()))];
        lengths = [.. known.Select(static input => input.TryGetProperty("length", out JsonElement length) ? length.GetInt32() : 0)];
        places = [.. columns.Select(column => members.ToList().IndexOf(column.Name))];
        if (Array.IndexOf(places, -1) is >= 0 and int place) throw new InvalidOperationException($"the file takes '{columns[place].Name}', which rows do not have");
    }

    /// <summary>The inputs, in the file's order.</summary>
    public IReadOnlyList<string> Names => [history, .. columns.SelectMany(static c => c.Presence is { } presence ? new[] { c.Name, presence } : [c.Name]), .. scale is null ? Array.Empty<string>() : [scale]];

    /// <summary>Whether the values of all steps can be fed.</summary>
    public bool Takes(FedSeries series) => Each(series, static (column, value) => column.Takes(value));

    /// <summary>Whether a file can tell the values of all steps from others that it takes.</summary>
    public bool Tells(FedSeries series) => Each(series, static (column, value) => column.Tells(value));

    /// <summary>The inputs of series.</summary>
    public List<Value> Of(IReadOnlyList<FedSeries> series)
    {
        int steps = series[0].Ahead.Count;
        List<Value> values = [Value.Of<float>(OnnxElementType.Float, [.. series.SelectMany(static s => s.Values)], [series.Count, series[0].Values.Count])];
        for (int i = 0; i < columns.Length; i++)
        {
            object?[] given = [.. series.SelectMany(static s => s.Ahead).Select(row => row[places[i]])];
            long[] shape = lengths[i] > 0 ? [series.Count, steps, lengths[i]] : [series.Count, steps];
            values.Add(Shaped(columns[i].Of(given, isFlat: true), shape));
            if (columns[i].Presence is not null) values.Add(Shaped(FedColumn.PresenceOf(given, isFlat: true), shape[..2]));
        }
        if (scale is not null) values.Add(Value.Of<float>(OnnxElementType.Float, [.. series.Select(static s => s.Scale)], [series.Count, 1]));
        return values;
    }

    private static Value Shaped(Value value, long[] shape) => value.Texts is { } texts ? Value.Text(texts, shape) : Value.Tensor(value.Element, value.Data.ToArray(), shape);

    private bool Each(FedSeries series, Func<FedColumn, object?, bool> holds)
    {
        foreach (object?[] row in series.Ahead)
            for (int i = 0; i < columns.Length; i++)
                if (!holds(columns[i], row[places[i]])) return false;
        return true;
    }
}
