using System.Text.Json;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Properties.Routes;

/// <summary>Feeds an exported file with values of columns, as its metadata say.</summary>
internal sealed class GraphFeed
{
    private readonly List<Column> columns = [];
    private readonly bool isFlat;

    /// <param name="metadata">What the file says of its inputs.</param>
    /// <param name="members">What rows have, in their order.</param>
    /// <param name="isFlat">Whether columns are [N] instead of [N, 1].</param>
    public GraphFeed(string metadata, List<string> members, bool isFlat)
    {
        this.isFlat = isFlat;
        foreach (JsonElement input in JsonDocument.Parse(metadata).RootElement.EnumerateArray())
        {
            string name = input.GetProperty("name").GetString()!;
            columns.Add(new(
                members.IndexOf(name),
                input.GetProperty("type").GetString()!.TrimEnd('?'),
                input.TryGetProperty("missing", out JsonElement missing) ? missing.GetString() : null,
                input.TryGetProperty("clock", out JsonElement clock) && clock.GetString() == "UTC"));
            Names.Add(name);
            if (columns[^1].HasPresence) Names.Add(columns[^1].Missing!);
        }
    }

    /// <summary>The inputs, in the file's order.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Whether the values can be fed at all: what is missing has to have a stand-in, and a local time has to be one of an instant.</summary>
    public bool Takes(object?[] row)
    {
        foreach (Column column in columns)
        {
            if (row[column.Place] is null && column.Missing is null) return false;
            if (row[column.Place] is DateTime { Kind: DateTimeKind.Local } time && (!column.IsUtc || TimeZoneInfo.Local.IsInvalidTime(time))) return false;
        }
        return true;
    }

    /// <summary>Whether a file can tell the values from others: a number that may be missing is so where it is NaN.</summary>
    public bool Tells(object?[] row)
    {
        foreach (Column column in columns)
            if (column.Missing == "NaN" && (row[column.Place] is float.NaN or double.NaN || (row[column.Place] is Half half && Half.IsNaN(half)))) return false;
        return Takes(row);
    }

    /// <summary>The inputs of rows.</summary>
    public List<Value> Of(IReadOnlyList<object?[]> rows)
    {
        List<Value> values = [];
        foreach (Column column in columns)
        {
            object?[] given = [.. rows.Select(row => row[column.Place])];
            values.Add(column.Type switch
            {
                "bool" => Of(OnnxElementType.Bool, given, static v => v is true),
                "sbyte" => Of(OnnxElementType.Int8, given, static v => v as sbyte? ?? 0),
                "byte" => Of(OnnxElementType.UInt8, given, static v => v as byte? ?? 0),
                "short" => Of(OnnxElementType.Int16, given, static v => v as short? ?? 0),
                "ushort" => Of(OnnxElementType.UInt16, given, static v => v as ushort? ?? 0),
                "int" => Of(OnnxElementType.Int32, given, static v => v as int? ?? 0),
                "uint" => Of(OnnxElementType.UInt32, given, static v => v as uint? ?? 0),
                "long" => Of(OnnxElementType.Int64, given, static v => v as long? ?? 0),
                "ulong" => Of(OnnxElementType.UInt64, given, static v => v as ulong? ?? 0),
                "System.Half" => Of(OnnxElementType.Float16, given, static v => v as Half? ?? Half.NaN),
                "float" => Of(OnnxElementType.Float, given, static v => v as float? ?? float.NaN),
                "double" => Of(OnnxElementType.Double, given, static v => v as double? ?? double.NaN),
                "decimal" => Of(OnnxElementType.Double, given, static v => v is decimal d ? (double)d : double.NaN),
                "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly" => Of(OnnxElementType.Int64, given, v => Ticks(v, column.IsUtc)),
                _ => Value.Text([.. given.Select(static v => Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture) ?? "")], Shape(given.Length)),
            });
            if (column.HasPresence) values.Add(Of(OnnxElementType.Bool, given, static v => v is not null));
        }
        return values;
    }

    private Value Of<T>(OnnxElementType element, object?[] given, Func<object?, T> convert) where T : unmanaged =>
        Value.Of<T>(element, [.. given.Select(convert)], Shape(given.Length));

    private static long Ticks(object? value, bool isUtc) => value switch
    {
        DateTime time => (isUtc && time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks,
        DateTimeOffset time => time.DateTime.Ticks,
        DateOnly date => date.DayNumber * TimeSpan.TicksPerDay,
        TimeOnly time => time.Ticks,
        _ => 0,
    };

    private long[] Shape(int rows) => isFlat ? [rows] : [rows, 1];

    private sealed record Column(int Place, string Type, string? Missing, bool IsUtc)
    {
        public bool HasPresence => Missing is not (null or "NaN");
    }
}
