using System.ComponentModel.DataAnnotations;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Always predicts the weighted mean of the codes, shifted.</summary>
public sealed record MeanOptions : TrainerOptions
{
    public double Shift { get; init; }

    public override TargetKind Targets => TargetKind.Value;

    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        double sum = 0, weights = 0;
        foreach (FeatureBlock block in problem.Rows.Blocks(control.Cancellation))
        {
            for (int i = 0; i < block.Rows; i++)
            {
                sum += (double)block.Weights[i] * block.Labels[i];
                weights += block.Weights[i];
            }
        }
        var predictor = new LinearPredictor(new float[problem.Rows.Width], [(float)((sum / weights) + Shift)]);
        return new TrainedPredictor(predictor, Link.Identity, new TrainingLog(1, true, 0));
    }

    protected internal override void Describe(OptionWriter options) => options.Write(nameof(Shift), Shift);
}

/// <summary>The trainer's attribute, in this assembly: the generators have never heard of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
[Trainer(typeof(MeanOptions), Targets = TargetKind.Value)]
public sealed class MeanAttribute : Attribute
{
    [Range(-10, 10)]
    public double Shift { get; init; }
}

/// <summary>A number of whole stops, said as a text: a task of this assembly.</summary>
[Task("Stops", Target = TargetKind.Value, Labels = LabelKinds.Number, DefaultTrainer = typeof(MeanAttribute))]
public sealed class StopCount : ITask<float, StopPrediction, RegressionMetrics>
{
    public static LabelCodes<float> Learn<TRow>(TrainSet<TRow> train, CancellationToken cancellation) where TRow : ILabeledRow<TRow, float> => NumberCodes.Instance;

    public static LabelCodes<float> Read(Outcome outcome) => NumberCodes.Instance;

    public static StopPrediction Decide(ReadOnlySpan<float> scores, LabelCodes<float> labels, Outcome outcome) => new((int)MathF.Round(scores[0]));

    public static RegressionMetrics Measure(in ScoredRows rows, Outcome outcome, EvaluationOptions? options) =>
        RegressionEvaluator.Evaluate(rows.Labels, rows.Predictions, rows.Rows, outcome.Baseline[0], options);

    public static double Loss(in ScoredRows rows) => Losses.Rmse(rows.Labels, rows.Predictions, rows.Rows.Weights);
}

/// <summary>What the task says of a row.</summary>
public readonly record struct StopPrediction(int Stops);

[Model<Count, StopCount>]
public sealed partial class StopModel;

[Model<Count, StopCount>, Mean(Shift = 2)]
public sealed partial class ShiftedStopModel;

[Model<Count, Regression>, Mean]
public sealed partial class MeanModel;
