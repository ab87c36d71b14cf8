using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>A prediction and the interval around it that holds the label with the model's probability.</summary>
/// <param name="Value">The prediction.</param>
/// <param name="Low">The lower end, which belongs to the interval.</param>
/// <param name="High">The upper end, which belongs to the interval.</param>
/// <typeparam name="T">The type of the number.</typeparam>
public readonly record struct Interval<T>(
    [property: JsonRequired, JsonIgnore(Condition = Never)] T Value,
    [property: JsonRequired, JsonIgnore(Condition = Never)] T Low,
    [property: JsonRequired, JsonIgnore(Condition = Never)] T High)
    where T : struct, INumber<T>
{
    /// <summary>How far the ends are apart.</summary>
    [JsonIgnore]
    public T Width => High - Low;

    /// <summary>Whether <paramref name="value"/> lies in the interval.</summary>
    public bool Contains(T value) => value >= Low && value <= High;

    /// <summary>Such as <c>12.5 [10.1, 14.9]</c>, in every culture alike.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} [{Low}, {High}]");
}
