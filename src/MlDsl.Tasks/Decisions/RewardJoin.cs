namespace MlDsl.Tasks.Decisions;

/// <summary>Brings decisions and rewards together. The same records in the same order give the same.</summary>
internal sealed class RewardJoin(DecisionLogOptions options, DateTimeOffset now)
{
    private readonly Dictionary<string, Joined> byId = new(StringComparer.Ordinal);
    private readonly List<Joined> inOrder = [];

    public DecisionCounts Counts { get; private set; }

    public void Take(DecisionFrame frame)
    {
        if (frame.At > now.UtcTicks) return;
        if (!byId.TryGetValue(frame.Id, out Joined? joined)) byId.Add(frame.Id, joined = new Joined());
        if (frame.IsReward) Reward(joined, frame);
        else Decide(joined, frame);
    }

    /// <summary>The decisions whose reward is settled, in the order in which they were logged.</summary>
    /// <exception cref="EvaluationException">A reward is missing, and that is an error.</exception>
    public List<RewardedDecision> Settle()
    {
        Counts = Counts with { Unknown = byId.Values.Count(static joined => joined.Decision is null) };
        var settled = new List<RewardedDecision>();
        long due = (now - options.RewardDelay).UtcTicks;
        foreach (Joined joined in inOrder)
        {
            DecisionFrame decision = joined.Decision!;
            if (joined.IsLeftOut) continue;
            if (joined.Reward is not null)
            {
                Counts = Counts with { Rewarded = Counts.Rewarded + 1 };
                if (joined.Reward.At - decision.At > options.RewardDelay.Ticks) Counts = Counts with { Late = Counts.Late + 1 };
            }
            if (decision.At > due)
            {
                Counts = Counts with { NotDue = Counts.NotDue + 1 };
                continue;
            }
            if (joined.Reward is null) Counts = Counts with { Missing = Counts.Missing + 1 };
            if ((joined.Reward?.Reward ?? Missing(decision)) is { } reward) settled.Add(new(decision, reward));
        }
        return settled;
    }

    private double? Missing(DecisionFrame decision) => options.Missing switch
    {
        MissingReward.Zero => 0,
        MissingReward.LeaveOut => null,
        _ => throw new EvaluationException($"Decision '{decision.Id}' has no reward though it is older than the declared delay of {options.RewardDelay}; add it, or say by Missing what such a decision counts (Zero where nothing that came means that nothing happened)"),
    };

    private void Decide(Joined joined, DecisionFrame frame)
    {
        if (joined.Decision is not null)
        {
            Counts = Counts with { DecidedTwice = Counts.DecidedTwice + 1 };
            return;
        }
        joined.Decision = frame;
        inOrder.Add(joined);
        Counts = Counts with { Decisions = Counts.Decisions + 1 };
        if (joined.Reward is not null) LeaveOut(joined);
    }

    private void Reward(Joined joined, DecisionFrame frame)
    {
        if (joined.Reward is { } first)
        {
            Counts = first.Reward.Equals(frame.Reward) ? Counts with { Repeated = Counts.Repeated + 1 } : Counts with { Contradicting = Counts.Contradicting + 1 };
            return;
        }
        joined.Reward = frame;
        if (joined.Decision is { } decision && frame.At < decision.At) LeaveOut(joined);
    }

    private void LeaveOut(Joined joined)
    {
        joined.IsLeftOut = true;
        Counts = Counts with { BeforeDecision = Counts.BeforeDecision + 1 };
    }

    private sealed class Joined
    {
        public DecisionFrame? Decision { get; set; }

        public DecisionFrame? Reward { get; set; }

        /// <summary>Whether the reward was there before the decision, so that it is none of it.</summary>
        public bool IsLeftOut { get; set; }
    }
}
