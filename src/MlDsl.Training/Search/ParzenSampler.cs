namespace MlDsl.Training;

/// <summary>Draws where good trials lie closer than the others do: first the trainer, then its options together.</summary>
/// <remarks>
/// The good ones are the 15 of 100 of least loss, at most 25. The first trial, with the options as they are, is of no range and teaches nothing; one that
/// failed is among the others. Of some candidates around the good ones the one is taken whose density among the good is greatest beside that among
/// the others.
/// </remarks>
internal sealed class ParzenSampler(SearchSpace space, ulong seed, int randomTrials, int candidates) : SearchSampler(space, seed)
{
    private const double GoodShare = 0.15;
    private const int MostGood = 25;

    private readonly RandomSampler random = new(space, seed);

    public override SearchProposal Propose(int trial, IReadOnlyList<SearchEvaluation> known)
    {
        SearchEvaluation[] seen = [.. known.Where(static e => e.Step.Trial > 0).OrderBy(static e => e.Rank).ThenBy(static e => e.Step.Trial)];
        if (trial < randomTrials || seen.Length < 2) return random.Propose(trial, known);
        int count = Math.Min((int)Math.Ceiling(GoodShare * seen.Length), MostGood);
        SearchEvaluation[] good = seen[..count], others = seen[count..];
        int alternative = Trainer(trial, good, others);
        IReadOnlyList<SearchParameter> parameters = Space.Alternatives[alternative].Parameters;
        ParzenDensity near = Density(parameters, alternative, good), far = Density(parameters, alternative, others);
        double[] best = [];
        double most = double.NegativeInfinity;
        for (int i = 0; i < candidates; i++)
        {
            // The trainer's candidates came before.
            double[] point = near.Draw(SearchRandom.Uniform(Seed, trial, 0, candidates + i), Draws(trial, alternative, i));
            double promise = near.Log(point) - far.Log(point);
            if (promise > most) (best, most) = (point, promise);
        }
        return new SearchProposal(alternative, [.. parameters.Select((p, i) => p.Choices > 0 ? best[i] : p.ValueAt(best[i]))]);
    }

    private Func<int, int, double> Draws(int trial, int alternative, int candidate)
    {
        int first = NumberOf(alternative, 0);
        return (option, draw) => SearchRandom.Uniform(Seed, trial, first + option, (candidate * ParzenDensity.MostDrawn) + draw);
    }

    private static ParzenDensity Density(IReadOnlyList<SearchParameter> parameters, int alternative, SearchEvaluation[] of) => new(
        parameters,
        [.. of.Where(e => e.Step.Proposal.Alternative == alternative).Select(e => e.Step.Proposal.Values.Select((v, i) => parameters[i].Choices > 0 ? v : parameters[i].PositionOf(v)).ToArray())]);

    // Of the trainers that good trials have, drawn by how often, the one that is rarest among the others.
    private int Trainer(int trial, SearchEvaluation[] good, SearchEvaluation[] others)
    {
        int trainers = Space.Alternatives.Count, best = 0;
        if (trainers == 1) return 0;
        double[] near = ParzenDensity.OfChoices([.. good.Select(static e => e.Step.Proposal.Alternative)], trainers);
        double[] far = ParzenDensity.OfChoices([.. others.Select(static e => e.Step.Proposal.Alternative)], trainers);
        double most = double.NegativeInfinity;
        for (int i = 0; i < candidates; i++)
        {
            double left = SearchRandom.Uniform(Seed, trial, 0, i);
            int value = 0;
            while (value < trainers - 1 && left >= near[value]) left -= near[value++];
            if (near[value] / far[value] > most) (best, most) = (value, near[value] / far[value]);
        }
        return best;
    }
}
