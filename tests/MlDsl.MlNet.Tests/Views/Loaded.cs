using Microsoft.ML.Data;

namespace MlDsl.MlNet.Tests;

/// <summary>The same columns as ML.NET's own way from objects knows them.</summary>
public sealed class Loaded
{
    public long Key { get; set; }
    public string? Customer { get; set; }
    public float Counts { get; set; }
    public float Price { get; set; }
    public string? Origin { get; set; }
    public DateTime When { get; set; }
    public float Single { get; set; }
    public double Double { get; set; }
    public float Half { get; set; }
    public double Exact { get; set; }
    public sbyte SByte { get; set; }
    public byte Byte { get; set; }
    public short Int16 { get; set; }
    public ushort UInt16 { get; set; }
    public int Int32 { get; set; }
    public uint UInt32 { get; set; }
    public long Int64 { get; set; }
    public ulong UInt64 { get; set; }
    public bool Flag { get; set; }
    public string? Text { get; set; }
    [KeyType(3)] public uint Weather { get; set; }
    [KeyType(3)] public uint Forecast { get; set; }
    public string? Letter { get; set; }
    public string? Code { get; set; }
    public DateTimeOffset Sent { get; set; }
    public DateTime Day { get; set; }
    public TimeSpan Hour { get; set; }
    public TimeSpan Lasted { get; set; }
    public float MaybeSingle { get; set; }
    public double MaybeInt { get; set; }
    public float MaybeShort { get; set; }
    public float MaybeFlag { get; set; }
    public string? MaybeLetter { get; set; }
    public DateTime MaybeWhen { get; set; }
    public string? MaybeCode { get; set; }
    [VectorType(3)] public float[]? Vector { get; set; }
    [VectorType(2)] public int[]? Whole { get; set; }
    [VectorType(2)] public float[]? Gaps { get; set; }
    [VectorType(2)] public double[]? MaybeVector { get; set; }

    public static Loaded Of(Kinds row) => new()
    {
        Key = row.Key,
        Customer = row.Customer,
        Counts = row.Counts,
        Price = row.Price,
        Origin = row.Origin,
        When = row.When,
        Single = row.Single,
        Double = row.Double,
        Half = (float)row.Half,
        Exact = (double)row.Exact,
        SByte = row.SByte,
        Byte = row.Byte,
        Int16 = row.Int16,
        UInt16 = row.UInt16,
        Int32 = row.Int32,
        UInt32 = row.UInt32,
        Int64 = row.Int64,
        UInt64 = row.UInt64,
        Flag = row.Flag,
        Text = row.Text,
        Weather = KeyOf(row.Weather),
        Forecast = KeyOf(row.Forecast),
        Letter = row.Letter.ToString(),
        Code = row.Code.ToString(),
        Sent = row.Sent,
        Day = row.Day.ToDateTime(TimeOnly.MinValue),
        Hour = row.Hour.ToTimeSpan(),
        Lasted = row.Lasted,
        MaybeSingle = row.MaybeSingle ?? float.NaN,
        MaybeInt = row.MaybeInt ?? double.NaN,
        MaybeShort = row.MaybeShort ?? float.NaN,
        MaybeFlag = row.MaybeFlag is { } flag ? flag ? 1 : 0 : float.NaN,
        MaybeLetter = row.MaybeLetter?.ToString(),
        MaybeWhen = row.MaybeWhen ?? default,
        MaybeCode = row.MaybeCode?.ToString(),
        Vector = row.Vector,
        Whole = [.. row.Whole],
        Gaps = [.. row.Gaps.Select(static gap => gap ?? float.NaN)],
        MaybeVector = row.MaybeVector is { } vector ? [.. vector] : [double.NaN, double.NaN],
    };

    // ML.NET takes a key of an object from 0 on, gives it from 1 on, and makes what is beyond its count missing.
    private static uint KeyOf(Weather? weather) => weather switch { MlDsl.MlNet.Tests.Weather.Rain => 0, MlDsl.MlNet.Tests.Weather.Sun => 1, MlDsl.MlNet.Tests.Weather.Snow => 2, _ => uint.MaxValue };
}
