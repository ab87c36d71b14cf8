using MlDsl.Tasks.Decisions;
using MlDsl.Tasks.Pages;

namespace MlDsl.Reports;

/// <summary>Reports of policies on logged decisions of another.</summary>
public static class DecisionReports
{
    /// <summary>Writes one page that shows what a policy would have earned, and how far to trust that.</summary>
    /// <inheritdoc cref="Report{TRow, TInput, TAction}(LoggedDecisions{TRow, TInput, TAction}, DecisionPolicy{TInput, TAction}, DecisionReportOptions?)"/>
    /// <param name="decisions">The decisions.</param>
    /// <param name="path">The file, such as <c>offers.html</c>; what stands there is replaced, or stays where the page cannot be made.</param>
    /// <param name="policy">The policy. It was not fitted to these decisions.</param>
    /// <param name="options">What is shown; <see cref="DecisionReportOptions.Default"/> where null.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteReport<TRow, TInput, TAction>(
        this LoggedDecisions<TRow, TInput, TAction> decisions, string path, DecisionPolicy<TInput, TAction> policy, DecisionReportOptions? options = null)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        decisions.Report(policy, options).Save(path);
    }

    /// <summary>The same with doubly robust values, whose model of rewards is fitted to parts of these decisions and asked about the others.</summary>
    /// <inheritdoc cref="WriteReport{TRow, TInput, TAction}(LoggedDecisions{TRow, TInput, TAction}, string, DecisionPolicy{TInput, TAction}, DecisionReportOptions?)"/>
    /// <param name="decisions">The decisions.</param>
    /// <param name="path">The file.</param>
    /// <param name="policy">The policy. It was not fitted to these decisions.</param>
    /// <param name="rewards">Fits the model, such as <c>rows => OfferModel.Fit(rows)</c>.</param>
    /// <param name="options">What is shown.</param>
    public static void WriteReport<TRow, TInput, TAction>(
        this LoggedDecisions<TRow, TInput, TAction> decisions, string path, DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, IScorer<TInput, float>> rewards, DecisionReportOptions? options = null)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        decisions.Report(policy, rewards, options).Save(path);
    }

    /// <inheritdoc cref="WriteReport{TRow, TInput, TAction}(LoggedDecisions{TRow, TInput, TAction}, string, DecisionPolicy{TInput, TAction}, Func{TrainSet{TRow}, IScorer{TInput, float}}, DecisionReportOptions?)"/>
    public static void WriteReport<TRow, TInput, TAction>(
        this LoggedDecisions<TRow, TInput, TAction> decisions, string path, DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, IScorer<TInput, BinaryPrediction>> rewards, DecisionReportOptions? options = null)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        decisions.Report(policy, rewards, options).Save(path);
    }

    /// <summary>What a policy would have earned beside what was earned, by every estimator, with what that rests on: weights, propensities, actions, rewards. No decision is shown by itself.</summary>
    /// <param name="decisions">The decisions.</param>
    /// <param name="policy">The policy. It was not fitted to these decisions.</param>
    /// <param name="options">What is shown; <see cref="DecisionReportOptions.Default"/> where null.</param>
    /// <exception cref="EvaluationException">A reward lies beyond its range; the message names the decision.</exception>
    public static Report Report<TRow, TInput, TAction>(
        this LoggedDecisions<TRow, TInput, TAction> decisions, DecisionPolicy<TInput, TAction> policy, DecisionReportOptions? options = null)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum => Of(decisions, policy, null, options);

    /// <summary>The same with doubly robust values, whose model of rewards is fitted to parts of these decisions and asked about the others.</summary>
    /// <inheritdoc cref="Report{TRow, TInput, TAction}(LoggedDecisions{TRow, TInput, TAction}, DecisionPolicy{TInput, TAction}, DecisionReportOptions?)"/>
    /// <param name="decisions">The decisions.</param>
    /// <param name="policy">The policy. It was not fitted to these decisions.</param>
    /// <param name="rewards">Fits the model, such as <c>rows => OfferModel.Fit(rows)</c>.</param>
    /// <param name="options">What is shown.</param>
    public static Report Report<TRow, TInput, TAction>(
        this LoggedDecisions<TRow, TInput, TAction> decisions, DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, IScorer<TInput, float>> rewards, DecisionReportOptions? options = null)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return Of(decisions, policy, train => RewardModel<TInput>.Of(rewards(train)), options);
    }

    /// <inheritdoc cref="Report{TRow, TInput, TAction}(LoggedDecisions{TRow, TInput, TAction}, DecisionPolicy{TInput, TAction}, Func{TrainSet{TRow}, IScorer{TInput, float}}, DecisionReportOptions?)"/>
    public static Report Report<TRow, TInput, TAction>(
        this LoggedDecisions<TRow, TInput, TAction> decisions, DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, IScorer<TInput, BinaryPrediction>> rewards, DecisionReportOptions? options = null)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return Of(decisions, policy, train => RewardModel<TInput>.Of(rewards(train)), options);
    }

    private static Report Of<TRow, TInput, TAction>(
        LoggedDecisions<TRow, TInput, TAction> decisions, DecisionPolicy<TInput, TAction> policy, Func<TrainSet<TRow>, RewardModel<TInput>>? rewards, DecisionReportOptions? options)
        where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(policy);
        options ??= DecisionReportOptions.Default;
        return DecisionPage.Of(new DecisionSubject(decisions.Study(policy, rewards, options.Values), TRow.Schema, decisions.Counts, options));
    }
}
