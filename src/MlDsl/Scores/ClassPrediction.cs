using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>What a classifier of several classes says of one row.</summary>
/// <param name="Label">The most likely class; the first of equals.</param>
/// <param name="Probability">How likely it is.</param>
/// <typeparam name="TLabel">The type of the label, usually an enum.</typeparam>
public readonly record struct ClassPrediction<TLabel>(
    [property: JsonRequired, JsonIgnore(Condition = Never)] TLabel Label,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Probability Probability)
    where TLabel : notnull
{
    /// <summary>The class with its probability, in every culture alike.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Label} (probability {Probability.Value})");
}
