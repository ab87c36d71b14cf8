using MlDsl.Tasks.Decisions;

namespace MlDsl;

/// <summary>Makes logged decisions of rows that somebody else logged.</summary>
public static class LoggedDecisions
{
    /// <summary>Decisions whose reward is a number, the label of the rows.</summary>
    /// <param name="space">What could be decided.</param>
    /// <param name="rows">The rows: context, the action that was taken, and the reward.</param>
    /// <param name="propensities">The probability of each action of a row, in the order of <see cref="ActionSpace{TInput, TAction}.Actions"/>; NaN where it was not to be had.</param>
    /// <param name="id">What identifies a decision, so that one that is there twice is found; null where nothing does.</param>
    /// <exception cref="EvaluationException">There are no rows, or probabilities or a reward of one are none; the message names it.</exception>
    public static LoggedDecisions<TRow, TInput, TAction> Of<TRow, TInput, TAction>(
        ActionSpace<TInput, TAction> space, Dataset<TRow> rows, Func<TRow, IReadOnlyList<double>> propensities, Func<TRow, string>? id = null)
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float> where TInput : struct where TAction : struct, Enum =>
        Of(space, rows, propensities, id, static row => TRow.LabelOf(row), null);

    /// <summary>Decisions whose reward is whether something happened, the label of the rows.</summary>
    /// <inheritdoc cref="Of{TRow, TInput, TAction}(ActionSpace{TInput, TAction}, Dataset{TRow}, Func{TRow, IReadOnlyList{double}}, Func{TRow, string}?)"/>
    public static LoggedDecisions<TRow, TInput, TAction> OfFlags<TRow, TInput, TAction>(
        ActionSpace<TInput, TAction> space, Dataset<TRow> rows, Func<TRow, IReadOnlyList<double>> propensities, Func<TRow, string>? id = null)
        where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, bool> where TInput : struct where TAction : struct, Enum =>
        Of(space, rows, propensities, id, static row => TRow.LabelOf(row) ? 1 : 0, RewardRange.Flag);

    private static LoggedDecisions<TRow, TInput, TAction> Of<TRow, TInput, TAction>(
        ActionSpace<TInput, TAction> space, Dataset<TRow> rows, Func<TRow, IReadOnlyList<double>> propensities, Func<TRow, string>? id, Func<TRow, double> reward, RewardRange? range)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(propensities);
        bool isInTime = TRow.Schema.Columns.Any(static column => column.Role == ColumnRole.EventTime);
        var decisions = new List<LoggedDecision<TRow>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (TRow row in rows.Rows)
        {
            int place = decisions.Count;
            string name = id is null ? FormattableString.Invariant($"row {place}") : $"decision '{id(row)}'";
            if (id is not null && !places.TryAdd(id(row), place))
                throw new EvaluationException(FormattableString.Invariant($"Decision '{id(row)}' is there twice, in the rows {places[id(row)]} and {place}; a decision counts once: leave the other out"));
            TInput input = TRow.InputOf(row);
            int taken = space.TakenIn(in input);
            if (taken < 0) throw new EvaluationException($"{char.ToUpperInvariant(name[0])}{name[1..]} took in '{space.Column}' what is no member of '{typeof(TAction).Name}'; correct the row, or add the member");
            decisions.Add(new(name, isInTime ? TRow.EventTimeOf(row) : place, row, taken, [.. propensities(row)], reward(row)));
        }
        return new(space, decisions, range) { Counts = new DecisionCounts { Decisions = decisions.Count, Rewarded = decisions.Count } };
    }
}
