using System.Text.Json;
using MlDsl.Onnx.Suite;

namespace MlDsl.Properties.Routes;

/// <summary>Feeds an exported file with values of columns and feature methods, as its metadata say.</summary>
internal sealed class GraphFeed
{
    private readonly FedColumn[] columns;
    private readonly int[] places;
    private readonly bool isFlat;

    /// <param name="metadata">What the file says of its inputs.</param>
    /// <param name="members">Of what rows have values, in their order.</param>
    /// <param name="read">The columns that feature methods take.</param>
    /// <param name="isFlat">Whether columns are [N] instead of [N, 1].</param>
    /// <exception cref="InvalidOperationException">The file takes what rows do not have.</exception>
    public GraphFeed(string metadata, List<string> members, IReadOnlySet<string> read, bool isFlat)
    {
        this.isFlat = isFlat;
        columns = [.. JsonDocument.Parse(metadata).RootElement.EnumerateArray().Select(input => new FedColumn(input, read))];
        places = [.. columns.Select(c => members.IndexOf(c.Name))];
        if (Array.IndexOf(places, -1) is >= 0 and int place) throw new InvalidOperationException($"the file takes '{columns[place].Name}', which the plan neither takes nor computes");
    }

    /// <summary>The inputs, in the file's order.</summary>
    public IReadOnlyList<string> Names => [.. columns.SelectMany(static c => c.Presence is { } presence ? new[] { c.Name, presence } : [c.Name])];

    /// <summary>Whether the values can be fed at all.</summary>
    public bool Takes(object?[] row) => Each(row, static (column, value) => column.Takes(value));

    /// <summary>Whether a file can tell the values from others that it takes.</summary>
    public bool Tells(object?[] row) => Each(row, static (column, value) => column.Tells(value));

    /// <summary>Whether one of the values is what stands for a missing one, and not what that means.</summary>
    public bool IsAmbiguous(object?[] row) => !Each(row, static (column, value) => !column.IsAmbiguous(value));

    /// <summary>The inputs of rows.</summary>
    public List<Value> Of(IReadOnlyList<object?[]> rows)
    {
        List<Value> values = [];
        for (int i = 0; i < columns.Length; i++)
        {
            object?[] given = [.. rows.Select(row => row[places[i]])];
            values.Add(columns[i].Of(given, isFlat));
            if (columns[i].Presence is not null) values.Add(FedColumn.PresenceOf(given, isFlat));
        }
        return values;
    }

    private bool Each(object?[] row, Func<FedColumn, object?, bool> holds)
    {
        for (int i = 0; i < columns.Length; i++)
            if (!holds(columns[i], row[places[i]])) return false;
        return true;
    }
}
