using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

/// <summary>Learns nothing, from features of any kind.</summary>
public sealed record ZeroOptions : TrainerOptions
{
    public override TargetKind Targets => TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes | TargetKind.Relevance;

    public override TrainerTraits Traits => TrainerTraits.Missing;

    public override TrainedPredictor Train(TrainingProblem problem, TrainingControl control)
    {
        int outputs = problem.Target == TargetKind.Classes ? problem.Classes : 1;
        Link link = problem.Target switch { TargetKind.TwoClasses => Link.Logit, TargetKind.Classes => Link.Softmax, _ => Link.Identity };
        return new TrainedPredictor(new LinearPredictor(new float[problem.Rows.Width * outputs], new float[outputs]), link, new TrainingLog(1, true, 0));
    }

    protected internal override void Describe(OptionWriter options)
    {
    }
}

/// <summary>Its attribute.</summary>
[AttributeUsage(AttributeTargets.Class)]
[Trainer(typeof(ZeroOptions), Targets = TargetKind.Value | TargetKind.TwoClasses | TargetKind.Classes | TargetKind.Relevance, Traits = TrainerTraits.Missing)]
public sealed class ZeroAttribute : Attribute;
