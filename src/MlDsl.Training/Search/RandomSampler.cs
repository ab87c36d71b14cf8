namespace MlDsl.Training;

/// <summary>Chooses what a trial has.</summary>
internal abstract class SearchSampler(SearchSpace space, ulong seed)
{
    protected SearchSpace Space => space;

    protected ulong Seed => seed;

    /// <summary>What trial <paramref name="trial"/> has, by what is known of others.</summary>
    public abstract SearchProposal Propose(int trial, IReadOnlyList<SearchEvaluation> known);

    /// <summary>The number of a parameter among those of all trainers; 0 is the choice of the trainer.</summary>
    protected int NumberOf(int alternative, int parameter) => 1 + parameter + space.Alternatives.Take(alternative).Sum(static a => a.Parameters.Count);
}

/// <summary>Draws evenly, whatever is known.</summary>
internal sealed class RandomSampler(SearchSpace space, ulong seed) : SearchSampler(space, seed)
{
    public override SearchProposal Propose(int trial, IReadOnlyList<SearchEvaluation> known)
    {
        int alternative = (int)(SearchRandom.Uniform(Seed, trial, 0, 0) * Space.Alternatives.Count);
        IReadOnlyList<SearchParameter> parameters = Space.Alternatives[alternative].Parameters;
        return new SearchProposal(alternative, [.. parameters.Select((p, i) => p.ValueAt(SearchRandom.Uniform(Seed, trial, NumberOf(alternative, i), 0)))]);
    }
}
