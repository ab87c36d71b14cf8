using MlDsl.Columns;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Declared models of ML.NET's trainers, end to end.</summary>
public sealed class ModelTests
{
    private static readonly Split<FareRide> Split = Dataset<FareRide>.FromRows(FareRide.Make(3000, 1)).SplitRandom(0.2, 0.2, seed: 1);

    public static TheoryData<TrainerOptions> Trainers => new()
    {
        new FastTreeOptions { Trees = 30, Leaves = 8, MinRows = 5, Seed = 7 },
        new FastForestOptions { Trees = 30, Leaves = 100, MinRows = 2, Seed = 7, ColumnShare = 1, BranchColumnShare = 1 },
        new SdcaOptions { Seed = 7 },
    };

    [Theory]
    [MemberData(nameof(Trainers))]
    public void EveryRouteGivesTheSameBits(TrainerOptions options)
    {
        FareRideModel model = FareRideModel.Fit(Split.Train, options);
        byte[] file = Saved(model);
        FareRideModel loaded = FareRideModel.Load(file);
        DynamicModel dynamic = DynamicModel.Load(file);
        FareRide.Input[] odd = FareRide.Odd(500, 6);
        using var exported = new ExportedModel(model.ExportOnnx(), model.Plan);
        float[] found = Assert.IsType<float[]>(exported.Run([.. odd.Select(input => Row(dynamic, input))])["prediction"]);
        for (int i = 0; i < odd.Length; i++)
        {
            float expected = model.Predict(in odd[i]);
            Assert.Equal(expected, loaded.Predict(in odd[i]));
            Assert.Equal(expected, dynamic.Predict(Set(dynamic, odd[i])).Value);
            // Sums of a graph may be taken in another order.
            if (model.Predictor is TreePredictor) Assert.Equal(expected, found[i]);
            else Assert.Equal(expected, found[i], 1e-4f);
        }
        Assert.Equal(file, Saved(loaded));
        Assert.Equal(options.Trainer, model.Card.Trainer);
        Assert.True(model.Evaluate(Split.Validation).RSquared.Value > 0.9, $"{model.Evaluate(Split.Validation).RSquared.Value}");

        // Contributions add up to the score.
        var contributions = new double[model.ExplainedColumns.Count];
        foreach (FareRide.Input input in odd.Take(50))
        {
            model.Explain(in input, contributions);
            Assert.Equal(model.Predict(in input), contributions.Sum() + model.ExpectedScores[0], 1e-3);
        }
    }

    [Fact]
    public void TheAttributesOptionsTrain()
    {
        FareRideModel model = FareRideModel.Fit(Split.Train);
        Assert.Equal(Saved(FareRideModel.Fit(Split.Train, new FastTreeOptions { Trees = 30, Leaves = 8, MinRows = 5, Seed = 7 })), Saved(model));
        Assert.Equal("30", model.Card.Options["Trees"]);
        PaidRideModel paid = PaidRideModel.Fit(Dataset<PaidRide>.FromRows(PaidRide.Make(3000, 2)).SplitRandom(0.2, 0.2, seed: 1).Train);
        Assert.InRange(paid.Card.Log.Iterations, 2, 150);
        Assert.True(paid.Predict(new PaidRide.Input { Miles = 19, City = "city 2" }).Probability.Value > 0.9f);
    }

    private static DynamicRow Set(DynamicModel dynamic, FareRide.Input input) => dynamic.NewRow().Set("Miles", input.Miles).Set("Minutes", input.Minutes).Set("City", input.City);

    private static ColumnValue[] Row(DynamicModel dynamic, FareRide.Input input)
    {
        DynamicRow row = Set(dynamic, input);
        return [.. dynamic.Columns.Select(column => row[column.Name])];
    }

    private static byte[] Saved(FareRideModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
