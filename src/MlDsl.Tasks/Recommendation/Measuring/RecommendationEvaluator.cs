namespace MlDsl.Training;

/// <summary>Measures a recommender and the baseline beside it.</summary>
internal static class RecommendationEvaluator
{
    /// <summary>The metrics on held users.</summary>
    /// <exception cref="EvaluationException">A cut-off is above the number of the model's items.</exception>
    public static RecommendationMetrics Evaluate(RecommendationPredictor model, HeldUsers held, EvaluationOptions? options) => Evaluate(model, held, options, Of(model, held));

    /// <summary>The same of recommendations that are made of the model's in another way.</summary>
    public static RecommendationMetrics Evaluate(RecommendationPredictor model, HeldUsers held, EvaluationOptions? options, Recommending recommend) => Study(model, held, options, recommend).Metrics;

    /// <summary>The metrics with the lists that they are of.</summary>
    public static RecommendationStudy Study(RecommendationPredictor model, HeldUsers held, EvaluationOptions? options) => Study(model, held, options, Of(model, held));

    private static RecommendationStudy Study(RecommendationPredictor model, HeldUsers held, EvaluationOptions? options, Recommending recommend)
    {
        options ??= EvaluationOptions.Default;
        if (options.Cutoffs.Count == 0 || options.Cutoffs.Max() > model.Items.Length)
            throw new EvaluationException($"The cut-offs {string.Join(", ", options.Cutoffs)} do not go with a model of {model.Items.Length} items: give one at least, and none above that");
        var popular = new RecommendationPredictor(model.Users, model.Items, model.Seen, new PopularityScorer(), model.RecommendsSeen, model.MeanRating, model.Repeats);
        var (own, other) = (new UserLists(model, held, options, recommend), new UserLists(popular, held, options, Of(popular, held)));
        var measurement = new RecommendationMeasurement(own, other, held);
        Metric[] metrics = Bootstrap.Run(measurement, options);
        // Few users' lists have no interval beside the many whose ratings have one.
        if (held.Users.Count < RecommendationMeasurement.FewestUsers)
            for (int i = 0; i <= 2 * own.Metrics; i++) metrics[i] = Metric.Point(metrics[i].Value);
        double level = measurement.CanResample ? options.PrintedLevel : 0;
        Metric lift = metrics[2 * own.Metrics], rmse = metrics[(2 * own.Metrics) + 1], meanRmse = metrics[(2 * own.Metrics) + 2];
        RecommendationMetrics baseline = Metrics(held, options, other, Array.ConvertAll(metrics[own.Metrics..(2 * own.Metrics)], static m => Metric.Point(m.Value)), Metric.Point(1), Metric.Point(meanRmse.Value), 0);
        return new RecommendationStudy(Metrics(held, options, own, metrics[..own.Metrics], lift, rmse, level) with { Baseline = baseline }, model, held, own, other);
    }

    private static Recommending Of(RecommendationPredictor model, HeldUsers held) => (user, items, scores) => model.Best(held.Users[user].User, [], items, scores).Count;

    private static RecommendationMetrics Metrics(HeldUsers held, EvaluationOptions options, UserLists lists, Metric[] metrics, Metric lift, Metric rmse, double level)
    {
        int cutoffs = options.Cutoffs.Count;
        Metric coverage = metrics[(2 * cutoffs) + 2];
        double shift = coverage.Value - lists.ExpectedCoverage;
        return new RecommendationMetrics
        {
            Rows = held.Rows,
            Users = held.Users.Count,
            ColdUsers = held.Users.Count(static u => u.User < 0),
            EmptyUsers = held.Others.Count,
            ColdItems = held.Users.Sum(u => u.Items.Count(item => item >= lists.Items)),
            Level = level,
            Cutoffs = [.. options.Cutoffs.Select((cutoff, i) => new RecommendationCutoff(cutoff, metrics[i], metrics[cutoffs + i]))],
            Map = metrics[2 * cutoffs],
            Novelty = metrics[(2 * cutoffs) + 1],
            // A resample has fewer different users, who are recommended fewer different items: by how many fewer is known, and made good.
            Coverage = coverage.HasInterval ? new Metric(coverage.Value, Math.Clamp(coverage.Low + shift, 0, 1), Math.Clamp(coverage.High + shift, 0, 1)) : coverage,
            Lift = lift,
            Rmse = rmse,
        };
    }
}
