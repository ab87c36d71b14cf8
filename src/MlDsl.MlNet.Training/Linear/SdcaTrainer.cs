using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Trains with ML.NET's stochastic dual coordinate ascent, and reads the weights back.</summary>
internal sealed class SdcaTrainer(SdcaOptions options, TrainingProblem problem, TrainingControl control)
{
    // A pass for labels, one that holds the rows, and one for the means.
    private const int Passes = 3;
    private const string Advice = "give numbers a Scale, or raise L2";

    private Link Link => problem.Target switch { TargetKind.TwoClasses => Link.Logit, TargetKind.Classes => Link.Softmax, _ => Link.Identity };

    /// <exception cref="ArgumentException">Options do not go together, or with what is predicted.</exception>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public TrainedPredictor Train()
    {
        if (problem.Target == TargetKind.Value && options.ClassWeights != ClassWeights.None)
            throw new ArgumentException("ClassWeights is for classes, and the label is a number: leave it out, or give the rows weights");
        int classes = problem.Classes;
        DesignRows rows = DesignRows.Read(problem, problem.Target == TargetKind.Value ? static _ => null : label => BoosterLabels.ProblemOfCode(label, classes, "class index"), control.Cancellation);
        float[] weights = ClassWeighting.Of(rows.Labels, rows.Weights, classes, options.ClassWeights);
        var view = new DesignView(problem, weights, control.Cancellation, canShuffle: options.Shuffle);
        // As ML.NET chooses it for one thread, by the rows that it does not leave out.
        int most = options.MaxIterations > 0 ? options.MaxIterations : Math.Max(1, 500_000 / weights.Count(static weight => weight > 0)) * 3;
        (float[] Weights, float[] Biases) learned = MlNetRun.Fit("Sdca", options.Seed, [view], control, context => Fit(context, view, most));
        // Before the first pass it reads the rows twice or, to look their ids up, three times; for each pass it reads them to learn and to tell the gap.
        int made = (view.Cursors - 2) / 2;
        LinearPredictor linear = LinearModels.Predictor("Sdca", learned.Weights, learned.Biases, problem.Rows, rows.Weights, Advice, control.Cancellation);
        control.Progress?.Report(new TrainingProgress(made, double.NaN, double.NaN, Passes));
        return new TrainedPredictor(linear, Link, new TrainingLog(made, made < most, TrainingLoss.Of(problem.Loss, problem.Rows, linear, Link, Advice, control.Cancellation)));
    }

    private (float[] Weights, float[] Biases) Fit(MLContext context, DesignView rows, int most)
    {
        switch (problem.Target)
        {
            case TargetKind.TwoClasses:
                var binary = new SdcaLogisticRegressionBinaryTrainer.Options();
                Set(binary, rows, most);
                return LinearModels.Read(context.BinaryClassification.Trainers.SdcaLogisticRegression(binary).Fit(rows).Model.SubModel);
            case TargetKind.Classes:
                var several = new SdcaMaximumEntropyMulticlassTrainer.Options();
                Set(several, rows, most);
                return LinearModels.Read(context.MulticlassClassification.Trainers.SdcaMaximumEntropy(several).Fit(rows).Model);
            default:
                var number = new SdcaRegressionTrainer.Options();
                Set(number, rows, most);
                return LinearModels.Read(context.Regression.Trainers.Sdca(number).Fit(rows).Model);
        }
    }

    private void Set<TOptions, TTransformer, TModel>(SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase to, DesignView rows, int most)
        where TOptions : SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        (to.LabelColumnName, to.FeatureColumnName, to.ExampleWeightColumnName) = (FeatureColumns.Label, FeatureColumns.Features, rows.WeightName);
        (to.L2Regularization, to.L1Regularization, to.MaximumNumberOfIterations) = (options.L2 > 0 ? (float)options.L2 : null, (float)options.L1, most);
        (to.ConvergenceTolerance, to.Shuffle) = ((float)options.Tolerance, options.Shuffle);
        // By more threads than one the weights are other ones each time.
        to.NumberOfThreads = 1;
    }
}
