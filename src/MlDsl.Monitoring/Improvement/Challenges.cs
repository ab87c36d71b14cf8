using MlDsl.Monitoring.Improvement;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Fits challengers and compares them with the champion.</summary>
public static class Challenges
{
    private const int FewestBlocks = 14;

    /// <summary>
    /// Fits a model to newer rows and compares it with the champion, row by row, on rows that are later than both models' training rows. The error that the comparison may make is
    /// taken from the ledger first.
    /// </summary>
    /// <remarks>The loss of a row is the task's: absolute error of a number, log-loss of classes. Nothing is promoted: see <see cref="Register"/>.</remarks>
    /// <param name="champion">The model that answers now.</param>
    /// <param name="rows">The rows of a declared source: a log or a query, never a sample of what a service happened to keep. Windows over time are filled over all of them.</param>
    /// <param name="plan">The time, the delay of labels, and which rows are whose.</param>
    /// <param name="ledger">What may be spent.</param>
    /// <param name="trainer">The trainer with its options; null for what the model's declaration says.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <exception cref="ChallengeException">The frozen rows are not later than the champion's, too few, or were looked at too often; or there are no rows in the challenger's window, or no frozen ones.</exception>
    /// <exception cref="TrainingException">The rows cannot be learned from.</exception>
    public static ChallengeResult<TModel> Challenge<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(
        this Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> champion,
        Dataset<TRow> rows,
        ChallengePlan plan,
        ChallengeLedger ledger,
        TrainerOptions? trainer = null,
        TrainingControl? control = null)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>, IRowsInTime
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(ledger);
        if (!TTask.LearnsLabels) throw new ChallengeException("The task learns no labels, so that a row has no loss to be compared by; evaluate both models on the same validation rows");
        if (TTask.ComparesWithinGroups) throw new ChallengeException("The task compares rows within groups, so that a row has no loss of its own to be compared by; evaluate both models on the same validation rows");
        var (from, until) = plan.FrozenRows;
        if (plan.ChampionTrainedUntil >= from)
        {
            throw new ChallengeException(FormattableString.Invariant(
                $"The champion was fitted to rows up to {plan.ChampionTrainedUntil.UtcDateTime:u}, and the frozen rows begin at {from.UtcDateTime:u}: a comparison would flatter it; wait until {(plan.ChampionTrainedUntil + plan.Frozen + plan.LabelDelay).UtcDateTime:u}, or shorten Frozen"));
        }
        Split<TRow> split = Cut(rows, plan);
        int blocks = split.Validation.Rows.Select(row => TRow.EventTimeOf(row) / plan.Block.Ticks).Distinct().Count();
        if (blocks < FewestBlocks) throw new ChallengeException($"The frozen rows lie in {blocks} blocks of {plan.Block}, and an interval needs {FewestBlocks} or more; freeze a longer time, or shorten Block");
        // Before anything is looked at.
        double alpha = ledger.Spend(plan.Now, from, until);
        TModel challenger = Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>.Fit(split.Train, trainer, control, (TModel)champion);
        var gain = new PairedGain();
        foreach (TRow row in split.Validation.Rows)
            gain.Add(TRow.EventTimeOf(row) / plan.Block.Ticks, LossOf(champion, row), LossOf(challenger, row));
        string? note = plan.Outcomes == OutcomesOf.AllPredictions
            ? null
            : $"Outcomes exist for {(plan.Outcomes == OutcomesOf.PositiveDecisions ? "positive" : "negative")} decisions of the champion only: the comparison is on those rows, and says nothing of rows that only the challenger would have decided so";
        return new ChallengeResult<TModel>(challenger, () => FileOf(challenger))
        {
            ChampionLoss = gain.First,
            ChallengerLoss = gain.Second,
            Gain = gain.Interval(alpha, plan.Seed),
            Alpha = alpha,
            Wanted = plan.MinGain * gain.First,
            Rows = gain.Rows,
            Blocks = gain.Blocks,
            From = from,
            Until = until,
            TrainedUntil = plan.TrainingRows.Until,
            Note = note,
        };
    }

    /// <summary>
    /// Puts the challenger into a registry, with the comparison as the reason: as the champion where it is better than the present one, else under the alias
    /// <see cref="ModelRegistry.Challenger"/>. So it does where the champion is no longer the one that it was compared with: compare it with that one first.
    /// </summary>
    /// <exception cref="RegistryException">The registry cannot be changed.</exception>
    public static RegisteredModel Register<TModel>(this ModelRegistry registry, ChallengeResult<TModel> result) where TModel : class
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(result);
        RegisteredModel added = registry.Add(result.ToFile(), result.TrainedUntil, $"{result}");
        string reason = $"{result}", others = "";
        if (result.IsBetter)
        {
            // Another may have been promoted since: this one was never compared with it.
            bool isPromoted = registry.PromoteOver(added.Hash, reason, champion =>
            {
                others = champion is null ? "the registry has no champion" : $"the champion is the model {champion.Hash}";
                return champion is not null && champion.Identity == added.Parent;
            });
            if (isPromoted) return added;
            reason = $"{reason}. It was compared with the model {added.Parent}, and {others}: it is not promoted";
        }
        registry.SetAlias(ModelRegistry.Challenger, added.Hash, reason);
        return added;
    }

    private static byte[] FileOf<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        using var file = new MemoryStream();
        model.Save(file);
        return file.ToArray();
    }

    private static Split<TRow> Cut<TRow>(Dataset<TRow> rows, ChallengePlan plan) where TRow : IRow<TRow>
    {
        var (from, until) = plan.FrozenRows;
        TimeSpan embargo = TimeCut.Embargo<TRow>(plan.LabelDelay);
        long first = plan.TrainingRows.From.UtcTicks, last = TimeCut.Before(from.UtcTicks, embargo);
        SplitDescription description = TimeCut.Describe(from.UtcTicks, null, null, embargo) with { Test = 0 };
        return rows.Split(null, RowKey.Time, description, (facts, _) =>
        {
            var sides = new byte[facts.Count];
            for (int i = 0; i < sides.Length; i++)
            {
                long time = (long)facts.Keys[i];
                sides[i] = time >= from.UtcTicks && time < until.UtcTicks ? Side.Validation : time >= first && time < last ? Side.Train : Side.Embargoed;
            }
            Check("The challenger's rows", Side.Train, plan.TrainingRows);
            Check("The frozen rows", Side.Validation, plan.FrozenRows);
            return new Assignment(sides, description);

            void Check(string what, byte side, (DateTimeOffset From, DateTimeOffset Until) time)
            {
                if (!sides.AsSpan().Contains(side))
                    throw new ChallengeException(FormattableString.Invariant($"{what} are those from {time.From.UtcDateTime:u} to {time.Until.UtcDateTime:u}, and none of {sides.Length} lies there; give the rows of that time, or another Now, Window or Frozen"));
            }
        });
    }

    private static double LossOf<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>(Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> model, TRow row)
        where TModel : Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>, IModel<TModel, TInput>
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, TLabel>
        where TInput : struct
        where TMetrics : class, IMetrics<TMetrics>
        where TTask : ITask<TLabel, TPrediction, TMetrics>
    {
        float code = model.Codes.Encode(TRow.LabelOf(row));
        if (float.IsNaN(code)) throw new ChallengeException($"The label '{TRow.LabelOf(row)}' of a frozen row is no class of the model '{model.Card.Name}' {model.Card.Version}: both models must know every class; freeze later rows, or fit the champion again");
        TInput input = TRow.InputOf(row);
        int count = model.Predictor.Outputs;
        var (scores, predictions) = (new float[count], new float[model.Outcome.Outputs(count)]);
        model.ScoresOf(in input, scores);
        model.Outcome.Apply(scores, predictions);
        return TTask.Loss(new ScoredRows { Outputs = predictions.Length, Predictions = predictions, Labels = new(in code) });
    }
}
