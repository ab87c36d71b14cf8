namespace MlDsl.Training;

/// <summary>Makes the result of what has ended: the best trial, the others against it, and how much too good its loss is.</summary>
internal static class SearchTable
{
    /// <exception cref="TrainingException">Every trial failed.</exception>
    public static SearchResult Of(SearchSpace space, IReadOnlyList<SearchEvaluation> ended, SearchOptions options, bool isCut)
    {
        SearchEvaluation[] whole = [.. ended.Where(static e => e.Problem is null)];
        if (whole.Length == 0)
            throw new TrainingException(ended.Count == 0 ? "The search made no trial" : $"Every trial of the search failed, the first: {ended[0].Problem}");
        double share = whole.Max(static e => e.Step.Share);
        SearchEvaluation[] compared = [.. whole.Where(e => e.Step.Share == share)];
        SearchEvaluation best = compared.MinBy(static e => e.Rank)!;
        Dictionary<double, SearchEvaluation> ofBest = ended.Where(e => e.Step.Trial == best.Step.Trial).ToDictionary(static e => e.Step.Share);
        SearchTrial[] trials = [.. ended.Select(e => Row(space, e, ofBest.GetValueOrDefault(e.Step.Share), options.Evaluation))];
        return new SearchResult(
            trials, trials[ended.TakeWhile(e => e != best).Count()], best.Step.Proposal.Options(space), Correct(compared, options.Evaluation), compared.Length, isCut, options.Evaluation.PrintedLevel);
    }

    /// <summary>A row of the table.</summary>
    /// <param name="space">The space.</param>
    /// <param name="evaluation">The trial.</param>
    /// <param name="best">What it is held against; null for nothing.</param>
    /// <param name="options">The level of the interval.</param>
    public static SearchTrial Row(SearchSpace space, SearchEvaluation evaluation, SearchEvaluation? best, EvaluationOptions options) => new()
    {
        Trial = evaluation.Step.Trial,
        Share = evaluation.Step.Share,
        Trainer = space.Alternatives[evaluation.Step.Proposal.Alternative].Base.Trainer,
        Options = TextMap.Of(evaluation.Step.Proposal.Texts(space).ToDictionary()),
        Losses = evaluation.Losses,
        Loss = evaluation.Loss,
        Work = evaluation.Work,
        Problem = evaluation.Problem,
        Excess = best is null || best == evaluation ? Metric.Undefined : Difference(evaluation, best, options.Level),
    };

    private static Metric Difference(SearchEvaluation evaluation, SearchEvaluation best, double level)
    {
        double difference = evaluation.Loss - best.Loss;
        double[] drawn = [.. evaluation.Inside.Zip(best.Inside, static (own, other) => (double)own - other)];
        return drawn.Length == 0 ? Metric.Point(difference) : Bootstrap.Interval(difference, drawn, level);
    }

    // Of each resample, what its best trial loses on the rows that it leaves out.
    private static Metric Correct(SearchEvaluation[] compared, EvaluationOptions options)
    {
        var outside = new double[compared[0].Inside.Length];
        for (int i = 0; i < outside.Length; i++) outside[i] = compared.MinBy(e => float.IsNaN(e.Inside[i]) ? float.PositiveInfinity : e.Inside[i])!.Outside[i];
        double[] known = [.. outside.Where(static loss => !double.IsNaN(loss))];
        return known.Length == 0 || known.Length * 2 < outside.Length ? Metric.Undefined : Bootstrap.Interval(known.Average(), outside, options.Level);
    }
}
