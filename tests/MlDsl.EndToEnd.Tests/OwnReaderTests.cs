using System.Buffers.Text;
using System.Data;
using System.Globalization;

namespace MlDsl.EndToEnd.Tests;

/// <summary>What a method of the row type makes of texts, from every kind of source, and the place of what it refuses.</summary>
public sealed partial class OwnReaderTests
{
    private static readonly Parcel[] Parcels =
    [
        new() { At = new DateTime(2024, 5, 1, 8, 0, 0), Kilograms = 2.5f, Floor = 0, Note = "HELLO" },
        new() { At = new DateTime(2024, 5, 2, 9, 0, 0), Kilograms = 0.75f, Floor = null, Note = null },
    ];

    [Fact]
    public void ReadsFilesOfSeparatedValues() => Assert.Equal(
        Parcels, Csv("At,Kilograms,Floor,Note\n\"1 May 2024, 8h\",2.5kg,ground,hello\n\"2 May 2024, 9h\",750,,\n"));

    [Fact]
    public void ReadsJsonLines()
    {
        using var file = new TemporaryText("{\"At\":\"1 May 2024, 8h\",\"Kilograms\":\"2.5kg\",\"Floor\":\"gr\\u006fund\",\"Note\":\"hello\"}\n{\"At\":\"2 May 2024, 9h\",\"Kilograms\":750}\n");
        Assert.Equal(Parcels, Dataset<Parcel>.FromJsonLines(file.Path).Rows);
    }

    [Fact]
    public void ReadsQueries()
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var (name, type) in new[] { ("At", typeof(string)), ("Kilograms", typeof(object)), ("Floor", typeof(string)), ("Note", typeof(string)) }) table.Columns.Add(name, type);
        table.Rows.Add("1 May 2024, 8h", "2.5kg", "ground", "hello");
        table.Rows.Add("2 May 2024, 9h", 750, DBNull.Value, DBNull.Value);
        Assert.Equal(Parcels, Dataset<Parcel>.FromQuery(table.CreateDataReader).Rows);
    }

    [Fact]
    public void GetsWhatAConverterMakes() => Assert.Equal(
        2.5f,
        Csv(
            "At,Kilograms,Floor,Note\n\"1 May 2024, 8h\",2.5 KG,,\n",
            new CsvOptions { Converters = new Dictionary<string, Func<string, string?>> { ["Kilograms"] = static t => t.Replace(" KG", "kg", StringComparison.Ordinal) } }).Single().Kilograms);

    [Theory]
    [InlineData("\"1 May 2024, 8h\",heavy,,", 3, 18, "the method marked [Reads] threw FormatException (no weight) for 'heavy' in column 'Kilograms' (Parcel.Kilograms); correct the text or the method")]
    [InlineData("\"1 May 2024, 8h\",infinite,,", 3, 18, "the method marked [Reads] gave a number that is not finite for 'infinite' in column 'Kilograms'")]
    [InlineData("\"1 May 2024, 8h\",,,", 3, 18, "the value is missing in column 'Kilograms'")]
    [InlineData("local,1,,", 3, 1, "the method marked [Reads] gave a local time, which depends on the machine's zone, for 'local' in column 'At'")]
    [InlineData("utc,1,,", 3, 1, "the event time is in UTC and that of line 2 without a zone")]
    public void NamesThePlace(string record, int line, int column, string message)
    {
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Csv($"At,Kilograms,Floor,Note\n\"1 May 2024, 8h\",1,,\n{record}\n"));
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(message.Contains("threw", StringComparison.Ordinal), problem.InnerException is FormatException);
    }

    [Fact]
    public void NamesThePlaceInOtherRecords()
    {
        using var file = new TemporaryText("{\"At\":\"1 May 2024, 8h\",\"Kilograms\":1}\n{\"At\":\"1 May 2024, 8h\",\"Kilograms\":\"heavy\"}\n");
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Dataset<Parcel>.FromJsonLines(file.Path).Count());
        Assert.StartsWith($"{file.Path}, line 2: the method marked [Reads] threw FormatException (no weight) for 'heavy' in column 'Kilograms' (Parcel.Kilograms)", problem.Message, StringComparison.Ordinal);
        using var list = new TemporaryText("{\"At\":\"1 May 2024, 8h\",\"Kilograms\":[1]}\n");
        Assert.Contains("is no single value in column 'Kilograms'", Assert.Throws<DataFormatException>(() => Dataset<Parcel>.FromJsonLines(list.Path).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotAboutTheTextPassesAsItIs() => Assert.Throws<OperationCanceledException>(static () => Csv("At,Kilograms,Floor,Note\n\"1 May 2024, 8h\",stop,,\n"));

    [Fact]
    public void RefusesBytesThatAreNoText()
    {
        using var file = new TemporaryText("");
        File.WriteAllBytes(file.Path, [.. "At,Kilograms,Floor,Note\n\"1 May 2024, 8h\",1,,"u8, 0xE4, (byte)'\n']);
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Dataset<Parcel>.FromCsv(file.Path).Count());
        Assert.Equal((2, "Note"), (problem.Line, problem.Member));
    }

    [Fact]
    public void RefusesAFormatThatTheMethodWouldNotSee()
    {
        using var file = new TemporaryText("At,Kilograms,Floor,Note\n");
        Assert.Contains(
            "CsvOptions.ColumnTimes must not name 'At', which a method marked [Reads] reads",
            Assert.Throws<ArgumentException>(() => Dataset<Parcel>.FromCsv(file.Path, new CsvOptions { ColumnTimes = new Dictionary<string, TimeFormat> { ["At"] = new() } })).Message, StringComparison.Ordinal);
        Assert.Contains(
            "CsvOptions.ColumnNumbers must not name 'Kilograms'",
            Assert.Throws<ArgumentException>(() => Dataset<Parcel>.FromCsv(file.Path, new CsvOptions { ColumnNumbers = new Dictionary<string, NumberFormat> { ["Kilograms"] = NumberFormat.DecimalComma } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SkipsAndCountsWhereAsked()
    {
        using var file = new TemporaryText("At,Kilograms,Floor,Note\n\"1 May 2024, 8h\",1,,\n\"1 May 2024, 8h\",heavy,,\n");
        Dataset<Parcel> data = Dataset<Parcel>.FromCsv(file.Path, new CsvOptions { BadRows = BadRowPolicy.Skip });
        Assert.Equal((1, 1), (data.Count(), data.SkippedRows.Count));
    }

    private static Parcel[] Csv(string text, CsvOptions? options = null)
    {
        using var file = new TemporaryText(text);
        return [.. Dataset<Parcel>.FromCsv(file.Path, options).Rows];
    }

    /// <summary>A parcel with texts that no option covers.</summary>
    [Dataset]
    public sealed partial record Parcel
    {
        [EventTime] public required DateTime At { get; init; }
        [Numeric] public required float Kilograms { get; init; }
        [Numeric(Impute = Impute.Median)] public int? Floor { get; init; }
        public string? Note { get; init; }

        [Reads(nameof(At))]
        private static DateTime ReadAt(ReadOnlySpan<byte> text) => text.SequenceEqual("local"u8) ? new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local)
            : text.SequenceEqual("utc"u8) ? new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc)
            : DateTime.ParseExact(System.Text.Encoding.UTF8.GetString(text), "d MMM yyyy, H'h'", CultureInfo.InvariantCulture);

        [Reads(nameof(Kilograms))]
        private static float ReadWeight(ReadOnlySpan<byte> text)
        {
            if (text.SequenceEqual("infinite"u8)) return float.PositiveInfinity;
            if (text.SequenceEqual("stop"u8)) throw new OperationCanceledException();
            if (!Utf8Parser.TryParse(text, out float value, out int read)) throw new FormatException("no weight");
            return text[read..].SequenceEqual("kg"u8) ? value : value / 1000;
        }

        [Reads(nameof(Floor))]
        private static int? ReadFloor(ReadOnlySpan<byte> text) => text.SequenceEqual("ground"u8) ? 0 : int.Parse(text, CultureInfo.InvariantCulture);

        [Reads(nameof(Note))]
        private static string ReadNote(ReadOnlySpan<byte> text) => System.Text.Encoding.UTF8.GetString(text).ToUpperInvariant();
    }
}
