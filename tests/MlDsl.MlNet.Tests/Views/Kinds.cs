using System.Collections.Immutable;

namespace MlDsl.MlNet.Tests;

public enum Weather
{
    Rain = 7,
    Sun = -1,
    Snow = 3,
}

/// <summary>A column of every role and every type.</summary>
[Dataset]
public sealed partial record Kinds
{
    [Id] public required long Key { get; init; }

    [Group] public required string Customer { get; init; }

    [Weight] public float Counts { get; init; }

    [Label] public float Price { get; init; }

    [Sensitive] public string? Origin { get; init; }

    [EventTime] public DateTime When { get; init; }

    [Numeric] public required float Single { get; init; }

    [Numeric] public required double Double { get; init; }

    [Numeric] public Half Half { get; init; }

    [Numeric] public decimal Exact { get; init; }

    [Numeric] public sbyte SByte { get; init; }

    [Numeric] public byte Byte { get; init; }

    [Numeric] public short Int16 { get; init; }

    [Numeric] public ushort UInt16 { get; init; }

    [Numeric] public int Int32 { get; init; }

    [Numeric] public uint UInt32 { get; init; }

    [Numeric] public long Int64 { get; init; }

    [Numeric] public ulong UInt64 { get; init; }

    [Numeric] public bool Flag { get; init; }

    [Categorical] public required string Text { get; init; }

    [Categorical] public Weather Weather { get; init; }

    [Categorical] public Weather? Forecast { get; init; }

    [Categorical] public char Letter { get; init; }

    [Categorical] public Guid Code { get; init; }

    [DateParts] public DateTimeOffset Sent { get; init; }

    [DateParts] public DateOnly Day { get; init; }

    public TimeOnly Hour { get; init; }

    public TimeSpan Lasted { get; init; }

    [Numeric(Impute = Impute.Mean)] public float? MaybeSingle { get; init; }

    [Numeric(Impute = Impute.Mean)] public int? MaybeInt { get; init; }

    [Numeric(Impute = Impute.Mean)] public short? MaybeShort { get; init; }

    public bool? MaybeFlag { get; init; }

    public char? MaybeLetter { get; init; }

    public DateTime? MaybeWhen { get; init; }

    public Guid? MaybeCode { get; init; }

    [Numeric(Length = 3)] public required float[] Vector { get; init; }

    [Numeric(Length = 2)] public required IReadOnlyList<int> Whole { get; init; }

    [Numeric(Length = 2, Impute = Impute.Mean)] public required List<short?> Gaps { get; init; }

    [Numeric(Length = 2, Impute = Impute.Mean)] public ImmutableArray<double>? MaybeVector { get; init; }

    public static Kinds Of(int i) => new()
    {
        Key = (1L << 60) - i,
        Customer = $"c{i % 7}",
        Counts = i % 5,
        Price = i / 3f,
        Origin = i % 4 == 0 ? null : $"o{i % 3}",
        When = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i),
        Single = MathF.Sqrt(i) - 3,
        Double = Math.Sin(i),
        Half = (Half)(i / 7f),
        Exact = i / 9m,
        SByte = (sbyte)i,
        Byte = (byte)i,
        Int16 = (short)(i * 301),
        UInt16 = (ushort)(i * 301),
        Int32 = i * -65_537,
        UInt32 = uint.MaxValue - (uint)i,
        Int64 = long.MinValue + i,
        UInt64 = ulong.MaxValue - (ulong)i,
        Flag = i % 3 == 0,
        Text = i % 11 == 0 ? "" : $"täxt {i % 5}",
        Weather = (i % 4) switch { 0 => Weather.Sun, 1 => Weather.Rain, 2 => Weather.Snow, _ => (Weather)99 },
        Forecast = i % 3 == 0 ? null : Weather.Snow,
        Letter = (char)('ä' + (i % 3)),
        Code = new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        Sent = new DateTimeOffset(2021, 3, 1, 0, 0, 0, TimeSpan.FromHours(i % 12)).AddSeconds(i),
        Day = DateOnly.FromDayNumber(700_000 + i),
        Hour = TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(i)),
        Lasted = TimeSpan.FromTicks(i * 12_345L),
        MaybeSingle = i % 2 == 0 ? null : i,
        MaybeInt = i % 2 == 0 ? null : int.MaxValue - i,
        MaybeShort = i % 2 == 0 ? (short)-i : null,
        MaybeFlag = (i % 3) switch { 0 => null, 1 => false, _ => true },
        MaybeLetter = i % 2 == 0 ? null : 'x',
        MaybeWhen = i % 2 == 0 ? null : new DateTime(2000 + (i % 20), 1, 1),
        MaybeCode = i % 2 == 0 ? null : new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        Vector = [i, float.NaN, -i],
        Whole = [i, -i],
        Gaps = [i % 2 == 0 ? null : (short)i, 5],
        MaybeVector = i % 3 == 0 ? null : [i, i / 7d],
    };
}
