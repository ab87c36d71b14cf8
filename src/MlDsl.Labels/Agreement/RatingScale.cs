namespace MlDsl.Labels;

/// <summary>What the distance between two values of a rating is.</summary>
public enum RatingScale
{
    /// <summary>Values are the same or not.</summary>
    Nominal,

    /// <summary>Values have an order, that of <see cref="Ratings.Classes"/>.</summary>
    Ordinal,

    /// <summary>Values are numbers, whose differences count.</summary>
    Interval,
}

/// <summary>How much a disagreement of two annotators counts, by how far their classes are apart in the order of <see cref="Ratings.Classes"/>.</summary>
public enum KappaWeights
{
    /// <summary>Each disagreement counts the same: Cohen (1960).</summary>
    None,

    /// <summary>By the distance: Cohen (1968).</summary>
    Linear,

    /// <summary>By the square of the distance.</summary>
    Quadratic,
}
