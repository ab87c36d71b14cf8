namespace MlDsl.Tests.Data;

public sealed class DateTests
{
    [Theory]
    [InlineData("2012-08-09", 0, 0, 0, 0)]
    [InlineData("2012-08-09 13:45", 13, 45, 0, 0)]
    [InlineData("2012-08-09 13:45:59", 13, 45, 59, 0)]
    [InlineData("2012-08-09T13:45:59.5", 13, 45, 59, 5_000_000)]
    [InlineData("2012-08-09T13:45:59.1234567", 13, 45, 59, 1_234_567)]
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
    [InlineData("2012-08-09T13:45:00.12345678")]
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

        Assert.Equal($"probe.csv, line 2, column 1: '{text}' is not a date and time in column 'a' (Probe.A); write ISO 8601 (2012-08-09T13:45:00), or set CsvOptions.DateFormat", message);
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
}
