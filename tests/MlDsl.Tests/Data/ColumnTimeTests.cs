namespace MlDsl.Tests.Data;

/// <summary>Times of one column: several formats, and the clocks of a zone that puts them forward in March and back in October.</summary>
public sealed class ColumnTimeTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(
        "Probe/Zone", TimeSpan.FromHours(1), "probe", "winter", "summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

    [Theory]
    [InlineData("2024-05-01T13:45:00", null, "2024-05-01T13:45:00.0000000")]
    [InlineData("2024-05-01 13:45", null, "2024-05-01T13:45:00.0000000")]
    [InlineData("2024-05-01T13:45:00Z", null, "2024-05-01T13:45:00.0000000Z")]
    [InlineData("2024-05-01T13:45:00+02:00", null, "2024-05-01T11:45:00.0000000Z")]
    [InlineData("1.5.2024 7", "d.M.yyyy H|yyyy-MM-dd H", "2024-05-01T07:00:00.0000000")]
    [InlineData("2024-05-01 7", "d.M.yyyy H|yyyy-MM-dd H", "2024-05-01T07:00:00.0000000")]
    [InlineData("05/01/24 7:05 PM", "MM/dd/yy h:mm tt", "2024-05-01T19:05:00.0000000")]
    [InlineData("20240501", "yyyyMMdd", "2024-05-01T00:00:00.0000000")]
    [InlineData("1 May 2024", "d MMM yyyy", "2024-05-01T00:00:00.0000000")]
    [InlineData("Wed, 01 May 2024 13:45:00 GMT", "R", "2024-05-01T13:45:00.0000000Z")]
    [InlineData("2024-05-01 13:45 +0530", "yyyy-MM-dd HH:mm zzz", "2024-05-01T08:15:00.0000000Z")]
    public void ReadsByTheFormatsOfTheColumn(string text, string? formats, string expected) =>
        Assert.Equal(expected, Time(text, new TimeFormat { Formats = formats?.Split('|') ?? [] }).ToString("O"));

    [Theory]
    [InlineData("2024-01-15 12:00", AmbiguousTime.Error, "2024-01-15T11:00:00.0000000Z")]
    [InlineData("2024-07-15 12:00", AmbiguousTime.Error, "2024-07-15T10:00:00.0000000Z")]
    [InlineData("2024-03-31 01:59", AmbiguousTime.Error, "2024-03-31T00:59:00.0000000Z")]
    [InlineData("2024-03-31 03:00", AmbiguousTime.Error, "2024-03-31T01:00:00.0000000Z")]
    [InlineData("2024-10-27 02:30", AmbiguousTime.Earlier, "2024-10-27T00:30:00.0000000Z")]
    [InlineData("2024-10-27 02:30", AmbiguousTime.Later, "2024-10-27T01:30:00.0000000Z")]
    [InlineData("2024-03-31 02:30", AmbiguousTime.Earlier, "2024-03-31T00:30:00.0000000Z")]
    [InlineData("2024-03-31 02:30", AmbiguousTime.Later, "2024-03-31T01:30:00.0000000Z")]
    [InlineData("2024-10-27T02:30+02:00", AmbiguousTime.Error, "2024-10-27T00:30:00.0000000Z")]
    [InlineData("2024-10-27 03:00", AmbiguousTime.Error, "2024-10-27T02:00:00.0000000Z")]
    public void ReadsTheClocksOfAZone(string text, AmbiguousTime ambiguous, string expected) =>
        Assert.Equal(expected, Time(text, new TimeFormat { Zone = Zone, Ambiguous = ambiguous }).ToString("O"));

    [Fact]
    public void KeepsTheOffsetOfTheZone() => Assert.Equal(
        new DateTimeOffset(2024, 7, 15, 12, 0, 0, TimeSpan.FromHours(2)),
        Fields.Read("2024-07-15 12:00,1", static (ref FieldReader f) => f.DateTimeOffset(0), Of(new TimeFormat { Zone = Zone }), Schema("DateTimeOffset")));

    [Theory]
    [InlineData("2024-03-31 02:30", "'2024-03-31 02:30' is no time: no clock of Probe/Zone shows 2024-03-31 02:30:00, which it leaves out when it is put forward in column 'a' (Probe.A); correct it")]
    [InlineData("2024-10-27 02:30", "is no time: the clocks of Probe/Zone show 2024-10-27 02:30:00 twice; set TimeFormat.Ambiguous to the one that is meant, or write the offset in column 'a'")]
    [InlineData("0001-01-01 00:30", "no clock of Probe/Zone shows 0001-01-01 00:30:00")]
    public void RefusesWhatNoClockOrTwoShow(string text, string message)
    {
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Time(text, new TimeFormat { Zone = Zone }));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((2, 1, "A"), (problem.Line, problem.Column, problem.Member));
    }

    // Zones that changed their offset for good: a day left out, and an hour twice.
    [Theory]
    [InlineData("Pacific/Apia", "2011-12-30 12:00", "no clock of Pacific/Apia shows 2011-12-30 12:00:00")]
    [InlineData("Europe/Moscow", "2014-10-26 01:30", "the clocks of Europe/Moscow show 2014-10-26 01:30:00 twice")]
    [InlineData("Europe/Berlin", "2024-03-31 02:30", "no clock of Europe/Berlin shows 2024-03-31 02:30:00")]
    public void KnowsZonesThatMoved(string zone, string text, string message) => Assert.Contains(
        message, Assert.Throws<DataFormatException>(() => Time(text, new TimeFormat { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Pacific/Apia", "2011-12-29 12:00", AmbiguousTime.Error, "2011-12-29T22:00:00.0000000Z")]
    [InlineData("Pacific/Apia", "2011-12-31 12:00", AmbiguousTime.Error, "2011-12-30T22:00:00.0000000Z")]
    [InlineData("Europe/Moscow", "2014-10-26 01:30", AmbiguousTime.Earlier, "2014-10-25T21:30:00.0000000Z")]
    [InlineData("Europe/Moscow", "2014-10-26 01:30", AmbiguousTime.Later, "2014-10-25T22:30:00.0000000Z")]
    public void ReadsZonesThatMoved(string zone, string text, AmbiguousTime ambiguous, string expected) => Assert.Equal(
        expected, Time(text, new TimeFormat { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone), Ambiguous = ambiguous }).ToString("O"));

    [Fact]
    public void RefusesATextThatFitsTwoFormats()
    {
        string[] formats = ["d/M/yyyy", "M/d/yyyy"];
        Assert.Contains(
            "'1/2/2024' is no time: 'd/M/yyyy' and 'M/d/yyyy' make different times of it; set TimeFormat.TakesFirst",
            Assert.Throws<DataFormatException>(() => Time("1/2/2024", new TimeFormat { Formats = formats })).Message, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2024, 2, 1), Time("1/2/2024", new TimeFormat { Formats = formats, TakesFirst = true }));
        Assert.Equal(new DateTime(2024, 2, 2), Time("2/2/2024", new TimeFormat { Formats = formats }));
        Assert.Equal(new DateTime(2024, 1, 31), Time("1/31/2024", new TimeFormat { Formats = formats }));
    }

    [Fact]
    public void AZoneAloneKeepsTheFormatOfAllColumns() => Assert.Equal(
        new DateTime(2024, 7, 15, 10, 0, 0, DateTimeKind.Utc),
        Fields.Read("15.7.2024 12h,1", static (ref FieldReader f) => f.DateTime(0), Of(new TimeFormat { Zone = Zone }) with { DateFormat = "d.M.yyyy H'h'" }, Schema("DateTime")));

    [Fact]
    public void EverySourceHasTheZone()
    {
        var times = new Dictionary<string, TimeFormat> { ["moment"] = new() { Zone = Zone }, ["seen"] = new() { Zone = Zone } };
        using var csv = new TemporaryFile("moment,seen\n2024-07-15 12:00,2024-07-15 12:00\n");
        using var json = new TemporaryFile("{\"moment\":\"2024-07-15 12:00\",\"seen\":\"2024-07-15T12:00\"}\n", ".jsonl");
        Zoned[] expected = [new(new DateTime(2024, 7, 15, 10, 0, 0, DateTimeKind.Utc), new DateTimeOffset(2024, 7, 15, 12, 0, 0, TimeSpan.FromHours(2)))];
        Assert.Equal(expected, Dataset<Zoned>.FromCsv(csv.Path, new CsvOptions { ColumnTimes = times }).Rows);
        Assert.Equal(expected, Dataset<Zoned>.FromJsonLines(json.Path, new JsonLinesOptions { ColumnTimes = times }).Rows);
        Assert.Equal(expected, Query(new DateTime(2024, 7, 15, 12, 0, 0), new QueryOptions { ColumnTimes = times }));
        Assert.Equal(expected[0].Moment, Query(new DateTime(2024, 7, 15, 10, 0, 0, DateTimeKind.Utc), new QueryOptions { ColumnTimes = times })[0].Moment);
        DataFormatException gap = Assert.Throws<DataFormatException>(() => Query(new DateTime(2024, 3, 31, 2, 30, 0), new QueryOptions { ColumnTimes = times }));
        Assert.Contains("no clock of Probe/Zone shows 2024-03-31 02:30:00", gap.Message, StringComparison.Ordinal);

        static Zoned[] Query(DateTime value, QueryOptions options)
        {
            using var table = new System.Data.DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
            // A column of times would forget that one is in UTC.
            table.Columns.Add("moment", typeof(object));
            table.Columns.Add("seen", typeof(object));
            table.Rows.Add(value, value);
            return [.. Dataset<Zoned>.FromQuery(table.CreateDataReader, options).Rows];
        }
    }

    [Fact]
    public void NamesTheFormatsThatDoNotFit() => Assert.EndsWith(
        "'x' is not a date and time in column 'a' (Probe.A); CsvOptions.ColumnTimes[\"a\"] has 'd.M.yyyy', 'yyyyMMdd'",
        Assert.Throws<DataFormatException>(static () => Time("x", new TimeFormat { Formats = ["d.M.yyyy", "yyyyMMdd"] })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("DateTime", "%", false, AmbiguousTime.Error, "CsvOptions.ColumnTimes[\"a\"].Formats must have formats")]
    [InlineData("DateTime", null, false, (AmbiguousTime)7, "CsvOptions.ColumnTimes[\"a\"].Ambiguous must be a member")]
    [InlineData("DateOnly", null, true, AmbiguousTime.Error, "CsvOptions.ColumnTimes[\"a\"].Zone must be null")]
    [InlineData("float", null, false, AmbiguousTime.Error, "is for dates and times, and the column is of type 'float'")]
    public void ChecksTheFormat(string type, string? format, bool hasZone, AmbiguousTime ambiguous, string message)
    {
        CsvOptions options = Of(new TimeFormat { Formats = format is null ? [] : [format], Zone = hasZone ? Zone : null, Ambiguous = ambiguous });
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => options.Validate("probe.csv", Schema(type))).Message, StringComparison.Ordinal);
    }

    private static DateTime Time(string text, TimeFormat format) => Fields.Read($"\"{text}\",1", static (ref FieldReader f) => f.DateTime(0), Of(format), Schema("DateTime"));

    private sealed record Zoned(DateTime Moment, DateTimeOffset Seen) : IRow<Zoned>
    {
        public static DatasetSchema Schema { get; } = Schemas.Of("Zoned", ("moment", "Moment", "DateTime"), ("seen", "Seen", "DateTimeOffset"));

        public static Zoned Read(ref FieldReader fields) => new(fields.DateTime(0), fields.DateTimeOffset(1));

        public static void Hash(Zoned row, ref RowHash hash) => hash.Add(row.Moment);
    }

    private static CsvOptions Of(TimeFormat format) => new() { ColumnTimes = new Dictionary<string, TimeFormat> { ["a"] = format } };

    private static DatasetSchema Schema(string type) => Schemas.Of("Probe", ("a", "A", type), ("b", "B", "float"));
}
