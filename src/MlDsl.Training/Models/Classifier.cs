namespace MlDsl.Training;

/// <summary>What binary and multiclass models share: training by logistic regression.</summary>
internal static class Classifier<TRow, TInput, TLearned, TLearner>
    where TRow : IFeatureRow<TRow, TInput, TLearned, TLearner>
    where TInput : struct
    where TLearned : class, ILearned<TLearned>
    where TLearner : class, ILearner<TLearner, TInput, TLearned>
{
    /// <summary>Learns features, then weights, for labels given as class indexes.</summary>
    public static (Lesson<TRow, TLearned> Lesson, LinearWeights Weights) Train(
        TrainSet<TRow> train, Func<TRow, float> label, int classes, LinearOptions options, TrainingControl control)
    {
        var lesson = Encoder<TRow, TInput, TLearned, TLearner>.Learn(train, label, control);
        IDesign design = Encoder<TRow, TInput, TLearned, TLearner>.Design(train, lesson, label, control);
        LinearWeights weights = FitMemory.Train(
            lesson.Learned, classes > 2 ? classes : 1, () => LogisticRegressionTrainer.Train(design, classes, (LogisticRegressionOptions)options, control));
        return (lesson, weights);
    }
}
