namespace MlDsl;

/// <summary>What a trainer knows beside features that are numbers.</summary>
[Flags]
public enum TrainerTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Missing values: <see cref="Impute.Keep"/>.</summary>
    Missing = 1,

    /// <summary>Categories: <see cref="CategoricalEncoding.Native"/>.</summary>
    Categories = 2,

    /// <summary>That predictions must not fall, or not rise, as a number grows: <see cref="Monotone"/>.</summary>
    Monotone = 4,

    /// <summary>That a model is there already, which training goes on from: <c>Continue</c> of models.</summary>
    Continues = 8,

    /// <summary>That what is asked for is a quantile of a number: <see cref="IntervalWidth.Quantiles"/>.</summary>
    Quantiles = 16,

    /// <summary>That a recommender learns what users think of items and not what they did: rows have a rating, their <see cref="LabelAttribute"/>.</summary>
    Ratings = 32,
}
