namespace MlDsl.Training;

/// <summary>The one way from rows to a design: learn from the training rows, then write their features with what was learned.</summary>
internal static class Encoder<TRow, TInput>
    where TRow : IFeatureRow<TRow, TInput>
    where TInput : struct
{
    /// <summary>Reads the training rows once and returns what they teach.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="target">The number that target encodings average.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <exception cref="TrainingException">What the columns teach does not fit in memory.</exception>
    public static Lesson<TRow, TInput> Learn(TrainSet<TRow> train, Func<TRow, float> target, TrainingControl control)
    {
        try
        {
            return LearnAll(train, target, control);
        }
        catch (OutOfMemoryException)
        {
            throw LearningMemory.Exceeded(TRow.Schema);
        }
    }

    private static Lesson<TRow, TInput> LearnAll(TrainSet<TRow> train, Func<TRow, float> target, TrainingControl control)
    {
        var learners = new IFeatureLearner<TInput>[control.Workers];
        for (int i = 0; i < learners.Length; i++) learners[i] = TRow.NewLearner();
        var folds = learners[0].UsesTarget ? CrossFitting<TRow>.Of(train, control.Cancellation) : null;

        double weights = 0, targets = 0;
        foreach (var (weight, sum) in Waves.Map(team => train.Batches(control.Cancellation, team), control, Teach)) (weights, targets) = (weights + weight, targets + sum);
        for (int i = 1; i < learners.Length; i++) learners[0].Merge(learners[i]);

        IFeatureMap<TInput> learned = learners[0].Finish(FoldFilter.All);
        IFeatureMap<TInput>[] perFold = folds is null ? [learned] : [.. folds.Filters.Select(learners[0].Finish)];
        return new Lesson<TRow, TInput>(learned, perFold, folds, (float)(targets / weights));

        (double Weight, double Sum) Teach(RowBatch<TRow> batch, int worker)
        {
            double weight = 0, sum = 0;
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                TInput input = TRow.InputOf(row);
                float value = target(row);
                learners[worker].Add(in input, value, folds?.FoldOf(row, batch.Number(i)) ?? 0);
                weight += TRow.WeightOf(row);
                sum += (double)value * TRow.WeightOf(row);
            }
            return (weight, sum);
        }
    }

    /// <summary>The design of the training rows under <paramref name="lesson"/>; held in memory when it fits in <see cref="TrainingControl.HoldBytes"/>.</summary>
    public static IDesign Design(TrainSet<TRow> train, Lesson<TRow, TInput> lesson, Func<TRow, float> label, TrainingControl control) =>
        new RowDesign<TRow>(train, lesson.Plan.Width, control, batch => Encode(batch, lesson, label));

    private static FeatureBlock? Encode(RowBatch<TRow> batch, Lesson<TRow, TInput> lesson, Func<TRow, float> label)
    {
        var builder = new FeatureBlockBuilder();
        var sink = new RowSink();
        for (int i = 0; i < batch.Count; i++)
        {
            TRow row = batch.Rows[i];
            if (lesson.For(row, batch.Number(i)) is not { } learned) continue;
            TInput input = TRow.InputOf(row);
            sink.Clear();
            TRow.WriteFeatures(in input, learned, ref sink);
            if (sink.FirstNotFinite() is { } position)
                throw new TrainingException(
                    $"The feature '{lesson.Plan.FeatureNames[position]}' of training row {batch.Number(i) + 1} is not a finite number; "
                    + "correct the row, or clip the column with Min and Max");
            sink.MoveTo(builder);
            builder.EndRow(label(row), TRow.WeightOf(row));
        }
        return builder.Rows > 0 ? builder.Build() : null;
    }
}

/// <summary>What the training rows taught.</summary>
/// <param name="Learned">All of them.</param>
/// <param name="PerFold">What the rows of each cross-fitting fold may see of it.</param>
/// <param name="Folds">The folds; null when all rows see the same.</param>
/// <param name="TargetMean">The weighted mean of the target.</param>
internal sealed record Lesson<TRow, TInput>(IFeatureMap<TInput> Learned, IFeatureMap<TInput>[] PerFold, CrossFitting<TRow>? Folds, float TargetMean)
    where TRow : IRow<TRow>
    where TInput : struct
{
    /// <summary>What all of them taught, as data.</summary>
    public FeaturePlan Plan { get; } = Learned.ToPlan();

    /// <summary>What <paramref name="row"/> may see; null when nothing may teach about it.</summary>
    public IFeatureMap<TInput>? For(TRow row, long number)
    {
        if (Folds is null) return Learned;
        int fold = Folds.FoldOf(row, number);
        return Folds.IsTaught(fold) ? PerFold[fold] : null;
    }
}
