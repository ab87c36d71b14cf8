using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Exported models on ONNX Runtime say what the models say.</summary>
public sealed class ExportOnnxTests
{
    [Fact]
    public void ANumber()
    {
        var rows = Enumerable.Range(0, 200).Select(static i => new Count { Miles = i % 10, Stops = i % 3, Calls = 1 + (i % 10) }).ToArray();
        CountModel model = CountModel.Fit(Dataset<Count>.FromRows(rows).SplitRandom(0.2, 0.2, seed: 1).Train);
        var outputs = Run(model.ExportOnnx(), DynamicModel.Load(DynamicModelTests.Saved(model.Save)), rows, static (m, r) => m.NewRow().Set("Miles", r.Miles).Set("Stops", r.Stops));
        float[] found = Assert.IsType<float[]>(outputs["prediction"]);
        for (int i = 0; i < rows.Length; i++) Assert.Equal(model.Predict(rows[i].ToInput()), found[i], 1e-5f * found[i]);
    }

    [Fact]
    public void TwoClasses()
    {
        var split = Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(1)).SplitRandom(0.2, 0.2, seed: 3);
        GoldenChoiceModel model = GoldenChoiceModel.Fit(split.Train).WithBestThreshold(split.Validation);
        GoldenChoice[] rows = [.. GoldenFileTests.Choices(2)];
        var outputs = Run(model.ExportOnnx(), DynamicModel.Load(DynamicModelTests.Saved(model.Save)), rows, static (m, r) => m.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop));
        string[] labels = Assert.IsType<string[]>(outputs["label"]);
        float[] probabilities = Assert.IsType<float[]>(outputs["probabilities"]);
        for (int i = 0; i < rows.Length; i++)
        {
            BinaryPrediction expected = model.Predict(rows[i].ToInput());
            Assert.Equal(expected.Probability.Value, probabilities[(2 * i) + 1], 1e-6f);
            if (Math.Abs(expected.Probability.Value - model.Threshold.Value) > 1e-6f) Assert.Equal(expected.Label ? "buys" : "leaves", labels[i]);
        }
    }

    [Fact]
    public void SeveralClasses()
    {
        GoldenStandingModel model = GoldenStandingModel.Fit(Dataset<GoldenStanding>.FromRows(GoldenFileTests.Standings(1)).SplitRandom(0.2, 0.2, seed: 3).Train);
        GoldenStanding[] rows = [.. GoldenFileTests.Standings(2)];
        var outputs = Run(model.ExportOnnx(), DynamicModel.Load(DynamicModelTests.Saved(model.Save)), rows, static (m, r) => m.NewRow().Set("Amount", r.Amount).Set("Shop", r.Shop));
        string[] labels = Assert.IsType<string[]>(outputs["label"]);
        float[] probabilities = Assert.IsType<float[]>(outputs["probabilities"]);
        var expected = new float[3];
        for (int i = 0; i < rows.Length; i++)
        {
            model.Predict(rows[i].ToInput(), expected);
            for (int k = 0; k < 3; k++) Assert.Equal(expected[k], probabilities[(3 * i) + k], 1e-6f);
            Assert.Equal(model.Predict(rows[i].ToInput()).Label.ToString(), labels[i]);
        }
    }

    [Fact]
    public void TheFileSaysWhereItComesFromAndIsTheSameEachTime()
    {
        var split = Dataset<GoldenChoice>.FromRows(GoldenFileTests.Choices(1)).SplitRandom(0.2, 0.2, seed: 3);
        GoldenChoiceModel model = GoldenChoiceModel.Fit(split.Train);
        model.Evaluate(split.Validation);
        var options = new OnnxExportOptions { Provenance = new Dictionary<string, string> { ["ticket"] = "C-17" } };
        byte[] file = model.ExportOnnx(options);
        Assert.Equal(file, model.ExportOnnx(options));
        using (var exported = new ExportedModel(file, model.Plan))
        {
            IReadOnlyDictionary<string, string> metadata = exported.Session.Metadata;
            EvaluationRecord record = model.Evaluations[^1];
            Assert.Equal(model.Card.Options, System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(metadata["mldsl.trainer.options"]));
            Assert.Equal((model.Card.Split, model.Card.DataFingerprint), (metadata["mldsl.split"], metadata["mldsl.data"]));
            Assert.Equal($"{record.Rows}", metadata["mldsl.metrics.validation.rows"]);
            Assert.Equal(record.Metrics.Count, metadata["mldsl.metrics.validation"].Split('\n').Length);
            Assert.Equal(("buys", "0.5"), (metadata["mldsl.positive"], metadata["mldsl.threshold"]));
            Assert.False(metadata.ContainsKey("mldsl.parent"));
        }
        string text = System.Text.Encoding.UTF8.GetString(file);
        foreach (string fact in new[] { "mldsl.name", "golden-choice", "mldsl.trainer", "LogisticRegression", "mldsl.schema.hash", GoldenChoice.Schema.Hash, "mldsl.ticket", "C-17", "mldsl.metrics.validation", "ROC-AUC" })
            Assert.Contains(fact, text, StringComparison.Ordinal);

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        Assert.Equal(["Amount", "Shop"], model.ExportOnnx(path, options).Select(static i => i.Name));
        Assert.Equal(file, File.ReadAllBytes(path));
        File.Delete(path);
    }

    [Fact]
    public void WhatCannotBeExportedIsNamed()
    {
        GoldenPriceModel model = GoldenPriceModel.Fit(Dataset<GoldenPrice>.FromRows(GoldenFileTests.Prices(1)).SplitRandom(0.2, 0.2, seed: 3).Train);
        OnnxExportException problem = Assert.Throws<OnnxExportException>(() => model.ExportOnnx());
        Assert.Contains(problem.Column, (string[])["Hashed", "HashedNumber", "Note", "Title"]);
        Assert.Contains($"'{problem.Column}'", problem.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Array> Run<TRow>(byte[] file, DynamicModel model, TRow[] rows, Func<DynamicModel, TRow, DynamicRow> row)
    {
        using var exported = new ExportedModel(file, model.Plan);
        return exported.Run([.. rows.Select(r => row(model, r).Values)]);
    }
}
