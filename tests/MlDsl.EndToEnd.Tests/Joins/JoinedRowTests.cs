using System.Globalization;
using System.Text.Json;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Joins;

public sealed class JoinedRowTests
{
    [Fact]
    public void AJoinFindsWhatASearchThroughAllRowsFinds()
    {
        List<Journey> rows = Journeys.Made(100_000, seed: 1);
        List<Observation> observations = Journeys.Observations(3000, seed: 2);
        var byStation = observations.ToLookup(static r => r.Station);
        Dataset<Journey> data = Journeys.Joined(rows, observations);
        string[] expected = [.. rows.Select(row => Journeys.Search(byStation, row))];
        Assert.Equal(expected, data.Rows.Select(Journeys.Shown));
        // A second pass, and the rows themselves are as they were.
        Assert.Equal(expected, data.Rows.Select(Journeys.Shown));
        Assert.All(rows, static row => Assert.True(row is { Temperature: null, Sky: null, RainBefore: null, Now: null, FromName: null, ToDensity: null }));
    }

    [Fact]
    public void TheOrderOfTheOtherRowsDoesNotMatter()
    {
        List<Journey> rows = Journeys.Made(2000, seed: 3);
        List<Observation> observations = Journeys.Observations(4000, seed: 4);
        var random = new Random(5);
        Assert.Equal(
            Journeys.Joined(rows, observations).Rows.Select(Journeys.Shown),
            Journeys.Joined(rows, [.. observations.OrderBy(_ => random.Next())]).Rows.Select(Journeys.Shown));
    }

    [Fact]
    public void NothingThatIsKnownLaterChangesARow()
    {
        List<Journey> rows = Journeys.Made(3000, seed: 6);
        List<Observation> observations = Journeys.Observations(4000, seed: 7);
        DateTimeOffset cut = Journeys.Start.AddHours(500);
        List<Observation> others = [.. observations.Select(r => r.Known <= cut ? r : r with { Temperature = 99, Sky = "fog", Rain = 1000 }), .. Journeys.Observations(500, seed: 8).Where(r => r.Known > cut).Select(static r => r with { Number = r.Number + 10_000 })];
        Assert.Equal(
            Journeys.Joined(rows, observations).Rows.Where(r => r.At <= cut).Select(Journeys.Shown),
            Journeys.Joined(rows, others).Rows.Where(r => r.At <= cut).Select(Journeys.Shown));
    }

    [Fact]
    public void FilesGiveTheSameHeldOrReadAgain()
    {
        List<Journey> rows = Journeys.Made(3000, seed: 9);
        List<Observation> observations = Journeys.Observations(2000, seed: 10);
        string[] expected = [.. Journeys.Joined(rows, observations).Rows.Select(Journeys.Shown)];
        using var journeys = new TemporaryText(string.Concat(rows.Select(static r => Line(r.Number, r.At.ToString("O"), r.Station, r.From, r.To, r.Miles, r.Minutes)).Prepend("Number,At,Station,From,To,Miles,Minutes\n")));
        using var weather = new TemporaryText(string.Concat(observations.Select(static r => Line(r.Number, r.Station, r.At.ToString("O"), r.Known.ToString("O"), r.Temperature, r.Sky, r.Rain)).Prepend("Number,Station,At,Known,Temperature,Sky,Rain\n")));
        using var lines = new TemporaryText(string.Join('\n', observations.Select(static r => JsonSerializer.Serialize(new { r.Number, r.Station, r.At, r.Known, r.Temperature, r.Sky, r.Rain }))));
        foreach (Dataset<Journey> own in new[] { Dataset<Journey>.FromCsv(journeys.Path), Dataset<Journey>.FromCsv(journeys.Path, new CsvOptions { HoldBytes = 0 }) })
        {
            foreach (Dataset<Observation> other in new[] { Dataset<Observation>.FromCsv(weather.Path), Dataset<Observation>.FromCsv(weather.Path, new CsvOptions { HoldBytes = 0 }), Dataset<Observation>.FromJsonLines(lines.Path) })
            {
                Dataset<Journey> data = Journeys.Joined(own, other);
                Assert.Equal(expected, data.Rows.Select(Journeys.Shown));
                Assert.Equal(expected, data.Rows.Select(Journeys.Shown));
            }
        }
    }

    [Fact]
    public void ATimeInTwoFieldsIsJoinedAndWindowed()
    {
        var options = new CsvOptions
        {
            Parts = new Dictionary<string, IReadOnlyList<string>> { ["At"] = ["day", "clock"] },
            ColumnTimes = new Dictionary<string, TimeFormat> { ["At"] = new() { Formats = ["yyyy-MM-dd HH:mm"] } },
        };
        using var orders = new TemporaryText("day,Size,clock\n2024-05-01,1,12:00\n2024-05-01,2,13:30\n");
        using var ferries = new TemporaryText("clock,day,Cars\n12:00,2024-05-01,3\n13:30,2024-05-01,4\n");
        DateTime noon = new(2024, 5, 1, 12, 0, 0);
        Assert.Equal(
            [(1f, (double?)9), (2f, 10d)],
            Dataset<Order>.FromCsv(orders.Path, options).Join(Dataset<Price>.FromRows([new(noon, 10), new(noon.AddHours(-1), 9)])).Rows.Select(static o => (o.Size, o.Earlier)));
        Assert.Equal(
            [(3, null, (int?)5), (4, 3, 6)],
            Dataset<Ferry>.FromCsv(ferries.Path, options).Join(Dataset<RiverLevel>.FromRows([new(noon.AddHours(-1), 5, 0), new(noon.AddHours(1), 6, 0)])).Rows.Select(static f => (f.Cars, f.CarsLag1, f.Level)));
    }

    [Fact]
    public void ASpoolTakesRowsThatAreCompletedAlready()
    {
        Dataset<Sign> signs = Dataset<Sign>.FromRows([new Sign { Shop = 1, Text = "open" }]);
        var reference = new Reference<Stopover, Sign>(signs);
        using var spool = new Spool();
        Dataset<Stopover> visits = Dataset<Stopover>.FromRows(Completed(), maxHeldRows: 2, spool).Join(signs);
        Assert.Equal([.. Enumerable.Range(0, 9).Select(static i => (i % 3 == 0 ? Shell.Hard : (Shell?)null, i % 2 == 1 ? "open" : null))], visits.Rows.Select(static v => (v.Bag, v.First)));
        Assert.True(spool.Bytes > 0);
        // A member without a name is still one.
        visits = Dataset<Stopover>.FromRows(Completed((Shell)9), maxHeldRows: 2, spool).Join(signs);
        Assert.Contains("row 0 has a value in 'Stopover.Bag' that is no member of its enum", Assert.Throws<DataFormatException>(() => visits.Rows.Count()).Message, StringComparison.Ordinal);

        async IAsyncEnumerable<Stopover> Completed(Shell bag = Shell.Hard)
        {
            await Task.Yield();
            for (int i = 0; i < 9; i++) yield return reference.Complete(new Stopover { Shop = i % 2, Bag = i % 3 == 0 ? bag : null });
        }
    }

    [Fact]
    public void AModelIsFittedOnJoinsAndGetsThemAsInputs()
    {
        Split<Journey> split = Journeys.Joined(Journeys.Made(4000, seed: 11), Journeys.Observations(4000, seed: 12)).SplitByTime(validation: 0.2, test: 0.2);
        JourneyModel model = JourneyModel.Fit(split.Train);
        Journey row = split.Validation.Rows.First(static r => r is { Temperature: not null, Sky: not null, Now: not null, FromName: not null });
        Journey.Input input = row.ToInput();
        Assert.Equal(model.Predict(input), model.Predict(JsonSerializer.Deserialize<Journey.Input>(JsonSerializer.Serialize(input))));
        Assert.NotEqual(model.Predict(input), model.Predict(new Journey.Input { Miles = row.Miles }));
        using var file = new TemporaryText("");
        model.Save(file.Path);
        Assert.Equal(model.Predict(input), JourneyModel.Load(file.Path).Predict(input));
        // By name, where joined columns are columns of the table.
        DynamicModel named = DynamicModel.Load(file.Path);
        DynamicRow asked = named.NewRow().Set("Miles", row.Miles).Set("Temperature", row.Temperature).Set("Sky", row.Sky).Set("RainBefore", row.RainBefore)
            .Set("Now", row.Now).Set("FromName", row.FromName).Set("ToDensity", row.ToDensity);
        Assert.Equal(model.Predict(input), named.Predict(asked).Value);
        // And of a file.
        using var table = new TemporaryText("Id," + string.Join(',', named.Plan.Schema.Inputs.Select(static c => c.Name)) + "\nx7," + Line(row.Miles, row.Temperature, row.Sky, row.RainBefore, row.Now, row.FromName, row.ToDensity));
        using var output = new TemporaryText("");
        File.Delete(output.Path);
        foreach (string[] keep in new string[][] { [], ["Id"] })
        {
            named.ScoreFile(table.Path, output.Path, new FileScoringOptions { Keep = keep });
            string[] header = File.ReadLines(output.Path).First().Split(','), fields = File.ReadLines(output.Path).Last().Split(',');
            Assert.Equal(model.Predict(input), float.Parse(fields[Array.IndexOf(header, "prediction")], CultureInfo.InvariantCulture));
            Assert.Equal(keep.Select(static _ => "x7"), keep.Select(name => fields[Array.IndexOf(header, name)]));
            File.Delete(output.Path);
            File.Delete(output.Path + ".scored.json");
        }
        Assert.Equal(["Miles", "Temperature", "Sky", "RainBefore", "Now", "FromName", "ToDensity"], Journey.Schema.Inputs.Select(static c => c.Member));
        Assert.Equal("AsOf(Observation.Rain:float, Station = Station:string, Tolerance = 1728000000000, Horizon = 216000000000, Time = At, Id = Number, Arrived = Known)", Journey.Schema.Columns.Single(static c => c.Member == "RainBefore").Join);
        Assert.Equal("Lookup(Quarter.Name:string, From = Number:int)", Journey.Schema.Columns.Single(static c => c.Member == "FromName").Join);
    }

    [Fact]
    public void OtherWeatherIsOtherData()
    {
        List<Journey> rows = Journeys.Made(500, seed: 13);
        string[] prints = [.. new[] { 14, 14, 15 }.Select(seed => JourneyModel.Fit(Journeys.Joined(rows, Journeys.Observations(500, seed)).SplitByTime(0.2, 0.2).Train).Card.DataFingerprint)];
        Assert.Equal(prints[0], prints[1]);
        Assert.NotEqual(prints[0], prints[2]);
    }

    [Fact]
    public void WhatFoundNothingIsCounted()
    {
        List<Journey> rows = Journeys.Made(5000, seed: 16);
        List<Observation> observations = Journeys.Observations(2000, seed: 17);
        Dataset<Journey> data = Journeys.Joined(rows, [.. observations, .. observations.Take(30)]);
        IReadOnlyList<JoinCount> counts = data.JoinCounts();
        List<Journey> joined = [.. data.Rows];
        Assert.Equal(
            ["Observation Station Temperature,Sky", "Observation Station RainBefore", "Observation Station Now", "Quarter From FromName", "Quarter To ToDensity"],
            counts.Select(static c => $"{c.Other} {c.By} {string.Join(',', c.Members)}"));
        Assert.All(counts, static c => Assert.Equal(5000, c.Rows));
        Assert.Equal([30, 30, 30, 0, 0], counts.Select(static c => c.Repeated));
        Assert.Equal(joined.Count(static r => r.RainBefore is null), counts[1].Unmatched);
        Assert.Equal(rows.Count(static r => !Journeys.Quarters.Exists(q => q.Number == r.From)), counts[3].Unmatched);
        Assert.Equal(rows.Count(static r => !Journeys.Quarters.Exists(q => q.Number == r.To)), counts[4].Unmatched);
        // A row whose station was there and said nothing of its temperature is matched.
        Assert.InRange(counts[0].Unmatched, 1, joined.Count(static r => r.Temperature is null) - 1);
        Assert.Empty(Dataset<Quarter>.FromRows(Journeys.Quarters).JoinCounts());
    }

    [Fact]
    public void APriceOfTheSameMomentIsSeenWhereThatIsDeclared()
    {
        DateTime noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        Order[] orders = [.. Dataset<Order>.FromRows([new(noon, 1), new(noon.AddHours(1), 2), new(noon.AddDays(2), 3)])
            .Join(Dataset<Price>.FromRows([new(noon, 10), new(noon.AddHours(-1), 9)])).Rows];
        Assert.Equal([(10d, 9d), (10d, 10d), (null, null)], orders.Select(static o => (o.Price, o.Earlier)));
    }

    [Fact]
    public void ADayThatIsCountedLateIsNotSeenBefore()
    {
        DateOnly first = new(2024, 5, 1);
        Dataset<DayCount> counts = Dataset<DayCount>.FromRows(Enumerable.Range(0, 5).Select(i => new DayCount { Day = first.AddDays(i), Total = i }).ToArray());
        Dataset<DayAhead> days = Dataset<DayAhead>.FromRows(Enumerable.Range(0, 14).Select(i => new DayAhead { Day = first.AddDays(i) }).ToArray());
        Assert.Equal([null, null, 0, 1, 2, 3, 4, 4, 4, 4, 4, 4, null, null], days.Join(counts).Rows.Select(static d => d.Total));
    }

    [Fact]
    public void ARowKeepsWhatIsNoColumn()
    {
        var origin = new object();
        Stopover[] visits = [.. Dataset<Stopover>.FromRows([new Stopover { Shop = 1, Origin = origin }, new Stopover { Shop = 2 }]).Join(Dataset<Sign>.FromRows(
            [new Sign { Shop = 1, Text = "open" }, new Sign { Shop = 1, Text = "closed" }, new Sign { Shop = 1, Text = "sold" }])).Rows];
        Assert.Equal([("open", "sold"), (null, null)], visits.Select(static v => (v.First, v.Last)));
        Assert.Same(origin, visits[0].Origin);
    }

    private static string Line(params object?[] fields) => string.Join(',', fields.Select(static f => Convert.ToString(f, CultureInfo.InvariantCulture))) + "\n";
}
