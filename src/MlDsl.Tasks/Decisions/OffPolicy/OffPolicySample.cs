namespace MlDsl.Tasks.Decisions;

/// <summary>Logged decisions as numbers: rows × actions, row-major. NaN is an action that was not to be had.</summary>
internal sealed class OffPolicySample
{
    /// <summary>The number of actions.</summary>
    public required int Actions { get; init; }

    /// <summary>The probability with which each action was taken.</summary>
    public required double[] Logged { get; init; }

    /// <summary>The action that was taken.</summary>
    public required int[] Taken { get; init; }

    /// <summary>What came of it.</summary>
    public required double[] Rewards { get; init; }

    /// <summary>What a decision is called in messages, by its place.</summary>
    public required Func<int, string> NameOf { get; init; }

    /// <summary>What an action is called.</summary>
    public required Func<int, string> ActionName { get; init; }

    /// <summary>What a reward can be; null where nothing is said.</summary>
    public RewardRange? Range { get; init; }

    /// <summary>What a model of rewards that has not seen the row expects of each action; null where there is none.</summary>
    public double[]? Expected { get; init; }

    /// <summary>Why there is no such model though one was asked for; null where there is one, or none was asked for.</summary>
    public string? ModelProblem { get; init; }

    /// <summary>Whether a model of rewards was asked for.</summary>
    public bool HasModel => Expected is not null || ModelProblem is not null;

    public int Rows => Taken.Length;

    public double LoggedOf(int row, int action) => Logged[(row * Actions) + action];
}
