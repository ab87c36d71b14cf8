namespace MlDsl.Training;

/// <summary>One training with its evaluation that a search makes, on every fold.</summary>
/// <param name="Trial">The number of the trial, from 0.</param>
/// <param name="Share">The share of the training rows of a fold that is learned from, above 0 and at most 1.</param>
/// <param name="Proposal">What the trial has.</param>
internal sealed record SearchStep(int Trial, double Share, SearchProposal Proposal);

/// <summary>Which steps a search takes; asked for one after the other, and never for one twice.</summary>
/// <param name="options">The search.</param>
internal abstract class SearchPlan(SearchOptions options)
{
    /// <summary>How many steps must have ended before step <paramref name="next"/> is asked for.</summary>
    public virtual int Needs(int next) => Math.Max(0, next - options.Concurrent + 1);

    /// <summary>The step that follows; null at the end.</summary>
    /// <param name="next">Its number, from 0.</param>
    /// <param name="known">The steps that have ended: exactly as many as it needs.</param>
    public abstract SearchStep? Next(int next, IReadOnlyList<SearchEvaluation> known);
}

/// <summary>Every trial once, on all rows.</summary>
internal sealed class RandomPlan(SearchSampler sampler, SearchStrategy strategy, SearchOptions options) : SearchPlan(options)
{
    public override SearchStep? Next(int next, IReadOnlyList<SearchEvaluation> known) =>
        next < strategy.Trials ? new SearchStep(next, 1, next == 0 ? SearchProposal.First : sampler.Propose(next, known)) : null;
}

/// <summary>Many trials on few rows, the best of them on more.</summary>
internal sealed class HalvingPlan(SearchSampler sampler, HalvingSearch strategy, SearchOptions options) : SearchPlan(options)
{
    private readonly Queue<SearchStep> waiting = new();
    private int bracket = -1, rung, begun, trials;

    public override int Needs(int next) => waiting.Count == 0 ? next : base.Needs(next);

    public override SearchStep? Next(int next, IReadOnlyList<SearchEvaluation> known)
    {
        while (waiting.Count == 0)
        {
            if (bracket < 0 || rung + 1 == strategy.Steps || !Promote(known, next))
            {
                if (++bracket == strategy.Brackets) return null;
                Draw();
            }
            begun = next;
        }
        return waiting.Dequeue();
    }

    private double Share => Math.Pow(strategy.Factor, rung - strategy.Steps + 1);

    // Hyperband's numbers: what brackets that begin later have to train is about as much.
    private void Draw()
    {
        rung = bracket;
        double wanted = strategy.Trials * Math.Pow(strategy.Factor, -bracket) * strategy.Steps / (strategy.Steps - bracket);
        for (int i = 0; i < Math.Max(1, (int)Math.Ceiling(Math.Min(wanted, strategy.Trials))); i++, trials++)
            waiting.Enqueue(new SearchStep(trials, Share, trials == 0 ? SearchProposal.First : sampler.Propose(trials, [])));
    }

    private bool Promote(IReadOnlyList<SearchEvaluation> known, int next)
    {
        SearchEvaluation[] ended = [.. known.Take(next).Skip(begun)];
        rung++;
        IEnumerable<SearchEvaluation> best = ended.Where(static e => e.Problem is null).OrderBy(static e => e.Rank).ThenBy(static e => e.Step.Trial)
            .Take(Math.Max(1, ended.Length / strategy.Factor)).OrderBy(static e => e.Step.Trial);
        foreach (SearchEvaluation evaluation in best) waiting.Enqueue(evaluation.Step with { Share = Share });
        return waiting.Count > 0;
    }
}
