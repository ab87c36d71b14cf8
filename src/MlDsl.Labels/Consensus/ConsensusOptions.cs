namespace MlDsl.Labels;

/// <summary>How one label of each item comes of those of its annotators.</summary>
public enum ConsensusMethod
{
    /// <summary>What most say; of several classes each by itself, of numbers the median.</summary>
    Majority,

    /// <summary>What is most likely where annotators' errors are estimated as well: <see cref="MlDsl.Labels.DawidSkene"/>.</summary>
    DawidSkene,
}

/// <summary>How one label of each item comes of those of its annotators, and when there is one.</summary>
public sealed record ConsensusOptions
{
    /// <summary>The majority of one label or more.</summary>
    public static ConsensusOptions Default { get; } = new();

    /// <summary>The method.</summary>
    public ConsensusMethod Method { get; init; }

    /// <summary>The fewest labels that make a consensus, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MinLabels
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MinLabels), value, "A consensus is of at least 1 label");
    } = 1;

    /// <summary>The least confidence of a label, 0 to 1: the share of annotators who say it, or its probability by <see cref="ConsensusMethod.DawidSkene"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 0 to 1.</exception>
    public double MinConfidence
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MinConfidence), value, "A confidence is from 0 to 1");
    }

    /// <summary>How Dawid and Skene's method is fitted.</summary>
    public DawidSkeneOptions DawidSkene { get; init; } = DawidSkeneOptions.Default;
}

/// <summary>How an item came to its label, or why it has none.</summary>
public enum ConsensusState
{
    /// <summary>Somebody decided.</summary>
    Decided,

    /// <summary>All labels are the same.</summary>
    Agreed,

    /// <summary>Labels differ, and the method chose one.</summary>
    Chosen,

    /// <summary>No label: several are said as often.</summary>
    Tie,

    /// <summary>No label: the confidence is too low.</summary>
    Doubtful,

    /// <summary>No label: it has too few.</summary>
    TooFew,
}

/// <summary>The label of an item.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Value">The label; null where there is none.</param>
/// <param name="Confidence">The share of annotators who say it, or its probability; 1 of decisions, NaN without labels.</param>
/// <param name="State">How it came to it.</param>
/// <param name="Labels">The number of labels.</param>
/// <param name="Unsure">How many annotators cannot tell.</param>
public sealed record ConsensusLabel(string Item, string? Value, double Confidence, ConsensusState State, int Labels, int Unsure)
{
    /// <summary>Whether somebody has to decide: annotators differ, cannot tell, or no label came of theirs.</summary>
    public bool IsDisputed => State is ConsensusState.Chosen or ConsensusState.Tie or ConsensusState.Doubtful || (Unsure > 0 && State != ConsensusState.Decided);
}
