using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MlDsl.Sources.Tests.Kinds;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Formats;

/// <summary>What Arrow's types become, with units and zones, and what is refused.</summary>
public sealed class ArrowTypeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(TimeUnit.Second, null, 1_714_571_100L, "2024-05-01T13:45:00.0000000")]
    [InlineData(TimeUnit.Millisecond, null, -1L, "1969-12-31T23:59:59.9990000")]
    [InlineData(TimeUnit.Microsecond, "UTC", 1_714_571_100_123_456L, "2024-05-01T13:45:00.1234560Z")]
    [InlineData(TimeUnit.Nanosecond, "Z", -1L, "1969-12-31T23:59:59.9999999Z")]
    [InlineData(TimeUnit.Nanosecond, "+00:00", 100L, "1970-01-01T00:00:00.0000001Z")]
    [InlineData(TimeUnit.Second, "+02:00", 0L, "1970-01-01T00:00:00.0000000Z")]
    [InlineData(TimeUnit.Second, "Europe/Berlin", 1_714_571_100L, "2024-05-01T13:45:00.0000000Z")]
    [InlineData(TimeUnit.Second, null, 253_402_300_800L, "|'253402300800 s since 1970, not in years 1 to 9999' is not a date and time")]
    [InlineData(TimeUnit.Second, "UTC", long.MaxValue, "|not in years 1 to 9999")]
    [InlineData(TimeUnit.Millisecond, "+14:00", 253_402_300_799_999L, "|not in years 1 to 9999")]
    [InlineData(TimeUnit.Nanosecond, null, long.MinValue, "|'-9223372036854775808 ns since 1970, not in years 1 to 9999' is not a date and time")]
    [InlineData(TimeUnit.Nanosecond, null, long.MinValue + 1, "1677-09-21T00:12:43.1452241")]
    [InlineData(TimeUnit.Microsecond, null, long.MinValue, "|not in years 1 to 9999")]
    public void TimestampsBecomeTimes(TimeUnit unit, string? zone, long value, string expected) => Check(Stamp(unit, zone, value), "time", expected);

    [Theory]
    [InlineData("+02:00", 0L, "1970-01-01T02:00:00.0000000+02:00")]
    [InlineData("-0730", 0L, "1969-12-31T16:30:00.0000000-07:30")]
    [InlineData("Europe/Berlin", 1_714_571_100L, "2024-05-01T15:45:00.0000000+02:00")]
    [InlineData("Europe/Berlin", 1_704_067_200L, "2024-01-01T01:00:00.0000000+01:00")]
    [InlineData(null, 0L, "1970-01-01T00:00:00.0000000+00:00")]
    public void ZonesAreShownByTheirClock(string? zone, long value, string expected) => Check(Stamp(TimeUnit.Second, zone, value), "offset", expected);

    [Theory]
    [InlineData("Middle/Earth")]
    [InlineData("+25:00")]
    public void AZoneThatIsNotKnownIsNamed(string zone)
    {
        Write(Stamp(TimeUnit.Second, zone, 0));
        string message = Assert.Throws<DataFormatException>(() => Dataset<TimeCell>.FromArrow(folder["v.arrow"]).Count()).Message;
        Assert.Contains($"its times are in the zone '{zone}', which this machine does not know", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherTypesBecomeTheirValues()
    {
        Check(new HalfFloatArray.Builder().Append((Half)0.1f).AppendNull().Build(), "number", "0.0999755859375; –");
        Check(new UInt64Array.Builder().Append(ulong.MaxValue).Build(), "integer", "|'18446744073709551615' is not a finite Int64");
        Check(new Int8Array.Builder().Append(-5).Build(), "flag", "|'-5' is not a flag");
        Check(new BooleanArray.Builder().Append(true).AppendNull().Build(), "flag", "True; –");
        Check(new Date64Array.Builder().Append(new DateTime(2024, 2, 29)).Build(), "date", "2024-02-29");
        Check(new Time32Array.Builder(TimeUnit.Second).Append(49_500).Build(), "clock", "13:45:00.0000000");
        Check(new Time32Array.Builder(TimeUnit.Millisecond).Append(86_400_000).Build(), "clock", "|'86400000 ms since midnight, which are no time of a day' is not a time of day");
        Check(new Time64Array.Builder(TimeUnit.Nanosecond).Append(150).Build(), "clock", "00:00:00.0000001");
        Check(new DurationArray.Builder(DurationType.Millisecond).Append(-90_000L).Build(), "duration", "-00:01:30");
        Check(new DurationArray.Builder(DurationType.Second).Append(long.MaxValue).Build(), "duration", "|beyond the longest duration");
        Check(new LargeStringArray.Builder().Append("Grün").Append("").AppendNull().Build(), "text", "Grün; ; –");
        Check(new StringViewArray.Builder().Append("short").Append("a text that is longer than twelve").AppendNull().Build(), "text", "short; a text that is longer than twelve; –");
        Check(new NullArray(2), "number", "–; –");
        Check(new StringArray.Builder().Append([0xC3, 0x28]).Build(), "text", "|is no text in UTF-8");
        Check(new Decimal256Array.Builder(new Decimal256Type(76, 40)).Append("-0.0000000000000000000000000000000000000001").Build(), "number", "-1E-40");
        Check(Scaled(new Decimal128Type(10, -2), 12), "number", "1200");
    }

    [Fact]
    public void ListsBecomeVectors()
    {
        var lists = new ListArray.Builder(FloatType.Default);
        var values = (FloatArray.Builder)lists.ValueBuilder;
        lists.Append();
        values.Append(1.5f).AppendNull();
        lists.AppendNull();
        lists.Append();
        values.Append(2).Append(3);
        ListArray all = lists.Build();
        Check(all, "vector", "1.5 –; –; 2 3");
        var endless = new ListArray(new ListType(FloatType.Default), 1, new ArrowBuffer.Builder<int>().Append(0).Append(2_000_000).Build(), new FloatArray.Builder().AppendRange(new float[2_000_000]).Build(), ArrowBuffer.Empty);
        Check(endless, "vector", "|'a list of 2000000 values' is no list of numbers");
        Check(all.Slice(2, 1), "vector", "2 3");
    }

    [Fact]
    public void DictionariesOfAnyValueAreReadAndWrongEntriesNamed()
    {
        var numbers = new DictionaryArray(
            new DictionaryType(Int16Type.Default, DoubleType.Default, false), new Int16Array.Builder().Append(1).AppendNull().Append(0).Build(), new DoubleArray.Builder().Append(0.5).Append(1.5).Build());
        Check(numbers, "number", "1.5; –; 0.5");
        var wrong = new DictionaryArray(
            new DictionaryType(Int16Type.Default, StringType.Default, false), new Int16Array.Builder().Append(0).Append(7).Build(), new StringArray.Builder().Append("a").Build());
        Assert.Contains("record batch 1, row 2: 'the entry 7 of a dictionary of 1' is no text", Assert.Throws<DataFormatException>(() => Of<TextCell>(wrong).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OffsetsOutsideOfTheirBufferAreNamedByTheirRow()
    {
        var offsets = new ArrowBuffer.Builder<int>().Append(0).Append(2).Append(9000).Append(3).Build();
        var texts = new StringArray(3, offsets, new ArrowBuffer.Builder<byte>().Append("abc"u8.ToArray()).Build(), ArrowBuffer.Empty);
        Assert.Contains("record batch 1, row 2: 'a damaged text, whose place is outside its buffer'", Assert.Throws<DataFormatException>(() => Of<TextCell>(texts).Count()).Message, StringComparison.Ordinal);
        var lists = new ListArray(new ListType(FloatType.Default), 3, offsets, new FloatArray.Builder().Append(1).Append(2).Append(3).Build(), ArrowBuffer.Empty);
        Assert.Contains("record batch 1, row 2: 'a damaged list", Assert.Throws<DataFormatException>(() => Of<VectorCell>(lists).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NestedFieldsAreRefusedByName()
    {
        var inner = new Field("a", Int32Type.Default, true);
        var structs = new StructArray(new StructType([inner]), 1, [new Int32Array.Builder().Append(1).Build()], ArrowBuffer.Empty);
        Assert.Equal(
            "the stream: the field 'v' is a struct, which no column holds; write its parts as fields of their own, or name another field with [Column(\"…\")] or Aliases",
            Assert.Throws<DataFormatException>(() => Of<NumberCell>(structs).Count()).Message);
        Assert.Contains("is bytes, which no column holds; write it as text", Assert.Throws<DataFormatException>(() => Of<TextCell>(new BinaryArray.Builder().Append([1]).Build()).Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public void CompressedFilesAreRead(CompressionCodecType codec)
    {
        Parcel[] parcels = Parcel.Some(700);
        var options = new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = new Apache.Arrow.Compression.CompressionCodecFactory() };
        foreach (bool isStream in new[] { false, true })
        {
            ParcelArrow.Write(folder["parcels"], ParcelArrow.Batches(parcels), isStream, options);
            Assert.Equal(parcels.Select(static p => p.Shown), Dataset<Parcel>.FromArrow(folder["parcels"]).Rows.Select(static p => p.Shown));
        }
    }

    private static TimestampArray Stamp(TimeUnit unit, string? zone, long value) =>
        new(new TimestampType(unit, zone), new ArrowBuffer.Builder<long>().Append(value).Build(), ArrowBuffer.Empty, 1, 0, 0);

    private static Decimal128Array Scaled(Decimal128Type type, long unscaled) =>
        new(new ArrayData(type, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer.Builder<long>().Append(unscaled).Append(0).Build()]));

    private static RecordBatch Batch(IArrowArray array) => new(new Schema([new Field("v", array.Data.DataType, true)], null), [array], array.Length);

    private static Dataset<TRow> Of<TRow>(IArrowArray array) where TRow : IRow<TRow> => Dataset<TRow>.FromArrow([Batch(array)]);

    private void Write(IArrowArray array) => ParcelArrow.Write(folder["v.arrow"], [Batch(array)], false);

    private void Check(IArrowArray array, string type, string expected)
    {
        Write(array);
        CellFile.Check(folder["v.arrow"], type, expected, "record batch 1, row 1");
    }
}
