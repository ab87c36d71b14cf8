namespace MlDsl.Training;

/// <summary>What of a model card no file can know: for whom a model is, and what against it. All of it may be left out.</summary>
public sealed record CardWords
{
    /// <summary>What the model is for, in a sentence or two; null for what the task and the label tell.</summary>
    public string? Purpose { get; init; }

    /// <summary>Who uses it.</summary>
    public IReadOnlyList<string> Users { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>What it is used for.</summary>
    public IReadOnlyList<string> UseCases { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>What it cannot do, beside what its file tells.</summary>
    public IReadOnlyList<string> Limitations { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>What was given up for what.</summary>
    public IReadOnlyList<string> Tradeoffs { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>Whom or what it may harm, and what is done about it.</summary>
    public IReadOnlyList<CardRisk> Risks { get; init => field = ValueList.Of(value); } = ValueList<CardRisk>.Empty;

    /// <summary>How the training data is classified, such as <c>internal</c>; null where nobody says.</summary>
    public string? Classification { get; init; }
}

/// <summary>A risk of using a model.</summary>
/// <param name="Name">The risk.</param>
/// <param name="Mitigation">What is done about it; null where nothing is.</param>
public sealed record CardRisk(string Name, string? Mitigation = null);
