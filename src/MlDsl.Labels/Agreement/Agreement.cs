using MathNet.Numerics.Distributions;

namespace MlDsl.Labels;

/// <summary>
/// How far annotators agree, each figure with an interval: share of pairs that agree, Cohen's κ of two annotators, Fleiss' κ and Krippendorff's α of any number,
/// by class, by annotator and over time. A figure that the ratings cannot define says why.
/// </summary>
/// <remarks>Intervals are percentiles of the bootstrap over items: ratings of one item depend on each other. See the page on labels.</remarks>
public static class Agreement
{
    /// <summary>Beyond so many classes, as numbers and texts have them, <see cref="Measure"/> has no figures of pairs and classes: a table of them says nothing.</summary>
    internal const int MostClasses = 50;

    /// <summary>The share of pairs of ratings of one item that are the same, averaged over items.</summary>
    public static AgreementFigure Percent(Ratings ratings, AgreementOptions? options = null) => Figure(ratings, options, counts => ManyRaters.Percent(ratings, counts));

    /// <summary>Fleiss' κ, of items with two ratings or more; where their numbers differ, classes count by their share of each item.</summary>
    public static AgreementFigure Fleiss(Ratings ratings, AgreementOptions? options = null) => Figure(ratings, options, counts => ManyRaters.Fleiss(ratings, counts));

    /// <summary>Krippendorff's α, of items with two ratings or more.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="scale">What the distance between two values is.</param>
    /// <param name="options">How intervals are made.</param>
    /// <exception cref="ArgumentException">The scale is <see cref="RatingScale.Interval"/>, and a class is no number.</exception>
    public static AgreementFigure Krippendorff(Ratings ratings, RatingScale scale = RatingScale.Nominal, AgreementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (!Enum.IsDefined(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "A scale is Nominal, Ordinal or Interval");
        if (scale == RatingScale.Interval && !ratings.AreNumbers)
            throw new ArgumentException($"The classes {string.Join(", ", ratings.Classes.Select(static name => Visible.Of(name)))} are not all numbers, whose differences would count; use RatingScale.Ordinal or Nominal", nameof(scale));
        return Figure(ratings, options, counts => KrippendorffAlpha.Of(ratings, scale, counts));
    }

    /// <summary>Cohen's κ of the items that both annotators rated, with the interval by the large-sample formula beside.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="first">The name of an annotator.</param>
    /// <param name="second">The name of another one.</param>
    /// <param name="weights">How much a disagreement counts.</param>
    /// <param name="options">How intervals are made.</param>
    /// <exception cref="ArgumentException">There is no rating by one of them, or they are one.</exception>
    public static AgreementFigure Cohen(Ratings ratings, string first, string second, KappaWeights weights = KappaWeights.None, AgreementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (!Enum.IsDefined(weights)) throw new ArgumentOutOfRangeException(nameof(weights), weights, "Weights are None, Linear or Quadratic");
        int one = ratings.AnnotatorIndex(first), other = ratings.AnnotatorIndex(second);
        if (one == other) throw new ArgumentException($"'{Visible.Of(first)}' is compared with itself; name two annotators", nameof(second));
        return Cohen(ratings, one, other, CohenKappa.Disagreement(ratings.Classes.Count, weights), options ?? AgreementOptions.Default);
    }

    /// <summary>Agreement on each class.</summary>
    public static IReadOnlyList<ClassAgreement> ByClass(Ratings ratings, AgreementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return [.. Enumerable.Range(0, ratings.Classes.Count).Select(code => new ClassAgreement(
            ratings.Classes[code],
            ratings.Votes.Sum(votes => votes.Count(vote => vote.Code == code)),
            Figure(ratings, options, counts => ManyRaters.Specific(ratings, code, counts)),
            Fleiss(ratings.Against(code), options)))];
    }

    /// <summary>Agreement of each annotator with the others.</summary>
    public static IReadOnlyList<AnnotatorAgreement> ByAnnotator(Ratings ratings, AgreementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        options ??= AgreementOptions.Default;
        return [.. Enumerable.Range(0, ratings.Annotators.Count).Select(annotator =>
        {
            AgreementWithRest rest = AgreementWithRest.Of(ratings, annotator);
            return new AnnotatorAgreement(
                ratings.Annotators[annotator],
                ratings.Votes.Sum(votes => votes.Count(vote => vote.Annotator == annotator)),
                ItemBootstrap.Run(rest.Items.Count, rest.Items.Count, rest.Percent, options),
                ItemBootstrap.Run(rest.Items.Count, rest.Items.Count, rest.Kappa, options));
        })];
    }

    /// <summary>
    /// Whether annotators change in time, by permutation of their ratings: how often they say each class, and how often others say the same. Over all annotators and both questions a
    /// drift is told with the probability <see cref="AgreementOptions.DriftLevel"/> at most where there is none (Holm 1979).
    /// </summary>
    public static IReadOnlyList<DriftFinding> Drift(Ratings ratings, AgreementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return DriftSearch.Run(ratings, options ?? AgreementOptions.Default);
    }

    /// <summary>All figures at once; of more than 50 different values none by pair and class.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="scale">What the distance between two values is.</param>
    /// <param name="options">How intervals are made, and how sure a drift has to be.</param>
    /// <exception cref="ArgumentException">The scale is <see cref="RatingScale.Interval"/>, and a class is no number.</exception>
    public static AgreementReport Measure(Ratings ratings, RatingScale scale = RatingScale.Nominal, AgreementOptions? options = null)
    {
        options ??= AgreementOptions.Default;
        AgreementFigure alpha = Krippendorff(ratings, scale, options);
        var pairs = new List<PairAgreement>();
        KappaWeights weights = scale == RatingScale.Nominal ? KappaWeights.None : KappaWeights.Quadratic;
        bool areFew = ratings.Classes.Count <= MostClasses;
        for (int first = 0; areFew && first < ratings.Annotators.Count; first++)
            for (int second = first + 1; second < ratings.Annotators.Count; second++)
                pairs.Add(new PairAgreement(ratings.Annotators[first], ratings.Annotators[second], weights, Cohen(ratings, first, second, CohenKappa.Disagreement(ratings.Classes.Count, weights), options)));
        return new AgreementReport(ratings.Items.Count, ratings.Count, scale, options.Level, options.DriftLevel, Percent(ratings, options), Fleiss(ratings, options), alpha)
        {
            Pairs = pairs,
            Classes = areFew ? ByClass(ratings, options) : [],
            HasManyClasses = !areFew,
            Annotators = ByAnnotator(ratings, options),
            Drift = Drift(ratings, options),
        };
    }

    /// <summary>Cohen's κ by any costs of disagreement, none on the diagonal.</summary>
    internal static AgreementFigure Cohen(Ratings ratings, int first, int second, double[,] costs, AgreementOptions options)
    {
        var pairs = new List<(int First, int Second)>();
        foreach (Vote[] votes in ratings.Votes)
        {
            int one = Array.FindIndex(votes, vote => vote.Annotator == first), other = Array.FindIndex(votes, vote => vote.Annotator == second);
            if (one >= 0 && other >= 0) pairs.Add((votes[one].Code, votes[other].Code));
        }
        int classes = ratings.Classes.Count;
        double[,] Table(int[]? counts)
        {
            var table = new double[classes, classes];
            for (int i = 0; i < pairs.Count; i++) table[pairs[i].First, pairs[i].Second] += counts is null ? 1 : counts[i];
            return table;
        }
        AgreementFigure figure = ItemBootstrap.Run(pairs.Count, pairs.Count, counts => CohenKappa.Of(Table(counts), costs), options);
        if (figure.Undefined is not null) return figure;
        double half = Normal.InvCDF(0, 1, (1 + options.Level) / 2) * CohenKappa.StandardError(Table(null), costs, figure.Value.Value);
        return figure with { Analytic = new Metric(figure.Value.Value, figure.Value.Value - half, figure.Value.Value + half) };
    }

    private static AgreementFigure Figure(Ratings ratings, AgreementOptions? options, Func<int[], Coefficient> coefficient)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return ItemBootstrap.Run(ratings.Items.Count, ManyRaters.Rated(ratings), coefficient, options ?? AgreementOptions.Default);
    }
}
