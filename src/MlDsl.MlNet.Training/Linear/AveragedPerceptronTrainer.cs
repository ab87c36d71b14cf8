using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Trains with ML.NET's averaged perceptron, and reads the weights back as log-odds.</summary>
internal sealed class AveragedPerceptronTrainer(AveragedPerceptronOptions options, TrainingProblem problem, TrainingControl control)
{
    // A pass for labels, one that holds the rows, one for the scores and one for the means.
    private const int Passes = 4;
    private const string Advice = "give numbers a Scale, or lower LearningRate";

    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public TrainedPredictor Train()
    {
        DesignRows rows = DesignRows.Read(problem, static label => BoosterLabels.ProblemOfCode(label, 2, "class index"), control.Cancellation);
        float[] ones = EqualWeights.Of(problem.Rows, rows, "AveragedPerceptron", "use Sdca");
        var view = new DesignView(problem, ones, control.Cancellation, canShuffle: options.Shuffle);
        var (weights, biases) = MlNetRun.Fit("AveragedPerceptron", options.Seed, [view], control, context => LinearModels.Read(Fit(context, view)));
        LinearPredictor scores = LinearModels.Predictor("AveragedPerceptron", weights, biases, problem.Rows, ones, Advice, control.Cancellation);
        var (slope, offset) = PlattLine.Of(rows.Labels, GrownTrees.Scores(scores, problem.Rows, control.Cancellation), ones, Advice);
        var linear = new LinearPredictor([.. weights.Select(weight => (float)(slope * weight))], [(float)((slope * biases[0]) + offset)], scores.Means);
        control.Progress?.Report(new TrainingProgress(options.Iterations, double.NaN, double.NaN, Passes));
        return new TrainedPredictor(linear, Link.Logit, new TrainingLog(options.Iterations, true, TrainingLoss.Of(problem.Loss, problem.Rows, linear, Link.Logit, Advice, control.Cancellation)));
    }

    private LinearBinaryModelParameters Fit(MLContext context, DesignView rows) => context.BinaryClassification.Trainers.AveragedPerceptron(new Microsoft.ML.Trainers.AveragedPerceptronTrainer.Options
    {
        LabelColumnName = FeatureColumns.Label,
        FeatureColumnName = FeatureColumns.Features,
        NumberOfIterations = options.Iterations,
        LearningRate = (float)options.LearningRate,
        DecreaseLearningRate = options.DecreaseLearningRate,
        L2Regularization = (float)options.L2,
        Shuffle = options.Shuffle,
        LossFunction = options.Loss switch
        {
            AveragedPerceptronLoss.SmoothedHinge => new SmoothedHingeLoss(),
            AveragedPerceptronLoss.Log => new LogLoss(),
            _ => new HingeLoss(),
        },
    }).Fit(rows).Model;
}
