using System.Globalization;

namespace MlDsl;

/// <summary>How far the validation rows reach where a window has its rows.</summary>
/// <param name="Outside">The share of the window's rows that have a feature, or a score, where no validation row has one; from 0 to 1.</param>
/// <param name="Farthest">The feature (or <c>score</c>) that most of these have it in; empty where there are none.</param>
/// <param name="EffectiveRows">How many rows the validation rows are worth when they are weighted as the window has its rows, by the worst feature or by the score.</param>
/// <param name="Thinnest">That feature, or <c>score</c>.</param>
/// <remarks>
/// Each is cut into bins at its quantiles, finer at its ends. With n validation rows in a bin and a share q of the window there, the weights q/n give Kish's number 1/Σ q²/n;
/// q² is estimated without the bias of a small window. Features are looked at one by one: a window of known values in new combinations is not seen to be new.
/// Kish (1965), "Survey Sampling".
/// </remarks>
public readonly record struct ValidationSupport(double Outside, string Farthest, double EffectiveRows, string Thinnest)
{
    /// <summary>The worse of both, of another look at the same rows.</summary>
    internal ValidationSupport Worse(ValidationSupport other)
    {
        (double outside, string farthest) = Outside >= other.Outside ? (Outside, Farthest) : (other.Outside, other.Farthest);
        (double rows, string thinnest) = EffectiveRows <= other.EffectiveRows ? (EffectiveRows, Thinnest) : (other.EffectiveRows, other.Thinnest);
        return new ValidationSupport(outside, farthest, rows, thinnest);
    }

    /// <summary>Why a window cannot be estimated, as a sentence; null where it can.</summary>
    internal string? Problem(EstimateOptions options)
    {
        if (Outside > options.MostOutside)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Not estimable: {Outside:P1} of the rows lie where the validation rows have none, most by '{Farthest}', and {options.MostOutside:P1} may; wait for their labels");
        }
        return EffectiveRows < options.FewestEffectiveRows
            ? string.Create(CultureInfo.InvariantCulture, $"Not estimable: by '{Thinnest}' the validation rows are worth {EffectiveRows:F0} where the window is, and {options.FewestEffectiveRows:F0} are due; wait for labels, or validate on rows like these")
            : null;
    }
}
