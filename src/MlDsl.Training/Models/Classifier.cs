namespace MlDsl.Training;

/// <summary>What binary and multiclass models share: training by logistic regression.</summary>
internal static class Classifier<TRow, TInput>
    where TRow : IFeatureRow<TRow, TInput>
    where TInput : struct
{
    /// <summary>Learns features, then weights, for labels given as class indexes.</summary>
    public static (Lesson<TRow, TInput> Lesson, LinearWeights Weights) Train(
        TrainSet<TRow> train, Func<TRow, float> label, int classes, LinearOptions options, TrainingControl control)
    {
        var lesson = Encoder<TRow, TInput>.Learn(train, label, control);
        IDesign design = Encoder<TRow, TInput>.Design(train, lesson, label, control);
        LinearWeights weights = FitMemory.Train(
            lesson.Learned.Columns, classes > 2 ? classes : 1, () => LogisticRegressionTrainer.Train(design, classes, (LogisticRegressionOptions)options, control));
        return (lesson, weights);
    }
}
