using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Windows;

/// <summary>Windows over time in data sets, models and files: what a row sees, whatever route it takes.</summary>
public sealed class WindowedRowTests
{
    [Fact]
    public void EveryRowHasTheWindowsOfASearchThroughAllRows()
    {
        List<Taking> rows = Takings.Made(1500, seed: 1);
        Dataset<Taking> data = Dataset<Taking>.FromRows(rows);
        Assert.Equal(rows.Select(row => Takings.Search(rows, row)), data.Rows.Select(Takings.Windows));
        Assert.All(rows, static row => Assert.Equal("- - - - - - - - -", Takings.Windows(row)));
        Assert.Equal(new WindowCounts(rows.Count(static r => r.Known - r.At > TimeSpan.FromDays(3)), 0), data.WindowCounts());
        Assert.InRange(data.WindowCounts().Late, 5, 100);
    }

    [Fact]
    public void TheOrderOfTheRowsDoesNotMatter()
    {
        List<Taking> rows = Takings.Made(800, seed: 2);
        var windows = Dataset<Taking>.FromRows(rows).Rows.ToDictionary(static r => r.Number, Takings.Windows);
        var random = new Random(3);
        foreach (Taking row in Dataset<Taking>.FromRows([.. rows.OrderBy(_ => random.Next())]).Rows) Assert.Equal(windows[row.Number], Takings.Windows(row));
    }

    [Fact]
    public void FilesGiveTheSameWindowsHeldOrReadAgain()
    {
        List<Taking> rows = Takings.Made(9000, seed: 4);
        string[] expected = [.. Dataset<Taking>.FromRows(rows).Rows.Select(Takings.Windows)];
        string folder = Directory.CreateTempSubdirectory("mldsl-windows").FullName;
        try
        {
            string csv = Path.Combine(folder, "takings.csv"), lines = Path.Combine(folder, "takings.jsonl");
            File.WriteAllText(csv, Csv(rows));
            File.WriteAllLines(lines, rows.Select(static r => JsonSerializer.Serialize(new { r.Number, r.Shop, r.At, r.Known, r.Amount, r.IsReturn, r.Profit })));
            foreach (Dataset<Taking> data in new[]
                     {
                         Dataset<Taking>.FromCsv(csv), Dataset<Taking>.FromCsv(csv, new CsvOptions { HoldBytes = 0 }),
                         Dataset<Taking>.FromJsonLines(lines), Dataset<Taking>.FromJsonLines(lines, new JsonLinesOptions { HoldBytes = 0 }),
                     })
            {
                Assert.Equal(expected, data.Rows.Select(Takings.Windows));
                Assert.Equal(expected, data.Rows.Select(Takings.Windows));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AModelIsFittedOnWindowsAndGetsThemAsInputs()
    {
        Dataset<Taking> data = Dataset<Taking>.FromRows(Takings.Made(3000, seed: 5));
        Split<Taking> split = data.SplitByTime(validation: 0.2, test: 0.2);
        // A row of the validation side sees training rows before it.
        Assert.True(split.Validation.Rows.Count(static r => r.ProfitLag1 is not null) > split.Validation.Count * 0.99);
        TakingModel model = TakingModel.Fit(split.Train);
        Taking row = split.Validation.Rows.First(static r => r.AmountLag1 is not null);
        Taking.Input input = row.ToInput();
        Assert.Equal(row.AmountMeanIn2d, input.AmountMeanIn2d);
        float fromJson = model.Predict(JsonSerializer.Deserialize<Taking.Input>(JsonSerializer.Serialize(input)));
        Assert.Equal(model.Predict(input), fromJson);
        Assert.NotEqual(model.Predict(input), model.Predict(new Taking.Input { Amount = input.Amount }));
        Assert.Equal(
            ["Amount", "AmountLag1", "AmountLag3", "AmountMeanIn2d", "AmountStdIn2d", "AmountQuantile90In2d", "IsReturnSinceLast", "ProfitLag1", "ProfitMeanIn1d", "ProfitCountIn1d"],
            Taking.Schema.Inputs.Select(static c => c.Name));
        Assert.Equal("Lag(Profit:float, Rows = 1, Horizon = 72000000000, Lateness = 2592000000000)", Taking.Schema.Columns.Single(static c => c.Member == "ProfitLag1").Window);
    }

    [Fact]
    public void AnExportHasWindowsAsInputs()
    {
        Split<Taking> split = Dataset<Taking>.FromRows(Takings.Made(2000, seed: 9)).SplitByTime(validation: 0.2, test: 0.2);
        TakingModel model = TakingModel.Fit(split.Train);
        Taking.Input[] inputs = [.. split.Validation.Rows.Select(static r => r.ToInput())];
        DynamicModel byName = DynamicModel.Load(new MemoryStream(Saved(model)));
        using var exported = new ExportedModel(model.ExportOnnx(), byName.Columns);
        DynamicRow[] rows = [.. inputs.Select(input => byName.Row(JsonSerializer.SerializeToElement(input)))];
        float[] values = Assert.IsType<float[]>(exported.Run([.. rows.Select(static row => row.Values)])["prediction"]);
        // A sum of some terms in another order.
        for (int i = 0; i < inputs.Length; i++) Assert.Equal(model.Predict(inputs[i]), values[i], 1e-4f);
        Assert.Equal(inputs.Select(input => model.Predict(input)), byName.Predict(rows).Select(static p => p.Value));
    }

    [Fact]
    public void AModelFileKeepsItsWindows()
    {
        Split<Taking> split = Dataset<Taking>.FromRows(Takings.Made(1000, seed: 6)).SplitByTime(validation: 0.2, test: 0.2);
        TakingModel model = TakingModel.Fit(split.Train);
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".mldsl");
        try
        {
            model.Save(file);
            TakingModel loaded = TakingModel.Load(file);
            DynamicModel byName = DynamicModel.Load(file);
            foreach (Taking row in split.Validation.Rows.Take(50)) Assert.Equal(model.Predict(row.ToInput()), loaded.Predict(row.ToInput()));
            Assert.Contains(byName.Columns, static c => c is { Name: "AmountLag1", Window: "Lag(Amount:float?, Rows = 1, Lateness = 2592000000000)" });
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Berlin's clocks went forward on 2024-03-31 and back on 2024-10-27: a local day of them has 23 and 25 hours.
    [Theory]
    [InlineData("2024-03-31", 23)]
    [InlineData("2024-10-27", 25)]
    [InlineData("2024-07-07", 24)]
    public void ALocalDayHasItsHours(string day, int hours)
    {
        var next = DateTime.Parse(day, CultureInfo.InvariantCulture).AddDays(1);
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        DateTime end = TimeZoneInfo.ConvertTimeToUtc(next, berlin);
        RiverLevel[] rows = [.. Enumerable.Range(0, 60).Select(i => new RiverLevel(end.AddHours(-i), i, 0))];
        RiverLevel last = Dataset<RiverLevel>.FromRows(rows).Rows.First();
        Assert.Equal((hours, 24), ((int)last.LevelCountIn1dLocal!, (int)last.LevelCountIn1d!));
        Assert.Equal(hours, last.LevelMaxIn1dLocal);
    }

    [Fact]
    public void ALocalTimeThatExistsTwiceIsNamedWithItsRow()
    {
        RiverLevel[] rows = [new(new DateTime(2024, 10, 27, 1, 30, 0), 1, 1), new(new DateTime(2024, 10, 27, 2, 30, 0), 2, 1)];
        var problem = Assert.Throws<WindowException>(() => Dataset<RiverLevel>.FromRows(rows).Rows.ToList());
        Assert.Equal("the rows of RiverLevel, row 1: the local time 2024-10-27 02:30:00 exists twice in 'Europe/Berlin', whose clocks change then; set Ambiguous on [EventTime] to say which instant such a time is, or give times with their offset", problem.Message);
    }

    [Fact]
    public void AClassIsFilledInACopyThatKeepsTheRest()
    {
        object origin = new();
        PulseDay[] days = [.. Enumerable.Range(0, 10).Select(i => new PulseDay { Day = new DateOnly(2024, 1, 1).AddDays(i), Pulse = 60 + i, Origin = origin })];
        List<PulseDay> filled = [.. Dataset<PulseDay>.FromRows(days).Rows];
        Assert.All(days, static d => Assert.Null(d.PulseLag1));
        Assert.All(filled, d => Assert.Same(origin, d.Origin));
        // Known two days later.
        Assert.Equal([null, null, 60f, 61f, 62f, 63f, 64f, 65f, 66f, 67f], filled.Select(static d => d.PulseLag1));
        Assert.Equal([null, null, 60f, 60.5f, 61f, 61.5f, 62f, 62.5f, 63f, 63.5f], filled.Select(static d => d.PulseMeanIn30d));
    }

    [Fact]
    public void ARowThatComesAgainIsSeenOnceAndCounted()
    {
        List<Taking> rows = Takings.Made(300, seed: 7);
        List<Taking> twice = [.. rows, .. rows.Where(static r => r.Number % 3 == 0)];
        Dataset<Taking> data = Dataset<Taking>.FromRows(twice);
        Assert.Equal(Dataset<Taking>.FromRows(rows).Rows.Select(Takings.Windows), data.Rows.Take(rows.Count).Select(Takings.Windows));
        Assert.Equal(rows.Count(static r => r.Number % 3 == 0 && r.Known - r.At <= TimeSpan.FromDays(3)), data.WindowCounts().Repeated);
        Assert.Equal(400, data.Count());
    }

    [Fact]
    public void TwoRowsThatSayTheyAreOneAndDifferAreNamed()
    {
        List<Taking> rows = [.. Takings.Made(5, seed: 8).Select(static r => r with { Known = r.At })];
        rows.Add(rows[2] with { Profit = 99 });
        var problem = Assert.Throws<WindowException>(() => Dataset<Taking>.FromRows(rows).Count());
        Assert.Equal("the rows of Taking: rows 2 and 5 have one group, event time and [Id] and differ in what windows look at; leave one out, or give rows an [Id] that tells them apart", problem.Message);
        Assert.Throws<WindowException>(() => Dataset<PulseDay>.FromRows([new PulseDay { Pulse = 1 }, new PulseDay { Pulse = 2 }]).Count());
    }

    [Fact]
    public void ADayThatARowArrivedOnIsOverWhenItIsKnown()
    {
        var first = new DateOnly(2024, 6, 1);
        StockDay[] rows = [.. Enumerable.Range(0, 4).Select(i => new StockDay { Number = i, Day = first.AddDays(i), Counted = first.AddDays(i == 0 ? 2 : i), Stock = i })];
        // What was counted on the third day is known on the fourth.
        Assert.Equal([null, null, 1f, 2f], Dataset<StockDay>.FromRows(rows).Rows.Select(static r => r.StockLag1));
        Assert.Equal([0f, 0f, 1f, 3f], Dataset<StockDay>.FromRows(rows).Rows.Select(static r => r.StockCountIn30d));
    }

    [Fact]
    public void ASplitKeepsTheLabelsHorizon()
    {
        var first = new DateOnly(2024, 1, 1);
        Dataset<StockDay> data = Dataset<StockDay>.FromRows([.. Enumerable.Range(0, 100).Select(i => new StockDay { Number = i, Day = first.AddDays(i), Counted = first.AddDays(i) })]);
        foreach (Split<StockDay> split in new[] { data.SplitByTime(0.2, 0.2), data.SplitByTime(new DateTime(2024, 3, 1), new DateTime(2024, 3, 20), TimeSpan.FromHours(1)) })
        {
            Assert.Equal(TimeSpan.FromDays(3), split.Description.Embargo);
            Assert.True(split.Train.Rows.Max(static r => r.Day).AddDays(3) < DateOnly.FromDateTime(split.Description.ValidationFrom!.Value));
        }
        Assert.Equal(TimeSpan.FromDays(3), data.RollingOrigin(3, 0.1).Description.Embargo);
        Assert.Equal(TimeSpan.FromDays(9), data.SplitByTime(0.2, 0.2, TimeSpan.FromDays(9)).Description.Embargo);
    }

    // In July midnight in Berlin is at 22:00 UTC.
    [Fact]
    public void ASplitCutsAtLocalTimesOfTheZone()
    {
        var start = new DateTime(2024, 7, 27, 0, 0, 0, DateTimeKind.Utc);
        RiverLevel[] rows = [.. Enumerable.Range(0, 48).Select(i => new RiverLevel(start.AddHours(i), i, i))];
        Split<RiverLevel> split = Dataset<RiverLevel>.FromRows(rows).SplitByTime(new DateTime(2024, 7, 28), new DateTime(2024, 7, 28, 12, 0, 0));
        Assert.Equal((22, 12, 14), (split.Train.Count, split.Validation.Count, split.Test.Count));
    }

    [Fact]
    public void RowsOfOneTimeCostNoSquare()
    {
        var day = new DateOnly(2024, 1, 1);
        StockDay[] rows = [.. Enumerable.Range(0, 300_000).Select(i => new StockDay { Number = i, Day = day.AddDays(i % 2), Counted = day.AddDays(i % 2), Stock = i })];
        Assert.All(Dataset<StockDay>.FromRows(rows).Rows, r => Assert.Equal(r.Day == day ? 0 : 150_000, r.StockCountIn30d));
        var history = new History<StockDay>(new HistoryOptions { MaxRowsPerGroup = 400_000 });
        foreach (StockDay row in rows) history.Add(row);
        Assert.Equal(150_000, history.Complete(rows[0] with { Number = -1, Day = day.AddDays(1) }).StockCountIn30d);
    }

    [Fact]
    public void HeldRowsAreReadOnce()
    {
        List<Taking> rows = Takings.Made(3000, seed: 10);
        int begun = 0;
        Dataset<Taking> data = Dataset<Taking>.FromRows(Counted()), stream = Dataset<Taking>.FromRows(Streamed());
        WindowCounts counts = data.WindowCounts();
        string[] expected = [.. rows.Select(row => Takings.Search(rows, row))];
        foreach (Dataset<Taking> held in new[] { data, stream })
        {
            Assert.Equal(counts, held.WindowCounts());
            for (int pass = 0; pass < 2; pass++) Assert.Equal(expected, held.Rows.Select(Takings.Windows));
        }
        Assert.Equal(2, begun);

        IEnumerable<Taking> Counted()
        {
            begun++;
            foreach (Taking row in rows) yield return row;
        }
        async IAsyncEnumerable<Taking> Streamed()
        {
            await Task.Yield();
            foreach (Taking row in Counted()) yield return row;
        }
    }

    [Fact]
    public void ThreadsChangeNoWindow()
    {
        List<Taking> rows = Takings.Made(30_000, seed: 11, shops: 40);
        string[] One(int threads)
        {
            using var team = new Team(threads);
            return [.. Dataset<Taking>.FromRows(rows).Source.Batches(CancellationToken.None, team).SelectMany(static b => b.Rows.ToArray()).Select(Takings.Windows)];
        }
        Assert.Equal(One(1), One(5));
    }

    [Fact]
    public void RowsThatChangeBetweenPassesAreNoticed()
    {
        List<Taking> rows = Takings.Made(50, seed: 10);
        Dataset<Taking> data = Dataset<Taking>.FromRecords(new Turning(rows));
        Assert.Contains("has other rows now than the 50 that its windows were computed of", Assert.Throws<InvalidOperationException>(() => data.Rows.ToList()).Message);
    }

    [Fact]
    public void RowsWithoutWindowsHaveNothingToCount() => Assert.Equal(default, Dataset<Trip>.FromRows([]).WindowCounts());

    private static byte[] Saved(TakingModel model)
    {
        var file = new MemoryStream();
        model.Save(file);
        return file.ToArray();
    }

    private static string Csv(List<Taking> rows)
    {
        var text = new StringBuilder("Number,Shop,At,Known,Amount,IsReturn,Profit\n");
        foreach (Taking r in rows) text.Append(CultureInfo.InvariantCulture, $"{r.Number},{r.Shop},{r.At:O},{r.Known:O},{r.Amount:R},{r.IsReturn},{r.Profit:R}\n");
        return text.ToString();
    }

    /// <summary>Records that come the other way round on the second pass, and do not say so.</summary>
    private sealed class Turning(List<Taking> rows) : IRecordOrigin
    {
        private int passes;

        public string Name => "the turning records";

        public string? Stamp => "the same";

        public RecordReader Open(IReadOnlyList<string> columns, CancellationToken cancellation)
        {
            var table = new System.Data.DataTable();
            foreach (string column in columns) table.Columns.Add(column, typeof(object));
            foreach (Taking r in passes++ == 0 ? rows : rows.AsEnumerable().Reverse()) table.Rows.Add(r.Number, r.Shop, r.At, r.Known, r.Amount, r.IsReturn, r.Profit);
            return new QueryRecords(table.CreateDataReader, Name).Open(columns, cancellation);
        }
    }
}
