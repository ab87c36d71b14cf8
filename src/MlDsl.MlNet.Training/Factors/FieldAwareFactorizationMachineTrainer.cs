using System.Runtime.Intrinsics.X86;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlDsl.Kernels;
using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>Trains with ML.NET's field-aware factorization machines, and reads weights and factors back.</summary>
internal sealed class FieldAwareFactorizationMachineTrainer(FieldAwareFactorizationMachineOptions options, TrainingProblem problem, TrainingControl control)
{
    private const string Name = "FieldAwareFactorizationMachine";

    // A pass for labels, and one that holds the rows; where they are not held, one for each iteration instead.
    private const int Passes = 2;
    private const string Advice = "give numbers a Scale, or lower LearningRate";

    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    /// <exception cref="MlNetTrainingException">ML.NET reported an error.</exception>
    public TrainedPredictor Train()
    {
        DesignRows rows = DesignRows.Read(problem, static label => BoosterLabels.ProblemOfCode(label, 2, "class index"), control.Cancellation);
        float[] ones = EqualWeights.Of(problem.Rows, rows, Name, "use Sdca, or FastTree");
        Range[] fields = Fields();
        var view = new DesignView(problem, ones, control.Cancellation, canShuffle: options.Shuffle, fields: fields);
        FactorizationPredictor learned = MlNetRun.Fit(Name, options.Seed, [view], control, context => Read(Fit(context, view), fields));
        control.Progress?.Report(new TrainingProgress(options.Iterations, double.NaN, double.NaN, options.Shuffle ? Passes : 1 + options.Iterations));
        return new TrainedPredictor(learned, Link.Logit, new TrainingLog(options.Iterations, true, TrainingLoss.Of(problem.Loss, problem.Rows, learned, Link.Logit, Advice, control.Cancellation)));
    }

    // Columns without a position, such as one of no categories, are no field.
    private Range[] Fields()
    {
        int width = problem.Rows.Width;
        Range[] fields = [0..width];
        if (problem.Plan is { } plan)
        {
            int[] starts = [.. plan.Encodings.Where(static encoding => encoding.Width > 0).Select(static encoding => encoding.Position), width];
            fields = [.. Enumerable.Range(0, starts.Length - 1).Select(field => starts[field]..starts[field + 1])];
        }
        long numbers = (long)width * fields.Length * Math.Max(FieldFactorScorer.DepthOf(options.Factors), options.Factors);
        return numbers <= Array.MaxLength / 2
            ? fields
            : throw new TrainingException(FormattableString.Invariant($"{width} features of {fields.Length} columns have {numbers} factors, and ML.NET takes {Array.MaxLength / 2} at most; lower Factors, or MaxCategories of the widest columns"));
    }

    private FieldAwareFactorizationMachineModelParameters Fit(MLContext context, DesignView rows) => context.BinaryClassification.Trainers.FieldAwareFactorizationMachine(new Microsoft.ML.Trainers.FieldAwareFactorizationMachineTrainer.Options
    {
        LabelColumnName = FeatureColumns.Label,
        FeatureColumnName = rows.FeatureNames[0],
        ExtraFeatureColumns = [.. rows.FeatureNames.Skip(1)],
        NumberOfIterations = options.Iterations,
        LearningRate = (float)options.LearningRate,
        LatentDimension = options.Factors,
        LambdaLinear = (float)options.L2,
        LambdaLatent = (float)options.FactorL2,
        NormalizeFeatures = options.Normalize,
        Radius = (float)options.Radius,
        Shuffle = options.Shuffle,
    }).Fit(rows).Model;

    private FactorizationPredictor Read(FieldAwareFactorizationMachineModelParameters model, Range[] fields)
    {
        float[] weights = [.. model.GetLinearWeights()], factors = Counted([.. model.GetLatentWeights()], model.LatentDimension);
        if (!weights.All(float.IsFinite) || !factors.All(float.IsFinite))
            throw new TrainingException($"The weights that ML.NET's {Name} learned are not finite: the training has diverged; {Advice}");
        int[] ofFeatures = new int[weights.Length];
        for (int field = 0; field < fields.Length; field++) ofFeatures.AsSpan(fields[field]).Fill(field);
        return new FactorizationPredictor(ofFeatures, weights, factors, options.Normalize);
    }

    // Those that have a part: whole groups of eight with AVX, all of them, filled up, without it.
    private static float[] Counted(float[] factors, int given)
    {
        int depth = Avx.IsSupported ? FieldFactorScorer.DepthOf(given) : (given + 7) / 8 * 8, held = Math.Min(given, depth), lists = factors.Length / given;
        var counted = new float[lists * depth];
        for (int i = 0; i < lists; i++) factors.AsSpan(i * given, held).CopyTo(counted.AsSpan(i * depth));
        return counted;
    }
}
