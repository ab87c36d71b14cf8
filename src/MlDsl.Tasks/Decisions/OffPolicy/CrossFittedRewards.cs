using MlDsl.Training;

namespace MlDsl.Tasks.Decisions;

/// <summary>What models of rewards expect of every action in every context, each of a model that was not fitted to the decision.</summary>
/// <remarks>Chernozhukov et al. (2018), "Double/debiased machine learning for treatment and structural parameters": without cross-fitting a model's own noise is in both parts of the value.</remarks>
internal static class CrossFittedRewards
{
    public static (double[]? Expected, string? Problem) Of<TRow, TInput, TAction>(ActionSpace<TInput, TAction> space, TRow[] rows, Func<TrainSet<TRow>, RewardModel<TInput>> fit, RewardRange? range, OffPolicyOptions options)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        int actions = space.Actions.Count;
        if (rows.Length < 2 * options.Folds) throw new EvaluationException($"{rows.Length} logged decisions are too few for a model of rewards in {options.Folds} folds");
        var description = new SplitDescription { Method = SplitMethod.Random, Folds = options.Folds, Seed = (long)options.Seed };
        byte[] assigned = [];
        Folds<TRow> folds = FoldBuilder.Partition(
            Dataset<TRow>.FromRows(rows).Source.All(), RowKey.None, description, facts => assigned = FoldBuilder.Deal(RandomOrder.Of(facts.Numbers, (long)options.Seed), options.Folds));
        var expected = new double[rows.Length * actions];
        foreach (Fold<TRow> fold in folds)
        {
            RewardModel<TInput> model;
            try
            {
                model = fit(fold.Train);
            }
            catch (TrainingException problem)
            {
                // What needs no model is told all the same.
                return (null, FormattableString.Invariant($"Not estimable: the model of rewards could not be fitted without fold {fold.Index + 1} of {options.Folds}: {problem.Message}"));
            }
            for (int row = 0; row < rows.Length; row++)
            {
                if (assigned[row] != fold.Index) continue;
                TInput context = TRow.InputOf(rows[row]);
                for (int action = 0; action < actions; action++)
                {
                    TInput input = space.With(in context, action);
                    double reward = model.Of(in input);
                    expected[(row * actions) + action] = range is null ? reward : Math.Clamp(reward, range.Least, range.Most);
                }
            }
        }
        return (expected, null);
    }
}
