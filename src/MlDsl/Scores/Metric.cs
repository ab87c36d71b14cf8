using System.Globalization;
using System.Text.Json.Serialization;
using MlDsl.Json;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>A measured value with its bootstrap interval.</summary>
/// <param name="Value">The value on all rows; NaN where it is undefined, such as a ROC-AUC with one class present.</param>
/// <param name="Low">The lower end of the interval; NaN where there is none.</param>
/// <param name="High">The upper end of the interval; NaN where there is none.</param>
public readonly record struct Metric(
    [property: JsonRequired, JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))] double Value,
    [property: JsonRequired, JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))] double Low,
    [property: JsonRequired, JsonIgnore(Condition = Never), JsonConverter(typeof(UndefinedConverter))] double High)
{
    /// <summary>A metric that these rows cannot define.</summary>
    public static Metric Undefined { get; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>Whether the rows define the value.</summary>
    [JsonIgnore]
    public bool IsDefined => !double.IsNaN(Value);

    /// <summary>Whether there is an interval.</summary>
    [JsonIgnore]
    public bool HasInterval => !double.IsNaN(Low) && !double.IsNaN(High);

    /// <summary>Such as <c>0.696 [0.690, 0.702]</c>, or <c>undefined</c>; in every culture alike.</summary>
    public override string ToString() => HasInterval ? $"{ValueText} {IntervalText}" : ValueText;

    internal string ValueText => IsDefined ? Value.ToString(Format, CultureInfo.InvariantCulture) : "undefined";

    internal string IntervalText => IsDefined && HasInterval
        ? $"[{Low.ToString(Format, CultureInfo.InvariantCulture)}, {High.ToString(Format, CultureInfo.InvariantCulture)}]"
        : "";

    // Three decimals are what a person compares; a small value keeps three digits that say something.
    private string Format => Math.Abs(Value) switch
    {
        0 => "0.000",
        < 1e-5 or >= 1e9 => "0.00E+0",
        < 1e-3 => "0.0000000",
        < 0.1 => "0.00000",
        < 1000 => "0.000",
        _ => "0.0",
    };

    internal static Metric Point(double value) => new(value, double.NaN, double.NaN);
}
