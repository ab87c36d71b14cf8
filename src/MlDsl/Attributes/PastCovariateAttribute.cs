using System.ComponentModel.DataAnnotations;

namespace MlDsl;

/// <summary>
/// A number or a flag of a series that is known only once its step has happened, such as a temperature that is measured or the price of a competitor. A <c>Forecast</c> sees its values up to the last step of the
/// history and none behind it; rows ahead need not have it. It is no feature of its own row and never part of the generated <c>Input</c>: to other tasks it is <see cref="Availability.AfterOutcome"/>.
/// </summary>
/// <remarks>
/// A pooled forecast sees numbers as it sees the values of the series, in units of the level and spread that the covariate has in the history of that series; a <see cref="bool"/> counts as it stands, 0 or 1.
/// Where a value is missing (null), or a step has no row, the last one before it stands; before the first known one the first stands, once it is known.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PastCovariateAttribute : Attribute
{
    /// <summary>
    /// How many steps before the one that is forecast its values are looked at one by one, as far as they are known: what moves the series within so many steps is told. 0 for a season, but 4 at least and 28 at most.
    /// </summary>
    [Range(0, 1000)]
    public int Lags { get; init; }
}
