using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>On data that nobody here made: the model, its file run by name, and its export on ONNX Runtime say the same of every validation row.</summary>
public sealed class RealExportTests
{
    private static readonly JsonSerializerOptions Names = new() { Converters = { new JsonStringEnumConverter() } };

    [FactWith("adult.csv")]
    public void Incomes()
    {
        var split = Dataset<Adult>.FromCsv(TestData.File("adult.csv"), new CsvOptions { Trim = true, Missing = ["", "?"] }).SplitStratified(validation: 0.2, test: 0.1, seed: 3);
        AdultModel model = AdultModel.Fit(split.Train);
        Adult[] rows = [.. split.Validation.Rows];
        var (named, exported) = Both(model.Save, model.ExportOnnx(), rows, static row => Json(row.ToInput(), ("AgeBand", AdultFeatures.AgeBand(row.Age))));
        Assert.Equal(rows.Select(row => model.Predict(row.ToInput()).Probability.Value), named.Select(static p => p.Value));
        float[] probabilities = Assert.IsType<float[]>(exported["probabilities"]);
        bool[] labels = Assert.IsType<bool[]>(exported["label"]);
        for (int i = 0; i < rows.Length; i++)
        {
            BinaryPrediction expected = model.Predict(rows[i].ToInput());
            Close(expected.Probability.Value, probabilities[(2 * i) + 1]);
            if (Math.Abs(expected.Probability.Value - 0.5f) > 1e-5f) Assert.Equal(expected.Label, labels[i]);
        }
    }

    [FactWith("bike-hour.csv")]
    public void Hours()
    {
        var split = Dataset<BikeHour>.FromCsv(TestData.File("bike-hour.csv")).SplitByTime(validation: 0.2, test: 0.1, embargo: TimeSpan.FromDays(1));
        BikeModel model = BikeModel.Fit(split.Train);
        BikeHour[] rows = [.. split.Validation.Rows];
        var (named, exported) = Both(model.Save, model.ExportOnnx(), rows, static row => Json(row.ToInput(), ("HourOfKind", BikeFeatures.HourOfKind(row.Hour, row.IsWorkingDay))));
        Assert.Equal(rows.Select(row => model.Predict(row.ToInput())), named.Select(static p => p.Value));
        float[] counts = Assert.IsType<float[]>(exported["prediction"]);
        for (int i = 0; i < rows.Length; i++)
        {
            // An error of the score, of at most some ulps of its largest term, is as large an error of the logarithm.
            float expected = model.Predict(rows[i].ToInput());
            Assert.InRange(Math.Abs(expected - counts[i]), 0, 2e-5f * expected);
        }
    }

    [FactWith("optdigits-train.csv")]
    public void Digits()
    {
        var split = Dataset<Digit>.FromCsv(TestData.File("optdigits-train.csv"), new CsvOptions { HasHeader = false }).SplitRandom(validation: 0.3, test: 0.1, seed: 1);
        DigitModel model = DigitModel.Fit(split.Train);
        Digit[] rows = [.. split.Validation.Rows];
        var (named, exported) = Both(model.Save, model.ExportOnnx(), rows, static row => Json(row.ToInput()));
        float[] probabilities = Assert.IsType<float[]>(exported["probabilities"]), expected = new float[10];
        long[] labels = Assert.IsType<long[]>(exported["label"]);
        for (int i = 0; i < rows.Length; i++)
        {
            model.Predict(rows[i].ToInput(), expected);
            Assert.Equal(expected, named[i].Outputs);
            for (int k = 0; k < 10; k++) Close(expected[k], probabilities[(10 * i) + k]);
            Assert.Equal(model.Predict(rows[i].ToInput()).Label, labels[i]);
        }
    }

    private static (IReadOnlyList<DynamicPrediction> Named, Dictionary<string, Array> Exported) Both<TRow>(Action<Stream> save, byte[] export, TRow[] rows, Func<TRow, JsonObject> json)
    {
        DynamicModel model = DynamicModel.Load(DynamicModelTests.Saved(save));
        var members = model.Columns.Select(static c => c.Member).ToHashSet(StringComparer.Ordinal);
        DynamicRow[] made = [.. rows.Select(row =>
        {
            // An input that only feature methods take is no column of the file.
            JsonObject values = json(row);
            foreach (string name in values.Select(static v => v.Key).Where(name => !members.Contains(name)).ToList()) values.Remove(name);
            return model.Row(JsonSerializer.SerializeToElement(values));
        })];
        using var exported = new ExportedModel(export, model.Plan);
        return (model.Predict(made), exported.Run([.. made.Select(static row => row.Values)]));
    }

    private static JsonObject Json<TInput>(TInput input, params (string Name, JsonNode Value)[] computed)
    {
        JsonObject values = JsonSerializer.SerializeToNode(input, Names)!.AsObject();
        foreach (var (name, value) in computed) values[name] = value;
        return values;
    }

    private static void Close(float expected, float found) => Assert.InRange(Math.Abs(expected - found), 0, expected > 1e-4f ? 2e-5f * expected + 1e-7f : 1e-6f);
}
