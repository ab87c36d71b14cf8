using System.Data;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A plan that is fitted to rows by name becomes, to the bit, what the typed model becomes of the same rows.</summary>
public sealed class DynamicFitTests
{
    private static readonly LinearRegressionOptions Prices = new() { L2 = 0.01 };

    // What was learned before is of other rows, so that nothing of it can be what is found.
    private static readonly DynamicModel Before = Loaded(GoldenPriceModel.Fit(Dataset<GoldenPrice>.FromRows(GoldenFileTests.Prices(9)).SplitRandom(0.3, 0.2, seed: 8).Train).Save);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void EveryEncodingAndPolicyIsLearnedAnew(int threads)
    {
        GoldenPriceModel typed = GoldenPriceModel.Fit(Dataset<GoldenPrice>.FromRows(GoldenFileTests.Prices(1)).SplitRandom(0, 0, seed: 3).Train);
        DynamicModel fitted = Before.Refit(PriceRows(1), Prices, new TrainingControl { Threads = threads });
        Same(typed.Save, fitted);
        Assert.NotEqual(Entry(Bytes(Before.Save), "plan.json"), Entry(Bytes(fitted.Save), "plan.json"));

        Assert.Equal(("golden-price", "7", "Regression", "LinearRegression", 400L), (fitted.Card.Name, fitted.Card.Version, fitted.Card.Task, fitted.Card.Trainer, fitted.Card.Rows));
        Assert.Equal(typed.Card.Options, fitted.Card.Options);
        Assert.Equal("400 rows by name", fitted.Card.Split);
        Assert.NotNull(fitted.Card.Parent);
        // The file is the typed model's, and says what could not be checked.
        GoldenPriceModel loaded = GoldenPriceModel.Load(Bytes(fitted.Save));
        Assert.All(GoldenFileTests.Prices(5).Take(40), p => Assert.Equal(typed.Predict(p.ToInput()), loaded.Predict(p.ToInput())));
        Assert.Contains("the values of 'Initial' came as columns", Assert.Single(loaded.Card.Warnings), StringComparison.Ordinal);
        // Training rows can be predicted for, too.
        Assert.Equal(typed.Predict(GoldenFileTests.Prices(1).First().ToInput()), fitted.Predict(PriceRows(1).First()).Value);
    }

    [Fact]
    public void TwoClassesOfText()
    {
        GoldenChoice[] rows = [.. GoldenFileTests.Choices(1)];
        GoldenChoiceModel typed = GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(rows).SplitRandom(0, 0, seed: 3).Train);
        DynamicModel before = Loaded(GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(4)).SplitRandom(0.3, 0, seed: 3).Train).WithThreshold((Probability)0.2f).Save);
        var trainer = new LogisticRegressionOptions { L1 = 1e-4, ClassWeights = ClassWeights.Balanced };
        DynamicModel fitted = before.Refit(rows.Select(r => before.Training.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop).Set("Choice", r.Choice)), trainer);
        Same(typed.Save, fitted);
        Assert.Equal(0.5f, fitted.Outcome.Threshold.Value);
        GoldenChoiceModel loaded = GoldenChoiceModel.Load(Bytes(fitted.Save));
        Assert.Equal(typed.Predict(rows[0].ToInput()), loaded.Predict(rows[0].ToInput()));
        Assert.Equal(loaded.ExportOnnx(), fitted.ExportOnnx());
    }

    [Fact]
    public void ClassesOfAnEnumKeepItsOrder()
    {
        GoldenStanding[] rows = [.. GoldenFileTests.Standings(1)];
        GoldenStandingModel typed = GoldenStandingModel.Fit(Dataset<GoldenStanding>.FromRows(rows).SplitRandom(0, 0, seed: 3).Train);
        DynamicModel before = Loaded(GoldenStandingModel.Fit(Dataset<GoldenStanding>.FromRows(GoldenFileTests.Standings(4)).SplitRandom(0.3, 0, seed: 3).Train).Save);
        DynamicRow Row(GoldenStanding r, string label) => before.Training.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop).Set("Standing", label);
        DynamicModel fitted = before.Refit(rows.Select(r => Row(r, r.Standing.ToString())), new LogisticRegressionOptions());
        Same(typed.Save, fitted);
        Assert.Equal(["Middle", "Low", "High"], fitted.Outcome.Classes);
        Assert.Contains(
            "The class 'Highest' of row 3 is none that the model knows (Middle, Low, High)",
            Assert.Throws<TrainingException>(() => before.Refit(rows.Select((r, i) => Row(r, i == 2 ? "Highest" : r.Standing.ToString())), new LogisticRegressionOptions())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsAndGroups()
    {
        var random = new Random(3);
        Guid[] senders = [.. Enumerable.Range(0, 12).Select(static i => new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))];
        Parcel[] rows = [.. Enumerable.Range(0, 5000).Select(i => new Parcel
        {
            Sender = senders[random.Next(12)], Copies = random.Next(1, 5) / 2.0, City = $"c{random.Next(6)}", Mass = random.Next(5) == 0 ? null : random.Next(90) / 7f, Cost = random.Next(300) / 9.0,
        })];
        ParcelModel typed = ParcelModel.Fit(Dataset<Parcel>.FromRows(rows).SplitByGroup(0, 0, seed: 1).Train);
        DynamicModel fitted = DynamicModel.Fit(typed.Plan, rows.Select(Row), new LinearRegressionOptions { L2 = 1e-3 }, new() { Name = "parcels", Task = "Regression" }, new() { Threads = 3 });
        Same(typed.Save, fitted);
        Assert.Null(fitted.Card.Parent);

        DynamicRow Row(Parcel p)
        {
            DynamicRow row = DynamicTable.ForTraining(typed.Plan).NewRow().Set("Sender", p.Sender.ToString()).Set("Copies", p.Copies).Set("City", p.City).Set("Cost", p.Cost);
            return p.Mass is { } mass ? row.Set("Mass", mass) : row;
        }
    }

    [Fact]
    public void TimesWithAnOffsetAndClassesThatAreNumbers()
    {
        var random = new Random(5);
        Reading[] rows = [.. Enumerable.Range(0, 900).Select(i => new Reading
        {
            At = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.FromHours(random.Next(-5, 6))).AddMinutes(random.Next(90_000)), Sensor = random.Next(7), Heat = random.Next(900) / 16m, Level = (short)(random.Next(3) * 50 - 20),
        })];
        ReadingModel typed = ReadingModel.Fit(Dataset<Reading>.FromRows(rows).SplitByTime(0, 0).Train);
        DynamicTable table = DynamicTable.ForTraining(typed.Plan);
        DynamicModel fitted = DynamicModel.Fit(
            typed.Plan, rows.Select(r => table.NewRow().Set("At", r.At).Set("Sensor", (long)r.Sensor).Set("Heat", r.Heat).Set("Level", (long)r.Level)),
            new LogisticRegressionOptions { L2 = 1e-2 }, new() { Name = "readings", Task = "MulticlassClassification" });
        Same(typed.Save, fitted);
        Assert.Equal(["-20", "30", "80"], fitted.Outcome.Classes);
    }

    [Fact]
    public void RowsInTimeLearnFromEarlierOnes()
    {
        var random = new Random(7);
        Delivery[] rows = [.. Enumerable.Range(0, 700).Select(i => new Delivery
        {
            At = new DateTime(2024, 3, 1).AddMinutes(random.Next(90_000)), Ordered = new DateTime(2024, 2, 1).AddHours(random.Next(600)), Shop = $"s{random.Next(5)}", Sum = random.Next(20),
        })];
        DeliveryModel typed = DeliveryModel.Fit(Dataset<Delivery>.FromRows(rows).SplitByTime(0, 0).Train);
        DynamicTable table = DynamicTable.ForTraining(typed.Plan);
        DynamicRow Row(Delivery r, DateTimeKind kind = DateTimeKind.Unspecified) =>
            table.NewRow().Set("At", DateTime.SpecifyKind(r.At, kind)).Set("Ordered", r.Ordered).Set("Shop", r.Shop).Set("Sum", r.Sum);
        DynamicDefinition definition = new() { Name = "deliveries", Task = "Regression" };
        Same(typed.Save, DynamicModel.Fit(typed.Plan, rows.Select(r => Row(r)), new PoissonRegressionOptions { L2 = 0.1 }, definition));
        Refused("Row 5: 'At' is 2024-", (i, r) => Row(r, i == 4 ? DateTimeKind.Utc : DateTimeKind.Unspecified));
        Refused("Row 1: 'At' is 2024-", static (_, r) => null!, local: true);

        void Refused(string named, Func<int, Delivery, DynamicRow> row, bool local = false) => Assert.Contains(
            named,
            Assert.Throws<InvalidValueException>(() => DynamicModel.Fit(
                typed.Plan, rows.Select((r, i) => local ? Row(r, DateTimeKind.Local) : row(i, r)), new PoissonRegressionOptions(), definition)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void VectorsAreLearnedElementByElement()
    {
        Song[] rows = [.. VectorTests.Songs];
        SongModel typed = SongModel.Fit(Dataset<Song>.FromRows(rows).SplitRandom(0, 0, seed: 2).Train);
        DynamicTable table = DynamicTable.ForTraining(typed.Plan);
        DynamicModel fitted = DynamicModel.Fit(
            typed.Plan,
            rows.Select(s => table.NewRow().Set("Timbre", s.Timbre).Set("Beat", s.Beat.ToArray())
                .Set("Counts", s.Counts?.Select(static c => c is { } known ? known : float.NaN).ToArray()).Set("Level", s.Level.Select(static v => (float)v).ToArray())
                .Set("Loudness", SongFeatures.Loudness(s.Timbre, s.Raw)).Set("Kept", s.Raw.Select(static v => (float)v).ToArray()).Set("Fame", s.Fame)),
            new LinearRegressionOptions { L2 = 1e-3 }, new() { Name = typed.Card.Name, Task = "Regression" });
        Same(typed.Save, fitted);
    }

    [Fact]
    public void FilesJsonAndADatabaseAreSources()
    {
        GoldenChoice[] rows = [.. GoldenFileTests.Choices(1)];
        DynamicModel before = Loaded(GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(rows).SplitRandom(0, 0, seed: 3).Train).Save);
        byte[] expected = Entry(Bytes(Fit(rows.Select(r => before.Training.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop).Set("Choice", r.Choice))).Save), "predictor.bin");

        using var csv = new TemporaryText("Choice,Extra,Amount,Shop\n" + string.Join('\n', rows.Select(static r => string.Create(CultureInfo.InvariantCulture, $"{r.Choice},x,{r.Amount},{r.Shop}"))));
        Assert.Equal(expected, Entry(Bytes(Fit(before.Training.Rows(csv.Path)).Save), "predictor.bin"));

        using var json = new TemporaryText(string.Join('\n', rows.Select(static r => JsonSerializer.Serialize(new { r.Amount, r.Choice, r.Shop }))));
        Assert.Equal(expected, Entry(Bytes(Fit(before.Training.JsonLines(json.Path)).Save), "predictor.bin"));

        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("Amount", typeof(float));
        table.Columns.Add("Choice", typeof(string));
        table.Columns.Add("Shop", typeof(string));
        foreach (GoldenChoice r in rows) table.Rows.Add(r.Amount, r.Choice, r.Shop);
        using DataTableReader reader = table.CreateDataReader();
        Assert.Equal(expected, Entry(Bytes(Fit(before.Training.Rows(reader)).Save), "predictor.bin"));

        DynamicModel Fit(IEnumerable<DynamicRow> source) => before.Refit(source, new LogisticRegressionOptions());
    }

    [Theory]
    [InlineData("""{ "Amount": 1, "Shop": "s" }""", "Row 2: 'Choice' is missing; fill it, or leave the row out")]
    [InlineData("""{ "Amount": 1, "Choice": "buys" }""", "Row 2: 'Shop' is missing; fill it, or declare the property as 'string?'")]
    [InlineData("""{ "Amount": 1, "Shop": "s", "Choice": "steals" }""", "The label 'steals' of row 2 of the data is a third value of 'Choice'")]
    public void ARowThatTeachesNothingIsNamed(string json, string named)
    {
        GoldenChoice[] rows = [.. GoldenFileTests.Choices(1)];
        DynamicModel before = Loaded(GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(rows).SplitRandom(0, 0, seed: 3).Train).Save);
        IEnumerable<DynamicRow> Rows() => rows.Select((r, i) => i == 1
            ? before.Training.Row(JsonDocument.Parse(json).RootElement)
            : before.Training.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop).Set("Choice", r.Choice));
        Assert.Contains(named, Assert.ThrowsAny<Exception>(() => before.Refit(Rows(), new LogisticRegressionOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeFittedIsSaidWithTheWayOut()
    {
        DynamicDefinition price = new() { Name = "x", Task = "Regression" };
        Says<ArgumentException>("Row 1 is no training row of this plan; make it with DynamicTable.ForTraining(plan)", [Before.NewRow()], price);
        Says<ArgumentException>("Row 1 is no training row of this plan", [null!], price);
        Says<ArgumentException>("The task 'Stops' is a type of its own", PriceRows(1), new() { Name = "x", Task = "Stops" });
        Says<ArgumentException>("'x' is for BinaryClassification, whose label must be bool, or one with [Label(Positive = …)]; 'Price'", PriceRows(1), new() { Name = "x", Task = "BinaryClassification" }, new LogisticRegressionOptions());
        Says<ArgumentException>("whose label must be an enum, a string or an integer", PriceRows(1), new() { Name = "x", Task = "MulticlassClassification" }, new LogisticRegressionOptions());
        Says<InvalidValueException>("Row 4: 'Raw' is", PriceRows(1).Select(static (row, i) => i == 3 ? row.Set("Raw", float.NaN) : row), price);
        Says<UnknownCategoryException>("Row 2: 'Declared' has the unknown category 'purple'", PriceRows(1).Select(static (row, i) => i == 1 ? row.Set("Declared", "purple") : row), price);
        Says<InvalidValueException>("Row 1: 'Raw' is missing", [Before.Training.NewRow()], price);
        Assert.Contains("LogisticRegression learns", Assert.Throws<ArgumentException>(() => Before.Refit(PriceRows(1), new LogisticRegressionOptions())).Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Before.Refit(PriceRows(1), Prices, new() { Cancellation = cancelled.Token }));

        static void Says<TException>(string named, IEnumerable<DynamicRow> rows, DynamicDefinition definition, TrainerOptions? trainer = null) where TException : Exception => Assert.Contains(
            named, Assert.ThrowsAny<TException>(() => DynamicModel.Fit(Before.Plan, rows, trainer ?? Prices, definition)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowIsTakenAsItIsWhenItComes()
    {
        GoldenPriceModel typed = GoldenPriceModel.Fit(Dataset<GoldenPrice>.FromRows(GoldenFileTests.Prices(1)).SplitRandom(0, 0, seed: 3).Train);
        Same(typed.Save, Before.Refit(OneRow(), Prices));

        static IEnumerable<DynamicRow> OneRow()
        {
            DynamicRow only = Before.Training.NewRow();
            foreach (DynamicRow row in PriceRows(1))
            {
                foreach (ColumnSchema column in Before.Training.Columns) only[column.Name] = row[column.Name];
                yield return only;
            }
        }
    }

    private static IEnumerable<DynamicRow> PriceRows(int seed) =>
        GoldenFileTests.Prices(seed).Select(static p => DynamicModelTests.RowOf(Before.Training, p).Set("Price", p.Price));

    private static void Same(Action<Stream> typed, DynamicModel fitted)
    {
        byte[] expected = Bytes(typed), found = Bytes(fitted.Save);
        foreach (string entry in new[] { "plan.json", "outcome.json", "predictor.bin" }) Assert.Equal(Entry(expected, entry), Entry(found, entry));
    }

    private static byte[] Entry(byte[] file, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using Stream entry = archive.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }

    private static DynamicModel Loaded(Action<Stream> save) => DynamicModel.Load(Bytes(save));

    private static byte[] Bytes(Action<Stream> save) => DynamicModelTests.Saved(save);
}
