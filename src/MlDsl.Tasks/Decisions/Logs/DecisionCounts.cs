namespace MlDsl;

/// <summary>How decisions and rewards met.</summary>
/// <param name="Decisions">Decisions, each id once.</param>
/// <param name="Rewarded">Of these, those whose reward came within the declared delay.</param>
/// <param name="NotDue">Those younger than the declared delay, which are left out even where their reward is there: early rewards are not like late ones.</param>
/// <param name="Missing">Those whose reward is due and did not come within the declared delay.</param>
/// <param name="Unknown">Ids of rewards that no decision has.</param>
/// <param name="BeforeDecision">Rewards that were known before their decision: left out, with it.</param>
/// <param name="Repeated">Rewards that came again and said the same.</param>
/// <param name="Contradicting">Rewards that came again and said something else; the first one counts.</param>
/// <param name="DecidedTwice">Decisions of an id that has one.</param>
/// <param name="DecidedOtherwise">Ids that were decided again with another action or other probabilities: left out, since nothing tells of which decision the reward is.</param>
/// <param name="Late">Rewards that took longer than the declared delay: they count as missing, as those do that come after the log is read.</param>
public readonly record struct DecisionCounts(int Decisions, int Rewarded, int NotDue, int Missing, int Unknown, int BeforeDecision, int Repeated, int Contradicting, int DecidedTwice, int DecidedOtherwise, int Late);
