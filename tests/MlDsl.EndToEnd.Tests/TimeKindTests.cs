using System.Globalization;
using System.Text.Json;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests;

/// <summary>
/// One text means one time, whatever the route and the machine's zone: from a file, from JSON, in memory, at prediction. The hours are
/// those that the texts say, shifted by their offsets.
/// </summary>
[Collection(Alone.Name)]
public sealed class TimeKindTests
{
    public static TheoryData<string> Zones => ["UTC", "Asia/Tokyo", "America/New_York", "Australia/Lord_Howe"];

    [Theory]
    [MemberData(nameof(Zones))]
    public void OneTextGivesOneHourOnEveryRoute(string zone)
    {
        using var local = new LocalZone(zone);
        MomentModel model = MomentModel.Fit(Fit("zzz", TimeSpan.FromHours(2)));
        foreach (string text in (string[])["2024-03-05T10:00:00+02:00", "2024-03-10T02:30:00-05:00", "2024-11-03T01:30:00-04:00", "2024-11-03T01:30:00-05:00", "2024-03-05T08:00:00Z"])
        {
            float hour = (float)DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime.TimeOfDay.TotalHours;
            DateTime fromFile = Read(text).At, fromJson = JsonSerializer.Deserialize<DateTime>($"\"{text}\"");

            Assert.Equal(hour, model.Predict(new Moment.Input { At = fromFile }), 1e-2f);
            Assert.Equal(hour, model.Predict(new Moment.Input { At = fromJson }), 1e-2f);
            Assert.Equal(hour, model.Predict(JsonSerializer.Deserialize<Moment.Input>($"{{\"At\":\"{text}\"}}")), 1e-2f);
            Assert.Equal(model.Predict(new Moment.Input { At = fromFile }), model.Predict(new Moment.Input { At = fromJson }));
            var batch = new float[1];
            model.Predict([new Moment.Input { At = fromJson }], batch);
            Assert.Equal(hour, batch[0], 1e-2f);
        }
    }

    // The hour that comes twice, and the one that does not come: whatever the local clock says, the instants are those of UTC.
    [Fact]
    public void HoursAroundDaylightSavingAreTold()
    {
        using var zone = new LocalZone("America/New_York");
        MomentModel model = MomentModel.Fit(Fit("zzz", TimeSpan.FromHours(2)));
        for (DateTime utc = new(2024, 11, 3, 4, 0, 0, DateTimeKind.Utc); utc.Hour < 9; utc = utc.AddMinutes(10))
            Assert.Equal(model.Predict(new Moment.Input { At = utc }), model.Predict(new Moment.Input { At = utc.ToLocalTime() }));
        var never = new DateTime(2024, 3, 10, 2, 30, 0, DateTimeKind.Local);
        string message = Assert.Throws<InvalidValueException>(() => model.Predict(new Moment.Input { At = never })).Message;
        Assert.StartsWith("'At' is 2024-03-10T02:30:00.0000000", message, StringComparison.Ordinal);
        Assert.Contains("does not exist in America/New_York, because its clocks go forward there: correct it", message, StringComparison.Ordinal);
        // As adapters of its export do.
        string ofExport = Assert.Throws<InvalidValueException>(() => Onnx.OnnxColumns.Ticks(never, isUtc: true, "At")).Message;
        Assert.StartsWith("'At' is 2024-03-10T02:30:00.0000000", ofExport, StringComparison.Ordinal);
        Assert.Contains("does not exist in America/New_York, because its clocks go forward there: correct it", ofExport, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void ALocalTimeIsRefusedWhereTrainingHadNoZone(string zone)
    {
        using var local = new LocalZone(zone);
        MomentModel model = MomentModel.Fit(Fit("", TimeSpan.Zero));

        Assert.Equal(10f, model.Predict(new Moment.Input { At = new DateTime(2024, 3, 5, 10, 0, 0) }), 1e-2f);
        Assert.Equal(10f, model.Predict(new Moment.Input { At = Read("2024-03-05T10:00:00").At }), 1e-2f);
        Assert.Equal(10f, model.Predict(new Moment.Input { At = JsonSerializer.Deserialize<DateTime>("\"2024-03-05T10:00:00\"") }), 1e-2f);
        string message = Assert.Throws<InvalidValueException>(() => model.Predict(new Moment.Input { At = new DateTime(2024, 3, 5, 10, 0, 0, DateTimeKind.Local) })).Message;
        Assert.Contains("'At' is 2024-03-05T10:00:00.0000000", message, StringComparison.Ordinal);
        Assert.Contains("training saw times without a zone", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTrainingSawIsInTheFile()
    {
        using var zone = new LocalZone("Asia/Tokyo");
        MomentModel instants = Reloaded(MomentModel.Fit(Fit("zzz", TimeSpan.FromHours(2)))), clocks = Reloaded(MomentModel.Fit(Fit("", TimeSpan.Zero)));
        var noon = new Moment.Input { At = new DateTime(2024, 3, 5, 12, 0, 0, DateTimeKind.Local) };

        Assert.Equal(3f, instants.Predict(noon), 1e-2f);
        Assert.Throws<InvalidValueException>(() => clocks.Predict(noon));
    }

    [Fact]
    public void LocalTrainingTimesAreInstants()
    {
        using var zone = new LocalZone("Asia/Tokyo");
        Moment[] rows = [.. Enumerable.Range(0, 480).Select(static i => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i))
            .Select(static (t, i) => new Moment { At = i % 2 == 0 ? t : t.ToLocalTime(), Hour = t.Hour })];
        MomentModel model = MomentModel.Fit(Dataset<Moment>.FromRows(rows).SplitRandom(0.2, 0.2, 1).Train);

        Assert.Equal(8f, model.Predict(new Moment.Input { At = new DateTime(2024, 3, 5, 17, 0, 0, DateTimeKind.Local) }), 1e-2f);
    }

    [Fact]
    public void LocalTimesBesideOnesWithoutAZoneAreRefused()
    {
        Moment[] rows = [.. Enumerable.Range(0, 100).Select(static i => new Moment { At = DateTime.SpecifyKind(new DateTime(2024, 1, 1).AddHours(i), i % 2 == 0 ? DateTimeKind.Local : DateTimeKind.Unspecified), Hour = i })];
        string message = Assert.Throws<InvalidValueException>(() => MomentModel.Fit(Dataset<Moment>.FromRows(rows).SplitRandom(0.2, 0.2, 1).Train)).Message;

        Assert.StartsWith("'At' has local times (2024-01-01T", message, StringComparison.Ordinal);
        Assert.Contains("beside times without a zone (2024-01-01T", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOffsetKeepsItsOwnClock()
    {
        using var zone = new LocalZone("Asia/Tokyo");
        ZonedMoment[] rows = [.. Enumerable.Range(0, 400).Select(static i => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(i % 3)).AddHours(i)).Select(static t => new ZonedMoment { At = t, Hour = t.Hour })];
        ZonedMomentModel model = ZonedMomentModel.Fit(Dataset<ZonedMoment>.FromRows(rows).SplitRandom(0.2, 0.2, 1).Train);

        Assert.Equal(10f, model.Predict(JsonSerializer.Deserialize<ZonedMoment.Input>("{\"At\":\"2024-03-05T10:00:00+02:00\"}")), 1e-2f);
        // No time was missing or there: so a local one cannot be told.
        Assert.Contains("training saw no time", Assert.Throws<InvalidValueException>(() => model.Predict(new ZonedMoment.Input { At = rows[0].At, Before = DateTime.Now })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMethodDoesNotReadALocalClock()
    {
        ReadMoment[] rows = [.. Enumerable.Range(0, 100).Select(static i => new ReadMoment { At = new DateTime(2024, 1, 1).AddHours(i), Note = "x", Hour = i % 24 })];
        ReadMomentModel model = ReadMomentModel.Fit(Dataset<ReadMoment>.FromRows(rows).SplitRandom(0.2, 0.2, 1).Train);

        Assert.Equal(10f, model.Predict(new ReadMoment.Input { At = new DateTime(2024, 3, 5, 10, 0, 0, DateTimeKind.Utc), Note = "x" }), 1e-2f);
        Assert.Contains("a feature method reads its clock", Assert.Throws<InvalidValueException>(() => model.Predict(new ReadMoment.Input { At = DateTime.Now, Note = "x" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALocalEventTimeIsRefusedByRowAndName()
    {
        using var zone = new LocalZone("Asia/Tokyo");
        var start = new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        TimedRow[] rows = [.. Enumerable.Range(0, 20).Select(i => new TimedRow { At = i % 2 == 0 ? start.AddMinutes(i) : start.AddMinutes(i).ToLocalTime(), X = i, Y = i })];

        Assert.Equal(
            "row 1 of the sequence for Dataset<TimedRow>.FromRows: 'TimedRow.At' is 2024-01-01T21:01:00.0000000+09:00, a local time, which is another instant on another machine; "
            + "give it as UTC (ToUniversalTime), or declare the property as 'DateTimeOffset'",
            Assert.Throws<InvalidValueException>(() => Dataset<TimedRow>.FromRows(rows).SplitByTime(0.2, 0.2)).Message);
    }

    [Fact]
    public void EventTimesWithAndWithoutAZoneAreRefused()
    {
        TimedRow[] rows = [.. Enumerable.Range(0, 20).Select(static i => new TimedRow { At = DateTime.SpecifyKind(new DateTime(2024, 1, 1).AddMinutes(i), i < 5 ? DateTimeKind.Utc : DateTimeKind.Unspecified) })];
        Assert.Contains(
            "row 5 of the sequence for Dataset<TimedRow>.FromRows: 'TimedRow.At' is 2024-01-01T00:05:00.0000000, without a zone, and that of row 0 in UTC: their order cannot be known; ",
            Assert.Throws<InvalidValueException>(() => Dataset<TimedRow>.FromRows(rows).SplitByTime(0.2, 0.2)).Message, StringComparison.Ordinal);

        using var file = new TemporaryText("At,X,Y\n2024-01-01T10:00:00+02:00,1,1\n2024-01-01T08:00:00Z,1,1\n2024-01-01T10:00:00,1,1\n");
        Assert.Contains(
            "line 4, column 1: the event time is without a zone and that of line 2 in UTC: their order cannot be known in column 'At' (TimedRow.At); ",
            Assert.Throws<DataFormatException>(() => Dataset<TimedRow>.FromCsv(file.Path).SplitByTime(0.2, 0.2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALocalCutIsRefused() => Assert.StartsWith(
        "validationFrom is 2024-01-02T00:00:00.0000000",
        Assert.Throws<ArgumentException>(() => Dataset<TimedRow>.FromRows([]).SplitByTime(new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Local), new DateTime(2024, 1, 3))).Message, StringComparison.Ordinal);

    [Fact]
    public void OffsetsAreOrderedByTheirInstants()
    {
        var start = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
        ZonedRow[] rows = [.. Enumerable.Range(0, 20).Select(i => new ZonedRow { At = start.AddMinutes(i).ToOffset(TimeSpan.FromHours(i % 5)), X = i })];
        Split<ZonedRow> split = Dataset<ZonedRow>.FromRows(rows).SplitByTime(0.2, 0.2);

        Assert.Equal(Enumerable.Range(0, 12).Select(static i => (float)i), split.Train.Rows.Select(static r => r.X));
    }

    [Fact]
    public void EqualInstantsHaveOneFingerprintOnEveryMachine()
    {
        var utc = new DateTime(2024, 3, 5, 8, 0, 0, DateTimeKind.Utc);
        string Print(string zone, Func<DateTime> time)
        {
            using var local = new LocalZone(zone);
            Moment[] rows = [.. Enumerable.Range(0, 50).Select(i => new Moment { At = time().AddDays(i), Hour = 1 })];
            return MomentModel.Fit(Dataset<Moment>.FromRows(rows).SplitRandom(0.2, 0.2, 1).Train).Card.DataFingerprint;
        }

        Assert.Equal(Print("Asia/Tokyo", () => utc.ToLocalTime()), Print("Asia/Tokyo", () => utc));
        Assert.Equal(Print("Asia/Tokyo", () => utc), Print("UTC", () => utc.ToLocalTime()));
    }

    private static TrainSet<Moment> Fit(string offsetFormat, TimeSpan offset)
    {
        using var file = new TemporaryText("At,Hour\n" + string.Concat(Enumerable.Range(0, 480).Select(i =>
        {
            DateTimeOffset time = new DateTimeOffset(2024, 1, 1, 0, 0, 0, offset).AddHours(i);
            int hour = offsetFormat.Length > 0 ? time.UtcDateTime.Hour : time.Hour;
            return string.Create(CultureInfo.InvariantCulture, $"{time.ToString("yyyy-MM-ddTHH:mm:ss" + offsetFormat, CultureInfo.InvariantCulture)},{hour}\n");
        })));
        TrainSet<Moment> train = Dataset<Moment>.FromCsv(file.Path).SplitRandom(0.2, 0.2, 1).Train;
        return train;
    }

    private static Moment Read(string text)
    {
        using var file = new TemporaryText($"At,Hour\n{text},0\n");
        return Dataset<Moment>.FromCsv(file.Path).Rows.First();
    }

    private static MomentModel Reloaded(MomentModel model)
    {
        using var file = new TemporaryText("");
        model.Save(file.Path);
        return MomentModel.Load(file.Path);
    }
}
