namespace MlDsl.Training;

/// <summary>The one way from rows to a design: learn from the training rows, then write their features with what was learned.</summary>
/// <param name="rows">What the rows say.</param>
/// <param name="batches">The rows of one pass, always the same ones in the same order.</param>
/// <param name="control">Threads and cancellation.</param>
internal sealed partial class Encoder<TRow, TInput, TRows>(TRows rows, Func<CancellationToken, Team?, IEnumerable<RowBatch<TRow>>> batches, TrainingControl control)
    where TInput : struct
    where TRows : IFeatureRows<TRow, TInput>
{
    // Entries of a block that room is made for before they come.
    private const int MostReserved = 1 << 18;

    /// <summary>Reads the training rows once and returns what they teach.</summary>
    /// <param name="target">The number that target encodings average.</param>
    /// <exception cref="TrainingException">What the columns teach does not fit in memory.</exception>
    public Lesson<TRow, TInput> Learn(Func<TRow, float> target)
    {
        try
        {
            return LearnAll(target);
        }
        catch (OutOfMemoryException)
        {
            throw LearningMemory.Exceeded(rows.Schema);
        }
    }

    /// <summary>What a model knows already, of other rows: nothing is learned of the columns but the mean of the target.</summary>
    public Lesson<TRow, TInput> Resume(IFeatureMap<TInput> learned, Func<TRow, float> target)
    {
        double weights = 0, targets = 0;
        long count = 0;
        var profiles = new RowProfiles<TRow, TInput, TRows>(rows, control, IsTimed, 1);
        foreach (RowBatch<TRow> batch in batches(control.Cancellation, null))
        {
            count += batch.Count;
            foreach (TRow row in batch.Rows)
            {
                weights += rows.WeightOf(row);
                targets += (double)target(row) * rows.WeightOf(row);
            }
            for (int i = 0; i < batch.Count; i++) profiles.Add(batch.Rows[i], rows.InputOf(batch.Rows[i]), batch.Number(i), 0);
        }
        return new Lesson<TRow, TInput>(learned, [learned], null, (float)(targets / weights), count) { Reference = profiles.Finish(team => batches(control.Cancellation, team)) };
    }

    /// <summary>The design of the training rows under <paramref name="lesson"/>; held in memory when it fits in <see cref="TrainingControl.HoldBytes"/>.</summary>
    /// <param name="lesson">What the training rows taught.</param>
    /// <param name="label">The code of a row's label.</param>
    /// <param name="hasGroups">Whether the blocks tell the groups of their rows.</param>
    public IDesign Design(Lesson<TRow, TInput> lesson, Func<TRow, float> label, bool hasGroups) =>
        new RowDesign<TRow>(
            batches, lesson.Rows, lesson.Plan.Width, control, (batch, builder) => Encode(batch, builder, lesson, label, hasGroups), place => NumberOf(place, (row, number) => lesson.For(row, number) is not null));

    private Lesson<TRow, TInput> LearnAll(Func<TRow, float> target)
    {
        var learners = new IFeatureLearner<TInput>[control.Workers];
        for (int i = 0; i < learners.Length; i++) learners[i] = rows.NewLearner();
        var profiles = new RowProfiles<TRow, TInput, TRows>(rows, control, IsTimed, learners.Length);
        var folds = learners[0].UsesTarget ? CrossFitting<TRow>.Of(rows, batches, control.Cancellation) : null;

        double weights = 0, targets = 0;
        long count = 0;
        foreach (var (weight, sum, taught) in Waves.Map(team => batches(control.Cancellation, team), control, Teach)) (weights, targets, count) = (weights + weight, targets + sum, count + taught);
        for (int i = 1; i < learners.Length; i++) learners[0].Merge(learners[i]);

        IFeatureMap<TInput> learned = learners[0].Finish(FoldFilter.All);
        IFeatureMap<TInput>[] perFold = folds is null ? [learned] : [.. folds.Filters.Select(learners[0].Finish)];
        return new Lesson<TRow, TInput>(learned, perFold, folds, (float)(targets / weights), count) { Reference = profiles.Finish(team => batches(control.Cancellation, team)) };

        (double Weight, double Sum, int Rows) Teach(RowBatch<TRow> batch, int worker)
        {
            double weight = 0, sum = 0;
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch.Rows[i];
                TInput input = rows.InputOf(row);
                float value = target(row);
                learners[worker].Add(in input, value, folds?.FoldOf(row, batch.Number(i)) ?? 0);
                profiles.Add(row, in input, batch.Number(i), worker);
                weight += rows.WeightOf(row);
                sum += (double)value * rows.WeightOf(row);
            }
            return (weight, sum, batch.Count);
        }
    }

    private FeatureBlock? Encode(RowBatch<TRow> batch, FeatureBlockBuilder builder, Lesson<TRow, TInput> lesson, Func<TRow, float> label, bool hasGroups)
    {
        var sink = new RowSink();
        for (int i = 0; i < batch.Count; i++)
        {
            TRow row = batch.Rows[i];
            if (lesson.For(row, batch.Number(i)) is not { } learned) continue;
            TInput input = rows.InputOf(row);
            sink.Clear();
            rows.Write(in input, learned, ref sink);
            if (sink.FirstNotFinite(lesson.MayMiss) is { } position)
                throw new TrainingException(
                    $"The feature '{lesson.Plan.FeatureNames[position]}' of training row {batch.Number(i) + 1} is not a finite number; "
                    + "correct the row, or clip the column with Min and Max");
            // Rows have about as many entries as the first one.
            if (builder.Rows == 0) builder.Reserve(batch.Count - i, (int)Math.Min((long)(batch.Count - i) * sink.Positions.Length, MostReserved));
            sink.MoveTo(builder);
            builder.EndRow(label(row), rows.WeightOf(row), hasGroups ? rows.GroupOf(row) : null);
        }
        return builder.Rows > 0 ? builder.Build() : null;
    }
}

/// <summary>What the training rows taught.</summary>
/// <param name="Learned">All of them.</param>
/// <param name="PerFold">What the rows of each cross-fitting fold may see of it.</param>
/// <param name="Folds">The folds; null when all rows see the same.</param>
/// <param name="TargetMean">The weighted mean of the target.</param>
/// <param name="Rows">How many they were.</param>
internal sealed record Lesson<TRow, TInput>(IFeatureMap<TInput> Learned, IFeatureMap<TInput>[] PerFold, CrossFitting<TRow>? Folds, float TargetMean, long Rows)
    where TInput : struct
{
    /// <summary>What all of them taught, as data.</summary>
    public FeaturePlan Plan { get; } = Learned.ToPlan();

    /// <summary>What they were like; null where nobody asked for it.</summary>
    public ReferenceProfile? Reference { get; init; }

    /// <summary>The positions at which NaN is a missing value, ascending.</summary>
    public int[] MayMiss { get; } = [.. new FeatureTraits(Learned.ToPlan()).Missing];

    /// <summary>What <paramref name="row"/> may see; null when nothing may teach about it.</summary>
    public IFeatureMap<TInput>? For(TRow row, long number)
    {
        if (Folds is null) return Learned;
        int fold = Folds.FoldOf(row, number);
        return Folds.IsTaught(fold) ? PerFold[fold] : null;
    }
}
