namespace MlDsl.Tests.Data;

public sealed class DateTests
{
    [Theory]
    [InlineData("2012-08-09", 0, 0, 0, 0)]
    [InlineData("2012-08-09 13:45", 13, 45, 0, 0)]
    [InlineData("2012-08-09 13:45:59", 13, 45, 59, 0)]
    [InlineData("2012-08-09T13:45:59.5", 13, 45, 59, 5_000_000)]
    [InlineData("2012-08-09T13:45:59.1234567", 13, 45, 59, 1_234_567)]
    [InlineData("2012-08-09T13:45:59.123456789", 13, 45, 59, 1_234_567)]
    [InlineData("2012-08-09T13:45:59.9999999999", 13, 45, 59, 9_999_999)]
    public void ReadsIsoDatesWithoutAnOffset(string text, int hour, int minute, int second, long ticks)
    {
        DateTime expected = new DateTime(2012, 8, 9, hour, minute, second).AddTicks(ticks);

        DateTime value = Fields.Read(text + ",1", static (ref FieldReader f) => f.DateTime(0));

        Assert.Equal((expected, DateTimeKind.Unspecified), (value, value.Kind));
        Assert.Equal(new DateTimeOffset(expected, TimeSpan.Zero), Fields.Read(text + ",1", static (ref FieldReader f) => f.DateTimeOffset(0)));
    }

    [Theory]
    [InlineData("2012-08-09T13:45:00Z", 0)]
    [InlineData("2012-08-09T15:45:00+02:00", 120)]
    [InlineData("2012-08-09 08:15:00-0530", -330)]
    [InlineData("2012-08-09T15:45+02", 120)]
    public void ReadsIsoDatesWithAnOffset(string text, int minutes)
    {
        var moment = new DateTime(2012, 8, 9, 13, 45, 0, DateTimeKind.Utc);

        DateTime clock = Fields.Read(text + ",1", static (ref FieldReader f) => f.DateTime(0));
        DateTimeOffset value = Fields.Read(text + ",1", static (ref FieldReader f) => f.DateTimeOffset(0));

        Assert.Equal((moment, DateTimeKind.Utc), (clock, clock.Kind));
        Assert.Equal((moment, TimeSpan.FromMinutes(minutes)), (value.UtcDateTime, value.Offset));
    }

    [Theory]
    [InlineData("2011-02-29")]
    [InlineData("2012-13-01")]
    [InlineData("2012-8-9")]
    [InlineData("09.08.2012")]
    [InlineData("2012-08-09T24:00")]
    [InlineData("2012-08-09T13:60")]
    [InlineData("2012-08-09T13:45:60")]
    [InlineData("2012-08-09T13:45:00.")]
    [InlineData("2012-08-09T13:45:00+15:00")]
    [InlineData("2012-08-09T13:45:00+02:60")]
    [InlineData("2012-08-09T13:45:00+0")]
    [InlineData("2012-08-09x13:45")]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01T00:00+01:00")]
    [InlineData("2012-08-09T")]
    public void RefusesOtherTexts(string text)
    {
        string message = Fields.Refuse(text + ",1", static (ref FieldReader f) => f.DateTimeOffset(0)).Message;

        string wayOut = text.StartsWith("2012-8", StringComparison.Ordinal) || text.StartsWith("09.", StringComparison.Ordinal)
            ? "write ISO 8601 (2012-08-09T13:45:00), or set CsvOptions.DateFormat"
            : "there is no such day or time: correct it";
        Assert.Equal($"probe.csv, line 2, column 1: '{text}' is not a date and time in column 'a' (Probe.A); {wayOut}", message);
        Assert.Throws<DataFormatException>(() => Fields.Read(text + ",1", static (ref FieldReader f) => f.DateTime(0)));
        Assert.Throws<DataFormatException>(() => Fields.Read(text + ",1", static (ref FieldReader f) => f.DateOnly(0)));
    }

    [Theory]
    [InlineData("2012-08-09", true)]
    [InlineData("2012-08-09 00:00:00", true)]
    [InlineData("2012-08-09 00:00:01", false)]
    [InlineData("2012-08-09T00:00:00Z", false)]
    public void ReadsDatesWithoutATime(string text, bool valid)
    {
        if (valid) Assert.Equal(new DateOnly(2012, 8, 9), Fields.Read(text + ",1", static (ref FieldReader f) => f.DateOnly(0)));
        else Assert.Contains("is not a date in column", Fields.Refuse(text + ",1", static (ref FieldReader f) => f.DateOnlyOrNull(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FollowsAGivenFormat()
    {
        var german = new CsvOptions { DateFormat = "dd.MM.yyyy HH:mm" };
        var zoned = new CsvOptions { DateFormat = "yyyyMMdd HHmm zzz" };

        Assert.Equal(new DateTime(2012, 8, 9, 13, 45, 0), Fields.Read("09.08.2012 13:45,1", static (ref FieldReader f) => f.DateTime(0), german));
        Assert.Equal(TimeSpan.FromHours(2), Fields.Read("20120809 1345 +02:00,1", static (ref FieldReader f) => f.DateTimeOffset(0), zoned).Offset);
        Assert.EndsWith("CsvOptions.DateFormat is 'dd.MM.yyyy HH:mm'", Fields.Refuse("2012-08-09,1", static (ref FieldReader f) => f.DateTime(0), german).Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => Fields.Read(new string('9', 80) + ",1", static (ref FieldReader f) => f.DateTime(0), german));
    }

    [Theory]
    [InlineData("2012-08-09T13:45:59.123456789")]
    [InlineData("2012-08-09T13:45:59.9999999999+02:00")]
    [InlineData("2012-08-09T13:45:59.99999999Z")]
    [InlineData("2012-08-09T13:45:00+14:00")]
    [InlineData("2012-08-09")]
    public void CutsAndShiftsAsJsonDoes(string text)
    {
        DateTime json = System.Text.Json.JsonSerializer.Deserialize<DateTime>($"\"{text}\"");

        DateTime csv = Fields.Read(text + ",1", static (ref FieldReader f) => f.DateTime(0));

        Assert.Equal(json.Kind == DateTimeKind.Local ? json.ToUniversalTime() : json, csv);
        Assert.Equal(json.Kind == DateTimeKind.Unspecified ? DateTimeKind.Unspecified : DateTimeKind.Utc, csv.Kind);
    }

    // An offset in the text decides the kind, whatever the format; a text without one stays as written.
    [Theory]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2012-08-09T13:45:00", 13, DateTimeKind.Unspecified)]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2012-08-09T13:45:00Z", 13, DateTimeKind.Utc)]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2012-08-09T13:45:00+02:00", 11, DateTimeKind.Utc)]
    [InlineData("yyyyMMdd HHmm zzz", "20120809 1345 -05:30", 19, DateTimeKind.Utc)]
    [InlineData("yyyyMMdd HHmm zzz", "20120809 1345 +00:00", 13, DateTimeKind.Utc)]
    [InlineData("O", "2012-08-09T13:45:00.0000000", 13, DateTimeKind.Unspecified)]
    [InlineData("O", "2012-08-09T13:45:00.0000000+02:00", 11, DateTimeKind.Utc)]
    [InlineData("u", "2012-08-09 13:45:00Z", 13, DateTimeKind.Utc)]
    [InlineData("R", "\"Thu, 09 Aug 2012 13:45:00 GMT\"", 13, DateTimeKind.Utc)]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ", "2012-08-09T13:45:00Z", 13, DateTimeKind.Utc)]
    [InlineData("yyyy-MM-dd'K'HH", "2012-08-09K13", 13, DateTimeKind.Unspecified)]
    [InlineData("dd.MM.yyyy HH:mm", "09.08.2012 13:45", 13, DateTimeKind.Unspecified)]
    public void TakesTheKindFromTheText(string format, string text, int hour, DateTimeKind kind)
    {
        DateTime value = Fields.Read(text + ",1", static (ref FieldReader f) => f.DateTime(0), new CsvOptions { DateFormat = format });

        Assert.Equal((9, hour, kind), (value.Day, value.Hour, value.Kind));
    }

    [Theory]
    [InlineData("2012-08-09 00:00:01", "it has a time of day: declare the property as 'DateTime', or leave the time out")]
    [InlineData("2012-08-09T00:00:00Z", "it has an offset: declare the property as 'DateTimeOffset', or leave the offset out")]
    [InlineData("2011-02-29", "there is no such day or time: correct it")]
    [InlineData("1344519900", "seconds or milliseconds since 1970 are a number: declare the property as 'long', or convert the text by CsvOptions.Converters")]
    [InlineData("NULL", "if 'NULL' stands for a missing value, list it in CsvOptions.Missing and declare the property as 'float?'")]
    [InlineData("08/09/2012", "write ISO 8601 (2012-08-09T13:45:00), or set CsvOptions.DateFormat")]
    public void GivesTheWayOutThatFits(string text, string wayOut) => Assert.EndsWith(
        $" is not a date in column 'a' (Probe.A); {wayOut}", Fields.Refuse(text + ",1", static (ref FieldReader f) => f.DateOnly(0)).Message, StringComparison.Ordinal);
}
