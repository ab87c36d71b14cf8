using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.MlNet.Tests;

/// <summary>The weights and scores of <see cref="AveragedPerceptronOptions"/> beside those of ML.NET called directly.</summary>
public sealed class AveragedPerceptronTests(ITestOutputHelper output)
{
    private const int OddRows = 12_000;

    private static readonly AveragedPerceptronOptions Options = new() { Seed = 7 };

    public static TheoryData<AveragedPerceptronOptions> Trained => new()
    {
        Options,
        Options with { Loss = AveragedPerceptronLoss.Log, LearningRate = 0.1, DecreaseLearningRate = true, Iterations = 5 },
        Options with { Loss = AveragedPerceptronLoss.SmoothedHinge, L2 = 1e-4, Shuffle = false, Iterations = 3 },
    };

    [Theory]
    [MemberData(nameof(Trained))]
    public void LogOddsAreALineOfMlNetsScores(AveragedPerceptronOptions options)
    {
        MadeRows rows = MadeRows.Make(3000, 1, TargetKind.TwoClasses);
        TrainedPredictor trained = options.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl());
        var context = new MLContext(7);
        var direct = (BinaryPredictionTransformer<LinearBinaryModelParameters>)Direct.Fit(context, context.BinaryClassification.Trainers.AveragedPerceptron(new Microsoft.ML.Trainers.AveragedPerceptronTrainer.Options
        {
            LabelColumnName = nameof(Direct.Row.Flag),
            NumberOfIterations = options.Iterations,
            LearningRate = (float)options.LearningRate,
            DecreaseLearningRate = options.DecreaseLearningRate,
            L2Regularization = (float)options.L2,
            Shuffle = options.Shuffle,
            LossFunction = options.Loss switch { AveragedPerceptronLoss.Log => new LogLoss(), AveragedPerceptronLoss.SmoothedHinge => new SmoothedHingeLoss(), _ => new HingeLoss() },
        }), rows);
        var linear = (LinearPredictor)trained.Predictor;
        Assert.Equal(Link.Logit, trained.Link);

        // The weights are ML.NET's times one slope.
        int largest = Enumerable.Range(0, MadeRows.Width).MaxBy(k => Math.Abs(direct.Model.Weights[k]));
        double slope = linear.Weights[largest] / (double)direct.Model.Weights[largest], offset = linear.Biases[0] - (slope * direct.Model.Bias);
        for (int k = 0; k < MadeRows.Width; k++) Assert.Equal(slope * direct.Model.Weights[k], linear.Weights[k], 1e-6 * (1e-3 + Math.Abs(linear.Weights[k])));
        IDataView scored = direct.Transform(Direct.View(context, rows.Features, rows.Labels, rows.Weights));
        PlattCalibrator line = ((IPredictionTransformer<PlattCalibrator>)context.BinaryClassification.Calibrators.Platt(nameof(Direct.Row.Flag), "Score").Fit(scored)).Model;
        output.WriteLine($"platt {slope:R} {offset:R} and ML.NET's {-line.Slope:R} {-line.Offset:R}");
        Assert.Equal(-line.Slope, slope, 0.02 * slope);
        Assert.Equal(-line.Offset, offset, 0.05);

        float[][] odd = rows.Odd(OddRows, 2, isMissingAllowed: false);
        float[] scores = Direct.Scores(context, direct, odd);
        SdcaTests.AssertWithinBound(linear, odd, [.. scores.Select(score => (float)((slope * score) + offset))], MadeRows.Score(linear, odd), slack: 4);
    }

    [Fact]
    public void WeightsThatItDoesNotKnowAreRefused()
    {
        MadeRows rows = MadeRows.Make(300, 1, TargetKind.TwoClasses, isWeighted: true);
        TrainingException problem = Assert.Throws<TrainingException>(() => Options.Train(rows.Problem(TargetKind.TwoClasses), new TrainingControl()));
        Assert.Contains("Training row 2 weighs 1.5 and the first one 0.5, and AveragedPerceptron knows no weights", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, problem.Row);
    }

    [Fact]
    public void TooFewRowsForProbabilities() => Assert.Contains(
        "19 training rows do not tell the probabilities of scores",
        Assert.Throws<TrainingException>(() => Options.Train(MadeRows.Make(19, 1, TargetKind.TwoClasses).Problem(TargetKind.TwoClasses), new TrainingControl())).Message, StringComparison.Ordinal);
}
