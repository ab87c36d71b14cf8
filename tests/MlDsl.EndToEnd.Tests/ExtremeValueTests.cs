using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Numbers at the ends of what a float holds: a finite answer or a refusal that says why.</summary>
public sealed class ExtremeValueTests
{
    private static CountModel Fit(Func<int, float> miles, Func<int, float> count) => CountModel.Fit(
        Dataset<Count>.FromRows(Enumerable.Range(0, 200).Select(i => new Count { Miles = miles(i), Stops = i % 3, Calls = count(i) })).SplitRandom(0.1, 0.1, seed: 2).Train);

    [Fact]
    public void APoissonPredictionBeyondAFloatIsRefusedByColumn()
    {
        CountModel model = Fit(static i => i % 10, static i => MathF.Exp(0.5f * (i % 10)));
        Assert.True(float.IsFinite(model.Predict(new Count.Input { Miles = 100, Stops = 1 })));
        var problem = Assert.Throws<ArgumentException>(() => model.Predict(new Count.Input { Miles = 1000, Stops = 1 }));
        Assert.Contains("'Miles'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("more than a float holds", problem.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Predict(new[] { new Count.Input { Miles = 1000, Stops = 1 } }, new float[1]));
        Assert.Equal(0f, model.Predict(new Count.Input { Miles = -1000, Stops = 1 }));
    }

    [Theory]
    [InlineData(1e30f, 1f)]
    [InlineData(3e38f, 1f)]
    [InlineData(1f, 1e30f)]
    [InlineData(1f, 1e-30f)]
    [InlineData(1e-38f, 1f)]
    [InlineData(1e-38f, 1e38f)]
    [InlineData(3e38f, 1e-38f)]
    [InlineData(3e38f, 1e38f)]
    public void TrainingOnHugeAndTinyNumbersGivesFiniteWeightsOrARefusal(float miles, float calls)
    {
        try
        {
            CountModel model = Fit(i => miles * ((i % 10) / 9f), i => calls * ((1 + (i % 4)) / 4f));
            LinearPredictor linear = Assert.IsType<LinearPredictor>(model.Predictor);
            Assert.All(linear.Weights.ToArray().Concat(linear.Biases.ToArray()), static w => Assert.True(float.IsFinite(w)));
            Assert.True(double.IsFinite(model.Card.Log.Objective), $"the objective is {model.Card.Log.Objective}");
            for (int i = 0; i < 10; i++) Assert.True(float.IsFinite(model.Predict(new Count.Input { Miles = miles * (i / 9f), Stops = 1 })));
        }
        catch (TrainingException problem)
        {
            Assert.Matches("scale|clip|L2", problem.Message);
        }
    }
}

[Dataset]
public sealed partial record Count
{
    [Numeric] public required float Miles { get; init; }
    [Numeric] public required float Stops { get; init; }
    [Label] public float Calls { get; init; }
}

[Model<Count, Regression>]
[PoissonRegression]
public sealed partial class CountModel;
