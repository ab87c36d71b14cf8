using MlDsl.Training;

namespace MlDsl.Labels;

/// <summary>Looks for annotators whose ratings change in time.</summary>
internal static class DriftSearch
{
    // Beyond so many classes a table by stretches has more cells than ratings; numbers are then compared by their ranks.
    private const int MostClasses = 12;

    // The least probability that can be found is so many times below what the adjustment for all tests asks for, if that takes no more orders than these.
    private const int Below = 20, MostPermutations = 1_000_000;

    public static DriftFinding[] Run(Ratings ratings, AgreementOptions options)
    {
        var findings = new List<DriftFinding>();
        for (int annotator = 0; annotator < ratings.Annotators.Count; annotator++)
        {
            findings.Add(Rates(ratings, annotator, options));
            findings.Add(OfAgreement(ratings, annotator, options));
        }
        List<int> tested = [.. Enumerable.Range(0, findings.Count).Where(i => findings[i].Undefined is null)];
        double[] adjusted = PairedShares.Holm([.. tested.Select(i => findings[i].Probability)]);
        for (int i = 0; i < tested.Count; i++)
            findings[tested[i]] = findings[tested[i]] with { Probability = adjusted[i], IsDrift = adjusted[i] <= options.DriftLevel };
        return [.. findings];
    }

    private static DriftFinding Rates(Ratings ratings, int annotator, AgreementOptions options)
    {
        Vote[] votes = [.. ratings.Votes.SelectMany(votes => votes.Where(vote => vote.Annotator == annotator && vote.At != default)).OrderBy(static vote => vote.At)];
        string name = ratings.Annotators[annotator];
        if (Refusal(ratings, votes, options) is { } reason) return new DriftFinding(name, DriftKind.Rates, double.NaN, false, []) { Undefined = reason };
        int[] codes = Array.ConvertAll(votes, static vote => vote.Code);
        Func<int[], double> statistic = ratings.Classes.Count <= MostClasses
            ? BlockTest.OfClasses(codes, ratings.Classes.Count, options.TimeBlocks)
            : BlockTest.OfNumbers(Ranks(codes, ratings.Classes.Count), options.TimeBlocks);
        double probability = BlockTest.Run(codes.Length, statistic, Stream(options, annotator, DriftKind.Rates), options.Permutations, Most(ratings, options));
        return new DriftFinding(name, DriftKind.Rates, probability, false, Blocks(ratings, annotator, votes, options));
    }

    private static DriftFinding OfAgreement(Ratings ratings, int annotator, AgreementOptions options)
    {
        List<AgreementWithRest.Shared> all = AgreementWithRest.Of(ratings, annotator).Items;
        AgreementWithRest.Shared[] shared = [.. all.Where(static item => item.Vote.At != default).OrderBy(static item => item.Vote.At)];
        Vote[] votes = Array.ConvertAll(shared, static item => item.Vote);
        string name = ratings.Annotators[annotator];
        string? reason = all.Count == 0 ? "no item has a rating of somebody else as well" : Refusal(ratings, votes, options);
        if (reason is not null) return new DriftFinding(name, DriftKind.Agreement, double.NaN, false, []) { Undefined = reason };
        double[] shares = Array.ConvertAll(shared, static item => item.Share);
        double probability = BlockTest.Run(shares.Length, BlockTest.OfNumbers(shares, options.TimeBlocks), Stream(options, annotator, DriftKind.Agreement), options.Permutations, Most(ratings, options));
        return new DriftFinding(name, DriftKind.Agreement, probability, false, Blocks(ratings, annotator, votes, options));
    }

    private static int Tests(Ratings ratings) => 2 * ratings.Annotators.Count;

    private static int Most(Ratings ratings, AgreementOptions options) => (int)Math.Min(MostPermutations, Math.Ceiling(Below * Tests(ratings) / options.DriftLevel));

    private static string? Refusal(Ratings ratings, Vote[] votes, AgreementOptions options)
    {
        if (Tests(ratings) > options.DriftLevel * Math.Max(MostPermutations, options.Permutations))
            return FormattableString.Invariant($"a level of {options.DriftLevel} over {Tests(ratings)} tests needs more than {Math.Max(MostPermutations, options.Permutations)} permutations; raise DriftLevel or Permutations");
        if (votes.Length == 0) return "no rating has a time";
        if (votes.Length < 2 * options.TimeBlocks) return FormattableString.Invariant($"there are {votes.Length} ratings to compare, and {options.TimeBlocks} stretches need {2 * options.TimeBlocks}");
        return votes[0].At == votes[^1].At ? "the ratings do not have times that differ" : null;
    }

    private static DriftBlock[] Blocks(Ratings ratings, int annotator, Vote[] votes, AgreementOptions options)
    {
        AgreementWithRest all = AgreementWithRest.Of(ratings, annotator);
        return [.. Enumerable.Range(0, options.TimeBlocks).Select(block =>
        {
            var (from, to) = BlockTest.Block(votes.Length, options.TimeBlocks, block);
            var rates = new double[ratings.Classes.Count];
            for (int i = from; i < to; i++) rates[votes[i].Code] += 1.0 / (to - from);
            DateTimeOffset first = votes[from].At, last = votes[to - 1].At;
            AgreementWithRest part = all.Between(first, last);
            return new DriftBlock(first, last, to - from, rates, ItemBootstrap.Run(part.Items.Count, part.Items.Count, part.Percent, options));
        })];
    }

    private static double[] Ranks(int[] codes, int classes)
    {
        var totals = new double[classes];
        foreach (int code in codes) totals[code]++;
        double below = 0;
        for (int code = 0; code < classes; code++)
        {
            double own = totals[code];
            totals[code] = below + (own / 2);
            below += own;
        }
        return Array.ConvertAll(codes, code => totals[code]);
    }

    private static ulong Stream(AgreementOptions options, int annotator, DriftKind kind) => EvaluationRandom.Stream(~options.Seed, (2 * annotator) + (int)kind);
}
