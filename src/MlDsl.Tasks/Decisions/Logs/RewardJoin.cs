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
            if (joined.IsLeftOut || joined.IsAmbiguous) continue;
            // What comes late counts for no decision: else old ones would be worth more than young ones for their age alone.
            bool isLate = joined.Reward is { } known && known.At - decision.At > options.RewardDelay.Ticks;
            DecisionFrame? inTime = isLate ? null : joined.Reward;
            if (isLate) Counts = Counts with { Late = Counts.Late + 1 };
            if (inTime is not null) Counts = Counts with { Rewarded = Counts.Rewarded + 1 };
            if (decision.At > due)
            {
                Counts = Counts with { NotDue = Counts.NotDue + 1 };
                continue;
            }
            if (inTime is null) Counts = Counts with { Missing = Counts.Missing + 1 };
            if ((inTime?.Reward ?? Missing(decision, isLate)) is { } reward) settled.Add(new(decision, reward));
        }
        return settled;
    }

    private double? Missing(DecisionFrame decision, bool isLate) => options.Missing switch
    {
        MissingReward.Zero => 0,
        MissingReward.LeaveOut => null,
        _ => throw new EvaluationException($"Decision '{decision.Id}' has no reward though it is older than the declared delay of {options.RewardDelay}{(isLate ? ", after which one came: declare a longer delay," : "; add it,")} or say by Missing what such a decision counts (Zero where nothing that came means that nothing happened)"),
    };

    private void Decide(Joined joined, DecisionFrame frame)
    {
        if (joined.Decision is not null)
        {
            Counts = Counts with { DecidedTwice = Counts.DecidedTwice + 1 };
            if (joined.IsAmbiguous || joined.Decision.IsAlike(frame)) return;
            joined.IsAmbiguous = true;
            Counts = Counts with { DecidedOtherwise = Counts.DecidedOtherwise + 1 };
            return;
        }
        joined.Decision = frame;
        inOrder.Add(joined);
        Counts = Counts with { Decisions = Counts.Decisions + 1 };
        if (joined.Reward is { } reward && reward.At < frame.At) LeaveOut(joined);
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

        /// <summary>Whether the reward was known before the decision, so that it is none of it.</summary>
        public bool IsLeftOut { get; set; }

        /// <summary>Whether it was decided again and otherwise, so that nobody knows of which of the two the reward is.</summary>
        public bool IsAmbiguous { get; set; }
    }
}
