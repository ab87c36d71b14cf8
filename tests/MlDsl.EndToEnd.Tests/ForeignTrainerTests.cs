using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A trainer and a task that MlDsl does not know work like its own.</summary>
public sealed partial class ForeignTrainerTests
{
    private static readonly Split<Count> Split = Dataset<Count>.FromRows(Enumerable.Range(0, 200).Select(static i => new Count { Miles = i % 10, Stops = i % 3, Calls = 1 + (i % 10) }))
        .SplitRandom(0.2, 0.2, seed: 1);

    [Fact]
    public void FitsEvaluatesSavesAndLoads()
    {
        StopModel model = StopModel.Fit(Split.Train);
        float mean = Split.Train.Rows.Average(static row => row.Calls);
        Assert.Equal(new StopPrediction((int)MathF.Round(mean)), model.Predict(new Count.Input { Miles = 4, Stops = 1 }));
        Assert.Equal(("Stops", "Mean"), (model.Card.Task, model.Card.Trainer));
        // A constant explains nothing, whatever column is shuffled.
        Assert.InRange(model.Evaluate(Split.Validation).RSquared.Value, -0.2, 0.001);
        Assert.All(model.Importance(Split.Validation), static c => Assert.Equal((0.0, 40), (c.Increase.Value, c.Rows)));

        using var file = new MemoryStream();
        model.Save(file);
        StopModel loaded = StopModel.Load(file.ToArray());
        Assert.Equal(model.Predict(new Count.Input { Miles = 4, Stops = 1 }), loaded.Predict(new Count.Input { Miles = 4, Stops = 1 }));
        Assert.Equal(model.Card, loaded.Card);
        Assert.Equal(model.Outcome, loaded.Outcome);
        Assert.Equal(model.Evaluations, loaded.Evaluations);
        Assert.Contains("holds a model for Stops, not Regression", Assert.Throws<ModelFileException>(() => Renamed.StopModel.Load(file.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesTheOptionsOfTheDeclarationOrOfTheCall()
    {
        int plain = StopModel.Fit(Split.Train).Predict(default(Count.Input) with { Stops = 1 }).Stops;
        Assert.Equal(plain + 2, ShiftedStopModel.Fit(Split.Train).Predict(default(Count.Input) with { Stops = 1 }).Stops);
        StopModel called = StopModel.Fit(Split.Train, trainer: new MeanOptions { Shift = -1 });
        Assert.Equal(plain - 1, called.Predict(default(Count.Input) with { Stops = 1 }).Stops);
        Assert.Equal("-1", called.Card.Options["Shift"]);
        // Any trainer of numbers serves a task of numbers.
        Assert.Equal("LinearRegression", StopModel.Fit(Split.Train, trainer: new LinearRegressionOptions()).Card.Trainer);
        Assert.InRange(MeanModel.Fit(Split.Train, trainer: new PoissonRegressionOptions()).Predict(new Count.Input { Miles = 4, Stops = 1 }), 3, 7);
    }

    [Fact]
    public void RefusesATrainerOfAnotherTarget() => Assert.Contains(
        "LogisticRegression learns TwoClasses, Classes, and the model 'StopModel' is for Stops, which needs Value",
        Assert.Throws<ArgumentException>(() => StopModel.Fit(Split.Train, trainer: new LogisticRegressionOptions())).Message,
        StringComparison.Ordinal);

    // A service knows the interface; so does its test.
    [Fact]
    public void AModelIsAScorerThatATestReplaces()
    {
        IScorer<Count.Input, float> scorer = CountModel.Fit(Split.Train);
        var input = new Count.Input { Miles = 4, Stops = 1 };
        scorer.Run(in input, out float score);
        var batch = new float[2];
        scorer.Run([input, input], batch);
        Assert.Equal([score, score], batch);
        Assert.Equal(Fare(scorer, input), 2 * score);
        Assert.Equal(14, Fare(new Fixed(7), input));

        static float Fare(IScorer<Count.Input, float> scorer, Count.Input input)
        {
            scorer.Run(in input, out float calls);
            return 2 * calls;
        }
    }

    [Fact]
    public async Task AScorerIsCancelledBeforeItBegins()
    {
        IScorer<Count.Input, float> scorer = CountModel.Fit(Split.Train);
        var input = new Count.Input { Miles = 4, Stops = 1 };
        scorer.Run(in input, out float score);
        Assert.Equal(score, await scorer.RunAsync(input));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await scorer.RunAsync(input, new CancellationToken(canceled: true)));
    }

    public static TheoryData<Type> Trainers =>
        [.. new[] { typeof(TrainerOptions).Assembly, typeof(MeanAttribute).Assembly }.SelectMany(static a => a.GetTypes()).Where(static t => t.IsDefined(typeof(TrainerAttribute), false))];

    // The record owns the defaults; the attribute's are its documentation.
    [Theory]
    [MemberData(nameof(Trainers))]
    public void AnAttributeSaysWhatItsOptionsDo(Type attribute)
    {
        var declared = attribute.GetCustomAttribute<TrainerAttribute>()!;
        object made = Activator.CreateInstance(attribute)!;
        var options = (TrainerOptions)Activator.CreateInstance(declared.Options)!;
        Assert.Equal((declared.Targets, declared.Traits), (options.Targets, options.Traits));
        Assert.Equal(attribute.Name, options.Trainer + "Attribute");
        var described = OptionWriter.Describe(options);
        PropertyInfo[] properties = [.. attribute.GetProperties().Where(static p => p.DeclaringType != typeof(Attribute))];
        Assert.Equal(described.Keys.Order(StringComparer.Ordinal), properties.Select(static p => p.Name).Order(StringComparer.Ordinal));
        foreach (PropertyInfo property in properties)
        {
            PropertyInfo option = declared.Options.GetProperty(property.Name)!;
            Assert.Equal(property.PropertyType, option.PropertyType);
            Assert.Equal(property.GetValue(made), option.GetValue(options));
            if (property.GetCustomAttribute<RangeAttribute>() is not { } range) continue;
            foreach (object beyond in Beyond(range, property.PropertyType))
                if (declared.Options != typeof(MeanOptions)) Assert.IsType<ArgumentOutOfRangeException>(Assert.Throws<TargetInvocationException>(() => option.SetValue(options, beyond)).InnerException);
        }
    }

    private static IEnumerable<object> Beyond(RangeAttribute range, Type type)
    {
        double least = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), most = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        if (type == typeof(int)) return least > int.MinValue ? [(int)least - 1] : [];
        object[] low = range.MinimumIsExclusive ? [least] : [Math.BitDecrement(least)], high = range.MaximumIsExclusive ? [most] : [Math.BitIncrement(most)];
        return [.. low, .. high, double.NaN];
    }

    private sealed class Fixed(float score) : IScorer<Count.Input, float>
    {
        public void Run(in Count.Input input, out float output) => output = score;

        public void Run(ReadOnlySpan<Count.Input> inputs, Span<float> outputs) => outputs.Fill(score);

        public ValueTask<float> RunAsync(Count.Input input, CancellationToken cancellation = default) => ValueTask.FromResult(score);
    }

    internal static partial class Renamed
    {
        [Model<Count, Regression>(Name = "StopModel"), Mean]
        internal sealed partial class StopModel;
    }
}
