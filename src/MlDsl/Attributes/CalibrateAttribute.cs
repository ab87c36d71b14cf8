using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>How scores become probabilities that say how often a thing happens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Calibration>))]
public enum Calibration
{
    /// <summary>
    /// A logistic curve of the log-odds, two numbers for a class. Suits few rows, and scores whose errors are alike on both sides. Platt (1999),
    /// "Probabilistic outputs for support vector machines".
    /// </summary>
    Platt,

    /// <summary>
    /// The rising line that fits best, whatever its shape. Suits a thousand held-back rows or more; ties what it cannot tell apart. Zadrozny and
    /// Elkan (2002), "Transforming classifier scores into accurate multiclass probability estimates".
    /// </summary>
    Isotonic,

    /// <summary>
    /// A curve of three numbers that can also be the identity, or bend the other way than a logistic one. Suits probabilities that are too sure
    /// on one side. Kull, Silva Filho and Flach (2017), "Beta calibration".
    /// </summary>
    Beta,

    /// <summary>
    /// One number that all log-odds are divided by: the order of rows and classes stays. Suits many classes, and probabilities that are too
    /// sure everywhere. Guo, Pleiss, Sun and Weinberger (2017), "On calibration of modern neural networks".
    /// </summary>
    Temperature,
}

/// <summary>
/// Calibrates the probabilities of a classifier on training rows that are held back from its trainer: whole groups where rows have a group, the
/// latest where they have a time.
/// </summary>
/// <remarks>Several classes are calibrated each against the rest and then sum to 1 again; a temperature is one for all.</remarks>
/// <param name="method">The way.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CalibrateAttribute(Calibration method) : Attribute
{
    /// <summary>The way.</summary>
    public Calibration Method { get; } = method;

    /// <summary>The share of the training rows that is held back, or of their groups.</summary>
    [Range(0, 0.9, MinimumIsExclusive = true)]
    public double Share { get; init; } = 0.2;
}
