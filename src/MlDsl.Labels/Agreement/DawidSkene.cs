namespace MlDsl.Labels;

/// <summary>How <see cref="DawidSkene"/> is fitted.</summary>
public sealed record DawidSkeneOptions
{
    /// <summary>As published, and at most 500 rounds.</summary>
    public static DawidSkeneOptions Default { get; } = new();

    /// <summary>The most rounds, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxIterations
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxIterations), value, "There is at least 1 round");
    } = 500;

    /// <summary>A round that moves no probability of a class by more than this is the last one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0.</exception>
    public double Tolerance
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "The tolerance is above 0, such as 1e-6");
    } = 1e-6;

    /// <summary>
    /// Ratings that each annotator is taken to have made of each true class and said class, beside the real ones; 0 is the published method. With few ratings of an annotator some, such as 0.1,
    /// keeps a confusion from being certain.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public double Smoothing
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Smoothing), value, "Smoothing is 0 or more");
    }
}

/// <summary>What <see cref="DawidSkene"/> finds.</summary>
/// <param name="Items">The items.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Annotators">The annotators.</param>
/// <param name="Probabilities">For each item the probability of each class to be the true one.</param>
/// <param name="Prior">The share of each class among the items.</param>
/// <param name="Confusion">For each annotator and true class, in this order, the probability of each class to be said; rows of classes that nobody is taken to have seen are NaN.</param>
/// <param name="LogLikelihood">The logarithm of the likelihood of all ratings.</param>
/// <param name="Iterations">The number of rounds.</param>
/// <param name="HasConverged">Whether they ended by <see cref="DawidSkeneOptions.Tolerance"/>.</param>
public sealed record TrueClasses(
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> Annotators,
    IReadOnlyList<IReadOnlyList<double>> Probabilities,
    IReadOnlyList<double> Prior,
    IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Confusion,
    double LogLikelihood,
    int Iterations,
    bool HasConverged);

/// <summary>
/// The true classes of items and the errors of annotators, each estimated from the other: expectation and maximization, begun by the shares of the ratings of each item. It suits several annotators of
/// different skill with some dozens of ratings each; a majority is as good where they are alike or rate little.
/// </summary>
/// <remarks>Dawid and Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM algorithm".</remarks>
public static class DawidSkene
{
    /// <param name="ratings">The ratings, at least one.</param>
    /// <param name="options">How it is fitted.</param>
    /// <exception cref="ArgumentException">There are no ratings.</exception>
    public static TrueClasses Fit(Ratings ratings, DawidSkeneOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (ratings.Items.Count == 0) throw new ArgumentException("There are no ratings to tell true classes from", nameof(ratings));
        return Fit(ratings.Votes, ratings.Items, ratings.Classes, ratings.Annotators, options ?? DawidSkeneOptions.Default);
    }

    /// <summary>The same of votes, of which one annotator may have several for an item.</summary>
    internal static TrueClasses Fit(Vote[][] votes, IReadOnlyList<string> items, IReadOnlyList<string> classes, IReadOnlyList<string> annotators, DawidSkeneOptions options)
    {
        int width = classes.Count;
        double[][] truth = Array.ConvertAll(votes, ofItem =>
        {
            var shares = new double[width];
            foreach (Vote vote in ofItem) shares[vote.Code] += 1.0 / ofItem.Length;
            return shares;
        });
        var prior = new double[width];
        double[][][] confusion = [.. annotators.Select(_ => Enumerable.Range(0, width).Select(_ => new double[width]).ToArray())];
        double likelihood = 0, moved = double.PositiveInfinity;
        int round = 0;
        while (round < options.MaxIterations && moved > options.Tolerance)
        {
            round++;
            Maximize(votes, truth, prior, confusion, options.Smoothing);
            (likelihood, moved) = Expect(votes, truth, prior, confusion);
        }
        return new TrueClasses(items, classes, annotators, truth, prior, confusion, likelihood, round, moved <= options.Tolerance);
    }

    private static void Maximize(Vote[][] votes, double[][] truth, double[] prior, double[][][] confusion, double smoothing)
    {
        Array.Clear(prior);
        foreach (double[][] ofAnnotator in confusion)
            foreach (double[] row in ofAnnotator) Array.Fill(row, smoothing);
        for (int item = 0; item < votes.Length; item++)
            for (int code = 0; code < prior.Length; code++)
            {
                double share = truth[item][code];
                prior[code] += share / votes.Length;
                foreach (Vote vote in votes[item]) confusion[vote.Annotator][code][vote.Code] += share;
            }
        foreach (double[][] ofAnnotator in confusion)
            foreach (double[] row in ofAnnotator)
            {
                double sum = row.Sum();
                for (int code = 0; code < row.Length; code++) row[code] = sum > 0 ? row[code] / sum : double.NaN;
            }
    }

    // Logarithms, because hundreds of ratings of one item would leave nothing of a product.
    private static (double LogLikelihood, double Moved) Expect(Vote[][] votes, double[][] truth, double[] prior, double[][][] confusion)
    {
        double all = 0, moved = 0;
        var logs = new double[prior.Length];
        for (int item = 0; item < votes.Length; item++)
        {
            for (int code = 0; code < logs.Length; code++)
            {
                logs[code] = Math.Log(prior[code]);
                if (prior[code] == 0) continue;
                foreach (Vote vote in votes[item])
                {
                    double said = confusion[vote.Annotator][code][vote.Code];
                    // No item that the annotator rated is taken to be of the class.
                    logs[code] += double.IsNaN(said) ? double.NegativeInfinity : Math.Log(said);
                }
            }
            double most = logs.Max(), sum = 0;
            foreach (double log in logs) sum += Math.Exp(log - most);
            all += most + Math.Log(sum);
            for (int code = 0; code < logs.Length; code++)
            {
                double probability = Math.Exp(logs[code] - most) / sum;
                moved = Math.Max(moved, Math.Abs(probability - truth[item][code]));
                truth[item][code] = probability;
            }
        }
        return (all, moved);
    }
}
