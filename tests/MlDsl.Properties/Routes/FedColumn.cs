using System.Globalization;
using System.Text.Json;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Routes;

/// <summary>An input of an exported file, as its metadata tell it.</summary>
internal sealed class FedColumn
{
    private readonly string type;
    private readonly int length;
    private readonly bool isUtc, isRead;
    private readonly string? missing, sentinel;

    /// <param name="input">The entry of the metadata.</param>
    /// <param name="read">The columns that feature methods take.</param>
    public FedColumn(JsonElement input, IReadOnlySet<string> read)
    {
        Name = input.GetProperty("name").GetString()!;
        isRead = read.Contains(Name);
        type = input.GetProperty("type").GetString()!.TrimEnd('?');
        length = input.TryGetProperty("length", out JsonElement elements) ? elements.GetInt32() : 0;
        isUtc = input.TryGetProperty("clock", out JsonElement clock) && clock.GetString() == "UTC";
        missing = input.TryGetProperty("missing", out JsonElement stand) ? stand.GetString() : null;
        sentinel = input.TryGetProperty("sentinel", out JsonElement value) ? value.GetString() : null;
    }

    public string Name { get; }

    /// <summary>The input that tells whether there is a value; null where none does.</summary>
    public string? Presence => missing is null or "NaN" or "sentinel" ? null : missing;

    private bool IsTime => type is "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly";

    /// <summary>Whether a value can be fed at all: what is missing has a stand-in, a vector its length, and a local time is one of an instant.</summary>
    public bool Takes(object? value) => value switch
    {
        NotGiven => false,
        null => missing is not null,
        DateTime { Kind: DateTimeKind.Local } time => isUtc && !TimeZoneInfo.Local.IsInvalidTime(time),
        _ => !IsAmbiguous(value) && (length == 0 || Containers.Singles(value).Length == length),
    };

    /// <summary>Whether a value is what stands for a missing one, and not what that means: a sentinel, or NaN to a feature method.</summary>
    public bool IsAmbiguous(object? value) => value is not null && ((sentinel is not null && !IsTime && Text(value) == sentinel) || (isRead && missing == "NaN" && IsNaN(value)));

    /// <summary>Whether the file can tell a value that it takes from others: NaN may stand for a missing one, and a local time is one of UTC.</summary>
    public bool Tells(object? value) => Takes(value) && value is not DateTime { Kind: DateTimeKind.Local } && !(missing == "NaN" && IsNaN(value));

    /// <summary>The input's tensor.</summary>
    public Value Of(object?[] given, bool isFlat)
    {
        if (length > 0)
            return Value.Of<float>(OnnxElementType.Float, [.. given.SelectMany(v => v is null ? Enumerable.Repeat(float.NaN, length) : Containers.Singles(v))], [given.Length, length]);
        long[] shape = isFlat ? [given.Length] : [given.Length, 1];
        return type switch
        {
            "bool" => Tensor(OnnxElementType.Bool, static v => v is true),
            "sbyte" => Tensor(OnnxElementType.Int8, v => v as sbyte? ?? Stand<sbyte>()),
            "byte" => Tensor(OnnxElementType.UInt8, v => v as byte? ?? Stand<byte>()),
            "short" => Tensor(OnnxElementType.Int16, v => v as short? ?? Stand<short>()),
            "ushort" => Tensor(OnnxElementType.UInt16, v => v as ushort? ?? Stand<ushort>()),
            "int" => Tensor(OnnxElementType.Int32, v => v as int? ?? Stand<int>()),
            "uint" => Tensor(OnnxElementType.UInt32, v => v as uint? ?? Stand<uint>()),
            "long" => Tensor(OnnxElementType.Int64, v => v as long? ?? Stand<long>()),
            "ulong" => Tensor(OnnxElementType.UInt64, v => v as ulong? ?? Stand<ulong>()),
            "System.Half" => Tensor(OnnxElementType.Float16, static v => v as Half? ?? Half.NaN),
            "float" => Tensor(OnnxElementType.Float, static v => v as float? ?? float.NaN),
            "double" => Tensor(OnnxElementType.Double, static v => v as double? ?? double.NaN),
            "decimal" => Tensor(OnnxElementType.Double, static v => v is decimal d ? (double)d : double.NaN),
            "System.TimeSpan" => Tensor(OnnxElementType.Int64, Ticks),
            _ when IsTime => Tensor(OnnxElementType.Int64, Ticks),
            _ => Value.Text([.. given.Select(v => v is null ? sentinel ?? "" : Text(v))], shape),
        };

        Value Tensor<T>(OnnxElementType element, Func<object?, T> convert) where T : unmanaged => Value.Of<T>(element, [.. given.Select(convert)], shape);
    }

    /// <summary>The tensor of <see cref="Presence"/>.</summary>
    public static Value PresenceOf(object?[] given, bool isFlat) =>
        Value.Of<bool>(OnnxElementType.Bool, [.. given.Select(static v => v is not null)], isFlat ? [given.Length] : [given.Length, 1]);

    private T Stand<T>() where T : struct, System.Numerics.INumber<T> => sentinel is null ? default : T.Parse(sentinel, CultureInfo.InvariantCulture);

    private static bool IsNaN(object? value) => value is float.NaN or double.NaN || (value is Half half && Half.IsNaN(half));

    private long Ticks(object? value) => value switch
    {
        DateTime time => (isUtc && time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).Ticks,
        DateTimeOffset time => time.DateTime.Ticks,
        DateOnly date => date.DayNumber * TimeSpan.TicksPerDay,
        TimeOnly time => time.Ticks,
        TimeSpan duration => duration.Ticks,
        _ => Stand<long>(),
    };

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
