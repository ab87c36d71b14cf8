using System.Data.SqlTypes;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Kinds;

/// <summary>Parcels as batches of Arrow and files of its own library.</summary>
public static class ParcelArrow
{
    /// <summary>Batches of up to 300 parcels, with one dictionary, as a file has it.</summary>
    public static IReadOnlyList<RecordBatch> Batches(Parcel[] parcels) => [.. parcels.Chunk(300).Select(chunk => Batch(chunk, [.. parcels.Select(static p => p.City).Distinct()]))];

    /// <summary>Writes a file with a footer, or a stream.</summary>
    public static void Write(string path, IReadOnlyList<RecordBatch> batches, bool isStream, IpcOptions? options = null)
    {
        using FileStream file = File.Create(path);
        using ArrowStreamWriter writer = isStream
            ? new ArrowStreamWriter(file, batches[0].Schema, false, options ?? new IpcOptions()) : new ArrowFileWriter(file, batches[0].Schema, false, options ?? new IpcOptions());
        foreach (RecordBatch batch in batches) writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    private static RecordBatch Batch(Parcel[] p, string[] entries) => new RecordBatch.Builder()
        .Append("days", false, new FloatArray.Builder().AppendRange(p.Select(static p => p.Days)).Build())
        .Append("number", false, new Int64Array.Builder().AppendRange(p.Select(static p => p.Number)).Build())
        .Append("city", false, Coded([.. p.Select(static p => p.City)], entries))
        .Append("size", false, new StringArray.Builder().AppendRange(p.Select(static p => p.Size.ToString())).Build())
        .Append("unwanted", true, new NullArray(p.Length))
        .Append("weight", false, new FloatArray.Builder().AppendRange(p.Select(static p => p.Weight)).Build())
        .Append("girth", true, Optional<double, DoubleArray, DoubleArray.Builder>(new DoubleArray.Builder(), p.Select(static p => p.Girth)))
        .Append("price", false, Prices(p))
        .Append("fragile", false, new BooleanArray.Builder().AppendRange(p.Select(static p => p.Fragile)).Build())
        .Append("items", true, Optional<int, Int32Array, Int32Array.Builder>(new Int32Array.Builder(), p.Select(static p => p.Items)))
        .Append("sent", false, Times(new TimestampType(TimeUnit.Microsecond, (string?)null), p.Select(static p => p.Sent)))
        .Append("seen", false, Times(new TimestampType(TimeUnit.Nanosecond, "UTC"), p.Select(static p => p.Seen.UtcDateTime)))
        .Append("due", false, new Date32Array.Builder().AppendRange(p.Select(static p => p.Due.ToDateTime(default))).Build())
        .Append("opens", false, Opens(p))
        .Append("carrier", false, Texts(p.Select(static p => p.Carrier.ToString())))
        .Append("note", true, Texts(p.Select(static p => p.Note)))
        .Append("profile", false, Profiles(p))
        .Build();

    private static TArray Optional<T, TArray, TBuilder>(PrimitiveArrayBuilder<T, TArray, TBuilder> builder, IEnumerable<T?> values)
        where T : struct where TArray : IArrowArray where TBuilder : class, IArrowArrayBuilder<TArray>
    {
        foreach (T? value in values)
        {
            if (value is { } there) builder.Append(there);
            else builder.AppendNull();
        }
        return builder.Build(null);
    }

    private static StringArray Texts(IEnumerable<string?> texts)
    {
        var builder = new StringArray.Builder();
        foreach (string? text in texts) builder.Append(text);
        return builder.Build();
    }

    private static DictionaryArray Coded(string[] texts, string[] entries)
    {
        var codes = new UInt8Array.Builder();
        foreach (string text in texts) codes.Append((byte)System.Array.IndexOf(entries, text));
        return new DictionaryArray(new DictionaryType(UInt8Type.Default, StringType.Default, false), codes.Build(), Texts(entries));
    }

    private static Decimal128Array Prices(Parcel[] parcels)
    {
        var builder = new Decimal128Array.Builder(new Decimal128Type(20, 4));
        foreach (Parcel parcel in parcels) builder.Append(new SqlDecimal(parcel.Price));
        return builder.Build();
    }

    private static TimestampArray Times(TimestampType type, IEnumerable<DateTime> times)
    {
        var builder = new TimestampArray.Builder(type);
        foreach (DateTime time in times) builder.Append(new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)));
        return builder.Build();
    }

    private static Time64Array Opens(Parcel[] parcels)
    {
        var builder = new Time64Array.Builder(TimeUnit.Microsecond);
        foreach (Parcel parcel in parcels) builder.Append(parcel.Opens);
        return builder.Build();
    }

    private static FixedSizeListArray Profiles(Parcel[] parcels)
    {
        var builder = new FixedSizeListArray.Builder(FloatType.Default, 3);
        var values = (FloatArray.Builder)builder.ValueBuilder;
        foreach (Parcel parcel in parcels)
        {
            builder.Append();
            values.AppendRange(parcel.Profile);
        }
        return builder.Build();
    }
}
