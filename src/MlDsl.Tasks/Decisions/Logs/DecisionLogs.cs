using MlDsl.Tasks.Decisions;
using MlDsl.Training;

namespace MlDsl;

/// <summary>Opens logs of decisions, and reads them.</summary>
public static class DecisionLog
{
    /// <summary>Opens a log to write it, or makes it.</summary>
    /// <typeparam name="TRow">The row type.</typeparam>
    /// <typeparam name="TInput">What is known when something is decided.</typeparam>
    /// <typeparam name="TAction">The enumeration of what can be decided.</typeparam>
    /// <param name="folder">The folder, which is made where it is not there. It holds nothing else.</param>
    /// <param name="space">What can be decided.</param>
    /// <param name="options">The delay of rewards, and how they are kept.</param>
    /// <exception cref="ArgumentException">Rows are not made of what is logged: they have windows or joined columns, or a label that is neither a number nor a flag.</exception>
    /// <exception cref="DecisionLogException">Another process writes the log, it is of other rows, or the file is damaged.</exception>
    public static DecisionLog<TRow, TInput, TAction> Open<TRow, TInput, TAction>(string folder, ActionSpace<TInput, TAction> space, DecisionLogOptions options)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        Check<TRow, TInput, TAction>(folder, space, options);
        Directory.CreateDirectory(folder);
        return FolderOwner.Open<DecisionLog<TRow, TInput, TAction>>(
            folder,
            process => new DecisionLogException($"The log '{folder}' is written by another process ({process}); one process writes a log: send it the decisions, or stop it"),
            owner => new(folder, space, options, owner));
    }

    /// <summary>The decisions whose rewards are due, while another process may go on writing.</summary>
    /// <typeparam name="TRow">The row type.</typeparam>
    /// <typeparam name="TInput">What is known when something is decided.</typeparam>
    /// <typeparam name="TAction">The enumeration of what can be decided.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <param name="space">What could be decided.</param>
    /// <param name="options">The delay of rewards, and what a missing one counts.</param>
    /// <param name="now">Decisions younger than the delay before it are not read, nor rewards that were known later.</param>
    /// <exception cref="DecisionLogException">There is no log, it is of other rows, or damaged.</exception>
    /// <exception cref="EvaluationException">No reward is due, or one is missing and <see cref="DecisionLogOptions.Missing"/> is an error; the message names the decision.</exception>
    /// <exception cref="DataFormatException">A decision is no row, such as where a column is neither in the context nor may be missing.</exception>
    public static LoggedDecisions<TRow, TInput, TAction> Read<TRow, TInput, TAction>(string folder, ActionSpace<TInput, TAction> space, DecisionLogOptions options, DateTimeOffset now)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        Check<TRow, TInput, TAction>(folder, space, options);
        string path = PathIn(folder);
        if (!File.Exists(path)) throw new DecisionLogException($"There is no log of decisions in '{folder}'; open one and decide by it");
        var join = new RewardJoin(options, now);
        DecisionFile.Read(path, DecisionFrame.Head<TRow, TInput, TAction>(space), join.Take);
        List<RewardedDecision> settled = join.Settle();
        TRow[] rows = [.. Dataset<TRow>.FromRecords(new DecisionRecords(path, space.Column, TRow.Schema.Stored, settled)).Rows];
        LoggedDecision<TRow>[] decisions = [.. settled.Select((each, place) => new LoggedDecision<TRow>(
            $"decision '{each.Decision.Id}'", each.Decision.At, rows[place], space.IndexOf(each.Decision.Action), Propensities(space, each.Decision), each.Reward))];
        return new(space, decisions, IsFlag<TRow>() ? RewardRange.Flag : null) { Counts = join.Counts };
    }

    internal static string PathIn(string folder) => Path.Combine(folder, "decisions.log");

    /// <exception cref="ArgumentException">The reward is none of the rows' label.</exception>
    internal static void CheckReward<TRow>(string id, double reward) where TRow : IRow<TRow>
    {
        if (!double.IsFinite(reward)) throw new ArgumentException(FormattableString.Invariant($"The reward of decision '{id}' is {reward}, and must be finite"), nameof(reward));
        if (IsFlag<TRow>() && reward is not (0 or 1)) throw new ArgumentException(FormattableString.Invariant($"The reward of decision '{id}' is {reward}; the label of '{TRow.Schema.Name}' is a flag: 1 or 0"), nameof(reward));
    }

    private static double[] Propensities<TInput, TAction>(ActionSpace<TInput, TAction> space, DecisionFrame decision) where TInput : struct where TAction : struct, Enum
    {
        double[] all = new double[space.Actions.Count];
        Array.Fill(all, double.NaN);
        foreach (var (action, propensity) in decision.Propensities) all[space.IndexOf(action)] = propensity;
        return all;
    }

    // What a row could never be read again for is said before anything is logged.
    private static string? ProblemWith(ColumnSchema column) => column.Role switch
    {
        _ when column.IsInput || column.Type.EndsWith('?') => null,
        ColumnRole.Label or ColumnRole.EventTime => null,
        ColumnRole.Id => column.Type == "string" ? null : $"is the decision's id and of the type {column.Type}, and a log's ids are texts; declare it as a string",
        _ => $"is [{column.Role}], which is not known when something is decided, and so not in the log: no decision could be read again; leave it out of the row type, or make it a feature",
    };

    private static bool IsFlag<TRow>() where TRow : IRow<TRow> => TRow.Schema.Columns.Any(static column => column is { Role: ColumnRole.Label, Type: "bool" });

    private static void Check<TRow, TInput, TAction>(string folder, ActionSpace<TInput, TAction> space, DecisionLogOptions options) where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        DatasetSchema schema = TRow.Schema;
        if (TRow.Windows is not null || TRow.Joined.Count > 0)
            throw new ArgumentException($"'{schema.Name}' has windows over time or joined columns, which a log of decisions does not keep; log them as columns of a row type of its own");
        if (schema.Columns.FirstOrDefault(static column => column.Role == ColumnRole.Label) is not { } label) throw new ArgumentException($"'{schema.Name}' has no [Label], which is the reward");
        foreach (ColumnSchema column in schema.Stored)
        {
            if (ProblemWith(column) is { } problem) throw new ArgumentException($"The column '{column.Member}' of '{schema.Name}' {problem}");
        }
        if (label.Type is not ("bool" or "float" or "double" or "int" or "long" or "decimal")) throw new ArgumentException($"The label '{label.Member}' of '{schema.Name}' is of the type {label.Type}, and a reward is a number or a flag");
    }
}
