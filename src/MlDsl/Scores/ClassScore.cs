using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>One class and how likely it is.</summary>
/// <typeparam name="TLabel">The type of the label, usually an enum.</typeparam>
/// <param name="Label">The class.</param>
/// <param name="Probability">How likely the class is.</param>
public readonly record struct ClassScore<TLabel>(
    [property: JsonRequired, JsonIgnore(Condition = Never)] TLabel Label,
    [property: JsonRequired, JsonIgnore(Condition = Never)] Probability Probability)
    where TLabel : notnull;
