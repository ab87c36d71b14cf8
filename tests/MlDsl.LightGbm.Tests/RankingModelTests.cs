using MlDsl.Columns;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

/// <summary>A declared ranking by boosted trees, end to end.</summary>
public sealed class RankingModelTests
{
    private static readonly Split<Offer> Split = Dataset<Offer>.FromRows(Offer.Make(300, 1)).SplitByGroup(0.2, 0.2, seed: 1);
    private static readonly OfferModel Model = OfferModel.Fit(Split.Train);

    [Fact]
    public void RanksBetterThanALine()
    {
        RankingMetrics trees = Model.Evaluate(Split.Validation), random = trees.Baseline!;
        Assert.True(trees.Ndcg.Low > random.Ndcg.Value + 0.1, trees.ToString());
        Assert.InRange(Model.Card.Log.Iterations, 2, 190);
        Assert.True(Model.Card.Log.Converged);
        Assert.InRange(Model.Card.Log.Objective, 0, 0.3);
        Offer.Input[] shown = [.. Split.Validation.Rows.Take(10).Select(static o => o.ToInput())];
        var order = new int[shown.Length];
        Model.Rank(shown, order);
        Assert.Equal(Enumerable.Range(0, 10).OrderByDescending(i => Model.Predict(in shown[i]).Value).ThenBy(static i => i), order);
    }

    [Fact]
    public void EveryRouteGivesTheSameBits()
    {
        byte[] file = Saved(Model);
        OfferModel loaded = OfferModel.Load(file);
        DynamicModel dynamic = DynamicModel.Load(file);
        Offer.Input[] inputs = [.. Offer.Make(20, 5).Select(static (o, i) => o.ToInput() with { Shop = i % 9 == 0 ? "another" : o.Shop })];
        using var exported = new ExportedModel(Model.ExportOnnx(), Model.Plan);
        DynamicRow[] rows = [.. inputs.Select(input => dynamic.NewRow().Set("Stars", input.Stars).Set("Price", input.Price).Set("Shop", input.Shop))];
        ColumnValue[][] values = [.. rows.Select(row => dynamic.Columns.Select(column => row[column.Name]).ToArray())];
        float[] found = (float[])exported.Run(values).Single(static output => output.Value is float[]).Value;
        for (int i = 0; i < inputs.Length; i++)
        {
            float expected = Model.Predict(in inputs[i]).Value;
            Assert.Equal(expected, loaded.Predict(in inputs[i]).Value);
            Assert.Equal(expected, dynamic.Predict(rows[i]).Value);
            Assert.Equal(expected, found[i]);
        }
        Assert.Equal(file, Saved(loaded));
    }

    [Fact]
    public void TheThreadsChangeNoByte() => Assert.Equal(
        Saved(OfferModel.Fit(Split.Train, control: new TrainingControl { Threads = 3 })), Saved(OfferModel.Fit(Split.Train, control: new TrainingControl { Threads = 1 })));

    [Fact]
    public void TrainingGoesOnFromAModel()
    {
        var options = new LightGbmOptions { Trees = 3, MinRows = 5 };
        OfferModel first = OfferModel.Fit(Split.Train, options), more = OfferModel.Continue(Split.Train, first, options), whole = OfferModel.Fit(Split.Train, options with { Trees = 6 });
        Assert.Equal(6, ((TreePredictor)more.Predictor).Trees.Trees.Count);
        Assert.NotNull(more.Card.Parent);
        // Boosting does not know where it was interrupted, but for the rounding of the scores that it went on from.
        double difference = Split.Validation.Rows.Average(row => Math.Abs(more.Predict(row.ToInput()).Value - whole.Predict(row.ToInput()).Value));
        double size = Split.Validation.Rows.Average(row => Math.Abs(first.Predict(row.ToInput()).Value - whole.Predict(row.ToInput()).Value));
        Assert.True(difference < 1e-3 * size, $"{difference} of {size}");
    }

    private static byte[] Saved(OfferModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
