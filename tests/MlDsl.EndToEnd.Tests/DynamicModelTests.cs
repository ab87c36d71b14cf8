using System.Data;
using System.Globalization;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A file runs without the types of its model and predicts the same bits, by every way in.</summary>
public sealed class DynamicModelTests
{
    private static readonly GoldenPriceModel Typed = GoldenPriceModel.Fit(Dataset<GoldenPrice>.FromRows(GoldenFileTests.Prices(1)).SplitRandom(0.2, 0.2, seed: 3).Train);
    private static readonly DynamicModel Model = DynamicModel.Load(Saved(Typed.Save));
    private static readonly GoldenPrice[] Prices = [.. GoldenFileTests.Prices(5)];

    [Fact]
    public void EveryEncodingAndPolicyGivesTheBitsOfTheTypedModel()
    {
        DynamicRow[] rows = [.. Prices.Select(Row)];
        Assert.Equal(Prices.Select(static p => Typed.Predict(p.ToInput())), Model.Predict(rows).Select(static p => p.Value));
        Assert.Equal(Typed.Predict(Prices[0].ToInput()), Model.Predict(rows[0]).Value);
        Assert.Equal(Typed.Card, Model.Card);
        Assert.Equal(Typed.Outcome, Model.Outcome);
    }

    [Fact]
    public void TwoClassesHaveTheModelsThreshold()
    {
        GoldenChoiceModel typed = GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(1)).SplitRandom(0.2, 0.2, seed: 3).Train).WithThreshold((Probability)0.3f);
        DynamicModel model = DynamicModel.Load(new MemoryStream(Saved(typed.Save)));
        foreach (GoldenChoice choice in GoldenFileTests.Choices(2))
        {
            BinaryPrediction expected = typed.Predict(choice.ToInput());
            DynamicPrediction found = model.Predict(model.NewRow().Set("Amount", choice.Amount).Set("Shop", choice.Shop));
            Assert.Equal((expected.Probability.Value, expected.Label ? "buys" : "leaves"), (found.Value, found.Label));
        }
    }

    [Fact]
    public void SeveralClassesAreNamed()
    {
        GoldenStandingModel typed = GoldenStandingModel.Fit(Dataset<GoldenStanding>.FromRows(GoldenFileTests.Standings(1)).SplitRandom(0.2, 0.2, seed: 3).Train);
        DynamicModel model = DynamicModel.Load(Saved(typed.Save));
        var probabilities = new float[3];
        foreach (GoldenStanding row in GoldenFileTests.Standings(2))
        {
            typed.Predict(row.ToInput(), probabilities);
            DynamicPrediction found = model.Predict(model.NewRow().Set("Amount", row.Amount).Set("Shop", row.Shop));
            Assert.Equal(probabilities, found.Outputs);
            Assert.Equal(typed.Predict(row.ToInput()).Label.ToString(), found.Label);
        }
    }

    [Fact]
    public void JsonCsvAndADatabaseGiveTheSameRows()
    {
        Sale.Input[] inputs = Made.Inputs(200);
        SaleModel typed = SaleModel.Fit(Made.Split().Train);
        DynamicModel model = DynamicModel.Load(Saved(typed.Save));
        float[] expected = [.. inputs.Select(input => typed.Predict(in input))];

        var json = inputs.Select(i => JsonSerializer.SerializeToElement(new
        {
            i.Shop,
            i.Size,
            Color = i.Color.ToString(),
            i.Distance,
            i.Weight,
            i.IsGift,
            i.Note,
            i.Day,
        }));
        Assert.Equal(expected, model.Predict(json.Select(model.Row)).Select(static p => p.Value));

        using var csv = new TemporaryText(string.Join('\n', inputs.Select(Line).Prepend("HalfReach,Extra,Reach,Kind,Day,Note,IsGift,Weight,Distance,Color,Size,Shop")));
        Assert.Equal(expected, model.Predict(model.Rows(csv.Path)).Select(static p => p.Value));

        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (string column in new[] { "Shop", "Color", "Note", "Kind", "Extra" }) table.Columns.Add(column, typeof(string));
        table.Columns.Add("Size", typeof(int));
        table.Columns.Add("IsGift", typeof(bool));
        table.Columns.Add("Day", typeof(DateTime));
        foreach (string column in new[] { "Distance", "Weight", "Reach", "HalfReach" }) table.Columns.Add(column, typeof(float));
        foreach (Sale.Input i in inputs)
        {
            float reach = SaleFeatures.Reach(i.Distance, i.Size);
            table.Rows.Add(i.Shop, i.Color.ToString(), i.Note, SaleFeatures.Kind(i.Color, i.IsGift), "x", i.Size, i.IsGift, i.Day, i.Distance, i.Weight, reach, SaleFeatures.HalfReach(reach));
        }
        using DataTableReader reader = table.CreateDataReader();
        Assert.Equal(expected, model.Predict(model.Rows(reader)).Select(static p => p.Value));

        static string Line(Sale.Input i)
        {
            float reach = SaleFeatures.Reach(i.Distance, i.Size);
            return string.Create(CultureInfo.InvariantCulture, $"{SaleFeatures.HalfReach(reach)},x,{reach},{SaleFeatures.Kind(i.Color, i.IsGift)},{i.Day:O},{(i.Note is null ? "" : $"\"{i.Note}\"")},{i.IsGift},{i.Weight},{i.Distance},{i.Color},{i.Size},{i.Shop}");
        }
    }

    [Fact]
    public void AFeatureMethodThatIsNoOpIsAColumnAndSaysWhy()
    {
        ColumnSchema initial = Assert.Single(Model.Columns, static c => c.NotAnOp is not null);
        Assert.Equal("Initial", initial.Name);
        Assert.Contains("'hashed.EnumerateRunes()", initial.NotAnOp, StringComparison.Ordinal);
        Assert.Equal("Ratio", Assert.Single(Model.Plan.Computed).Name);
        Assert.DoesNotContain(Model.Columns, static c => c.Name == "Ratio");
    }

    [Theory]
    [InlineData("""{ "Raws": 1 }""", "has no column 'Raws'")]
    [InlineData("""{ "Ratio": 1 }""", "computes 'Ratio' from other columns")]
    [InlineData("""{ "Raw": "one" }""", "The column 'Raw' is 'float', and the JSON \"one\"")]
    [InlineData("""{ "Robust": 1.5 }""", "The column 'Robust' is 'int?'")]
    [InlineData("""{ "Robust": 3000000000 }""", "The column 'Robust' is 'int?'")]
    [InlineData("""{ "Flag": 1 }""", "The column 'Flag' is 'bool'")]
    [InlineData("""{ "At": "yesterday" }""", "The column 'At' is 'System.DateTime'")]
    [InlineData("""{ "Day": 5 }""", "The column 'Day' is 'System.DateOnly'")]
    [InlineData("[1]", "A row is a JSON object")]
    public void JsonThatDoesNotFitIsNamed(string json, string named) =>
        Assert.Contains(named, Assert.ThrowsAny<ArgumentException>(() => Model.Row(JsonDocument.Parse(json).RootElement)).Message, StringComparison.Ordinal);

    [Fact]
    public void AValueThatDoesNotFitIsNamed()
    {
        DynamicRow row = Model.NewRow();
        Assert.Contains("'Raw' is 'float', and the text 'x'", Assert.ThrowsAny<ArgumentException>(() => row.Set("Raw", "x")).Message, StringComparison.Ordinal);
        Assert.Contains("'Robust' is 'int?', and the number 2.5", Assert.ThrowsAny<ArgumentException>(() => row["Robust"] = ColumnValue.Number(2.5)).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'Price'", Assert.ThrowsAny<ArgumentException>(() => row.Set("Price", 3.0)).Message, StringComparison.Ordinal);
        Assert.True(row["Raw"].IsMissing);
        // Nothing was set: the first column that needs a value says so.
        Assert.Contains("'Raw' is missing", Assert.ThrowsAny<ArgumentException>(() => Model.Predict(row)).Message, StringComparison.Ordinal);
        Assert.Contains("another model", Assert.ThrowsAny<ArgumentException>(() => DynamicModel.Load(Saved(Typed.Save)).Predict(row)).Message, StringComparison.Ordinal);
        Assert.Contains("'Declared'", Assert.ThrowsAny<ArgumentException>(() => Model.Predict(Row(Prices[0]).Set("Declared", "purple"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfTheFirstFormatIsRefusedWithTheWayOut() => Assert.Contains(
        "has format 1, which does not describe its columns; load it with the model's own type and save it again",
        Assert.Throws<ModelFileException>(() => DynamicModel.Load(GoldenFileTests.Named("price-1.mldsl"))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("3,x", "'x' is not a finite Single in column 'Amount'")]
    [InlineData("\"s1\"", "the record has 1 fields, not 2 as the header names")]
    [InlineData(",2", "the value is missing")]
    public void ARecordThatDoesNotFitIsNamed(string record, string named)
    {
        GoldenChoiceModel typed = GoldenChoiceModel.Fit(Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(1)).SplitRandom(0.2, 0.2, seed: 3).Train);
        DynamicModel model = DynamicModel.Load(Saved(typed.Save));
        using var csv = new TemporaryText($"Shop,Amount\ns1,2\n{record}\n");
        DataFormatException problem = Assert.Throws<DataFormatException>(() => model.Rows(csv.Path, new CsvOptions { Missing = [""] }).Select(model.Predict).ToList());
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
        Assert.Contains("BadRowPolicy.Throw", Assert.Throws<ArgumentException>(() => model.Rows(csv.Path, new CsvOptions { BadRows = BadRowPolicy.Skip })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AReaderWithoutAColumnIsNamed()
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add("Raw", typeof(float));
        using DataTableReader reader = table.CreateDataReader();
        Assert.Contains("has no column 'Flag'; it has Raw", Assert.Throws<ArgumentException>(() => Model.Rows(reader)).Message, StringComparison.Ordinal);
    }

    internal static DynamicRow Row(GoldenPrice price) => RowOf(Model.Table, price);

    internal static DynamicRow RowOf(DynamicTable table, GoldenPrice p)
    {
        DynamicRow row = table.NewRow()
            .Set("Raw", p.Raw).Set("Flag", p.Flag).Set("MinMax", p.MinMax).Set("Power", p.Power).Set("OneHot", p.OneHot).Set("Declared", p.Declared).Set("Bucket", p.Bucket)
            .Set("Ordinal", p.Ordinal.ToString()).Set("Hashed", p.Hashed).Set("HashedNumber", p.HashedNumber).Set("Count", p.Count).Set("Target", p.Target).Set("Day", p.Day)
            .Set("Size", p.Size).Set("At", p.At).Set("Cyclic", p.Cyclic).Set("Note", p.Note).Set("Title", p.Title)
            .Set("Initial", GoldenFeatures.Initial(p.Hashed));
        if (p.Standard is { } standard) row.Set("Standard", standard);
        if (p.Robust is { } robust) row.Set("Robust", robust);
        if (p.Log is { } log) row.Set("Log", log);
        if (p.Bins is { } bins) row.Set("Bins", bins);
        return row;
    }

    internal static byte[] Saved(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return stream.ToArray();
    }
}
