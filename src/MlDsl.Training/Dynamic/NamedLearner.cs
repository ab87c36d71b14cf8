using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>Learns the columns of a plan anew from rows by name: its options count, what it learned does not.</summary>
internal sealed class NamedLearner : IFeatureLearner<NamedInput>
{
    private readonly FeaturePlan plan;
    private readonly IColumnLearner[] learners;

    public NamedLearner(FeaturePlan plan)
    {
        this.plan = plan;
        learners = [.. plan.Encodings.Select((encoding, i) => encoding.NewLearner(plan.Columns[i]))];
    }

    public bool UsesTarget => learners.Any(static l => l.UsesTarget);

    public void Add(in NamedInput input, float target, int fold)
    {
        try
        {
            ReadOnlySpan<ColumnValue> values = plan.Fill(input.Values.AsSpan(0, plan.Inputs.Count));
            for (int i = 0; i < learners.Length; i++) learners[i].Add(in values[plan.PlaceOf(i)], target, fold);
        }
        catch (InvalidValueException problem)
        {
            throw AtRow(input.Number, problem);
        }
    }

    public void Merge(IFeatureLearner<NamedInput> other)
    {
        var others = (NamedLearner)other;
        for (int i = 0; i < learners.Length; i++) learners[i].Merge(others.learners[i]);
    }

    public IFeatureMap<NamedInput> Finish(FoldFilter folds)
    {
        int position = 0;
        var encodings = new IEncoding[learners.Length];
        for (int i = 0; i < learners.Length; i++) encodings[i] = learners[i].Finish(ref position, folds);
        return new NamedMap(new FeaturePlan(plan.Schema, encodings));
    }

    /// <summary>The problem with the number of its row, from 1.</summary>
    public static ArgumentException AtRow(long number, ArgumentException problem)
    {
        string message = FormattableString.Invariant($"Row {number + 1}: {problem.Message}");
        return problem is InvalidValueException invalid ? new InvalidValueException(invalid.Column, message) : new UnknownCategoryException(message, problem);
    }
}
