namespace MlDsl.Labels;

/// <summary>What of an annotator may change in time.</summary>
public enum DriftKind
{
    /// <summary>How often each class is said. Items have to come in no order of their own: a queue that asks the doubtful ones first changes rates as well.</summary>
    Rates,

    /// <summary>How often others say the same of the same items, in the order of this annotator's time.</summary>
    Agreement,
}

/// <summary>A stretch of an annotator's time.</summary>
/// <param name="From">When its first rating was made.</param>
/// <param name="To">When its last one was.</param>
/// <param name="Ratings">The number of ratings.</param>
/// <param name="Rates">The share of each class, in the order of <see cref="Ratings.Classes"/>.</param>
/// <param name="Agreement">The share of others that say the same; undefined where nobody else rated these items.</param>
public sealed record DriftBlock(DateTimeOffset From, DateTimeOffset To, int Ratings, IReadOnlyList<double> Rates, AgreementFigure Agreement);

/// <summary>Whether an annotator's ratings change in time.</summary>
/// <param name="Annotator">The annotator.</param>
/// <param name="Kind">What is looked at.</param>
/// <param name="Probability">The probability of such a change by chance, adjusted for the number of annotators and questions; NaN where nothing can be tested.</param>
/// <param name="IsDrift">Whether it is below <see cref="AgreementOptions.DriftLevel"/>.</param>
/// <param name="Blocks">The stretches.</param>
public sealed record DriftFinding(string Annotator, DriftKind Kind, double Probability, bool IsDrift, IReadOnlyList<DriftBlock> Blocks)
{
    /// <summary>Why nothing can be tested; null where it can.</summary>
    public string? Undefined { get; init; }
}
