using MlDsl.Columns;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>A declared model of additive curves, end to end.</summary>
public sealed class GamModelTests
{
    [Fact]
    public void EveryRouteGivesTheSameBits()
    {
        Split<PaidRide> split = Dataset<PaidRide>.FromRows(PaidRide.Make(3000, 1)).SplitRandom(0.2, 0.2, seed: 1);
        CurvedRideModel model = CurvedRideModel.Fit(split.Train);
        using var stream = new MemoryStream();
        model.Save(stream);
        CurvedRideModel loaded = CurvedRideModel.Load(stream.ToArray());
        DynamicModel dynamic = DynamicModel.Load(stream.ToArray());
        PaidRide.Input[] inputs = [.. PaidRide.Make(300, 7).Select(static (ride, i) => new PaidRide.Input { Miles = ride.Miles - (i % 3), City = i % 5 == 0 ? "nowhere" : ride.City })];
        DynamicRow[] rows = [.. inputs.Select(input => dynamic.NewRow().Set("Miles", input.Miles).Set("City", input.City))];
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        float[] found = (float[])exported.Run([.. rows.Select(row => (ColumnValue[])[.. dynamic.Columns.Select(column => row[column.Name])])])["probabilities"];
        var contributions = new double[model.ExplainedColumns.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            BinaryPrediction expected = model.Predict(in inputs[i]);
            Assert.Equal(expected, loaded.Predict(in inputs[i]));
            Assert.Equal(expected.Probability.Value, dynamic.Predict(rows[i]).Value);
            Assert.Equal(expected.Probability.Value, found[(2 * i) + 1], 1e-6f);
            model.Explain(in inputs[i], contributions);
            Assert.Equal(expected.Score.Value, contributions.Sum() + model.ExpectedScores[0], 1e-5);
        }
        Assert.Equal("Gam", model.Card.Trainer);
        Assert.InRange(model.Card.Log.Iterations, 2, 400);
        Assert.True(model.Evaluate(split.Validation).RocAuc.Value > 0.95, $"{model.Evaluate(split.Validation).RocAuc.Value}");
    }
}

[Model<PaidRide, BinaryClassification>, Gam(Iterations = 400, LearningRate = 0.1, Prune = true)]
public sealed partial class CurvedRideModel;
