using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Trains with ML.NET's generalised additive models, and reads the curves back as trees.</summary>
internal sealed class GamTrainer(GamOptions options, TrainingProblem problem, TrainingControl control)
{
    // A pass for labels; two that bin.
    private const int Passes = 3;
    private const string Advice = "lower LearningRate, or set fewer Iterations";

    private Link Link => problem.Target == TargetKind.TwoClasses ? Link.Logit : Link.Identity;

    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public TrainedPredictor Train()
    {
        DesignRows rows = DesignRows.Read(problem, problem.Target == TargetKind.Value ? static _ => null : static label => BoosterLabels.ProblemOfCode(label, 2, "class index"), control.Cancellation);
        float[] weights = EqualWeights.Of(problem.Rows, rows, "Gam", "use FastTree");
        bool[]? isHeld = problem.Held?.Mask(weights.Length);
        TreeSettings.CheckRows(weights, isHeld, 1, options.MinRows);
        TreePredictor curves;
        int rounds = options.Iterations;
        if (isHeld is null) curves = Learn(weights, null, rounds).Curves;
        else (curves, rounds) = Learn(weights, isHeld, rounds);
        bool isFound = isHeld is null || rounds < options.Iterations;
        if (isHeld is not null && options.Refit) curves = Learn(weights, null, rounds).Curves;
        control.Progress?.Report(new TrainingProgress(rounds, double.NaN, double.NaN, Passes));
        return new TrainedPredictor(curves, Link, new TrainingLog(rounds, isFound, TrainingLoss.Of(problem.Loss, problem.Rows, curves, Link, Advice, control.Cancellation)));
    }

    // Of rows that are held back ML.NET takes the best number of rounds, and says it in words only.
    private (TreePredictor Curves, int Rounds) Learn(float[] weights, bool[]? isHeld, int rounds)
    {
        var view = new DesignView(problem, weights, control.Cancellation, isHeld);
        DesignView? held = isHeld is null ? null : new DesignView(problem, weights, control.Cancellation, Array.ConvertAll(isHeld, static one => !one));
        var pruned = new PrunedRounds(rounds);
        ShapeFunctions curves = MlNetRun.Fit("Gam", 0, held is null ? [view] : [view, held], control, context => ShapeFunctions.Of(Fit(context, view, held, rounds)), pruned.Hear);
        if (held is not null && pruned.Best is null)
            throw new MlNetTrainingException($"Microsoft.ML.FastTree {typeof(GamRegressionTrainer).Assembly.GetName().Version} does not tell how many rounds it took; leave Prune out, or use the version that MlDsl.MlNet.Training asks for");
        return (curves.Predictor(new CoveredRows(problem.Rows, weights, isHeld), Advice, control.Cancellation), pruned.Best ?? rounds);
    }

    private GamModelParametersBase Fit(MLContext context, DesignView rows, DesignView? held, int rounds)
    {
        if (problem.Target == TargetKind.TwoClasses)
        {
            var binary = new GamBinaryTrainer.Options();
            Set(binary, rounds);
            GamBinaryTrainer classes = context.BinaryClassification.Trainers.Gam(binary);
            return OneThread.Run(() => held is null ? classes.Fit(rows) : classes.Fit(rows, held), control.Cancellation).Model.SubModel;
        }
        var number = new GamRegressionTrainer.Options();
        Set(number, rounds);
        GamRegressionTrainer numbers = context.Regression.Trainers.Gam(number);
        return OneThread.Run(() => held is null ? numbers.Fit(rows) : numbers.Fit(rows, held), control.Cancellation).Model;
    }

    private void Set<TOptions, TTransformer, TModel>(GamTrainerBase<TOptions, TTransformer, TModel>.OptionsBase to, int rounds)
        where TOptions : GamTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        (to.LabelColumnName, to.FeatureColumnName) = (FeatureColumns.Label, FeatureColumns.Features);
        (to.NumberOfIterations, to.LearningRate) = (rounds, options.LearningRate);
        (to.MinimumExampleCountPerLeaf, to.MaximumBinCountPerFeature, to.EntropyCoefficient) = (options.MinRows, options.Bins, options.Entropy);
        // What later trainings of trees get as well, where this is the first of the process.
        to.NumberOfThreads = control.Workers;
    }
}
