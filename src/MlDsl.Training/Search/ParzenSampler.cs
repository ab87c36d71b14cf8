namespace MlDsl.Training;

/// <summary>Draws where good trials lie closer than the others do, each option by itself.</summary>
/// <remarks>
/// The good ones are the ⌈√n/4⌉ of least loss, at most 25. The trial with the options as they are is of no range and teaches nothing; one that failed is
/// among the others.
/// </remarks>
internal sealed class ParzenSampler(SearchSpace space, ulong seed, int randomTrials, int candidates) : SearchSampler(space, seed)
{
    private const int MostGood = 25;

    private readonly RandomSampler random = new(space, seed);

    public override SearchProposal Propose(int trial, IReadOnlyList<SearchEvaluation> known)
    {
        SearchEvaluation[] seen = [.. known.Where(static e => e.Step.Trial > 0).OrderBy(static e => e.Rank).ThenBy(static e => e.Step.Trial)];
        if (trial < randomTrials || seen.Length < 2) return random.Propose(trial, known);
        int good = Math.Min((int)Math.Ceiling(0.25 * Math.Sqrt(seen.Length)), MostGood), trainers = Space.Alternatives.Count;
        int alternative = trainers == 1 ? 0 : (int)Best(trial, 0, Shares(seen[..good], trainers), Shares(seen[good..], trainers), trainers);
        IReadOnlyList<SearchParameter> parameters = Space.Alternatives[alternative].Parameters;
        return new SearchProposal(alternative, [.. parameters.Select((_, i) => Choose(trial, alternative, i, seen[..good], seen[good..]))]);

        static double[] Shares(SearchEvaluation[] of, int values) => ParzenDensity.OfChoices([.. of.Select(static e => e.Step.Proposal.Alternative)], values);
    }

    private double Choose(int trial, int alternative, int index, SearchEvaluation[] good, SearchEvaluation[] others)
    {
        SearchParameter parameter = Space.Alternatives[alternative].Parameters[index];
        double[] Values(SearchEvaluation[] of) => [.. of.Where(e => e.Step.Proposal.Alternative == alternative).Select(e => e.Step.Proposal.Values[index])];
        int number = NumberOf(alternative, index);
        if (parameter.Choices > 0)
        {
            double[] Of(SearchEvaluation[] of) => ParzenDensity.OfChoices([.. Values(of).Select(static v => (int)v)], parameter.Choices);
            return Best(trial, number, Of(good), Of(others), parameter.Choices);
        }
        var near = new ParzenDensity([.. Values(good).Select(parameter.PositionOf)]);
        var far = new ParzenDensity([.. Values(others).Select(parameter.PositionOf)]);
        double best = 0, most = double.NegativeInfinity;
        for (int i = 0; i < candidates; i++)
        {
            double position = near.Draw(Seed, trial, number, i), promise = near.Log(position) - far.Log(position);
            if (promise > most) (best, most) = (position, promise);
        }
        return parameter.ValueAt(best);
    }

    // Of the values that the good ones have, drawn by how often, the one that is rarest among the others.
    private double Best(int trial, int number, double[] good, double[] others, int values)
    {
        int best = 0;
        double most = double.NegativeInfinity;
        for (int i = 0; i < candidates; i++)
        {
            double draw = SearchRandom.Uniform(Seed, trial, number, i);
            int value = 0;
            while (value < values - 1 && draw >= good[value]) draw -= good[value++];
            if (good[value] / others[value] > most) (best, most) = (value, good[value] / others[value]);
        }
        return best;
    }
}
