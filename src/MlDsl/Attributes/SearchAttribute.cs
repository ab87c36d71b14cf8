using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>How the values between the ends of a range are spread.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SearchScale>))]
public enum SearchScale
{
    /// <summary>Evenly: suits shares and counts whose ends are of one size.</summary>
    Linear,

    /// <summary>Evenly in the logarithm: as many from 0.01 to 0.1 as from 0.1 to 1. Suits penalties and rates; both ends are above 0.</summary>
    Log,
}

/// <summary>
/// Lets a search of the model choose an option of its trainer from a range, or from values. What the trainer's attribute says of the option is
/// what the first trial has.
/// </summary>
/// <remarks>The compiler holds the option's name, type and range against the trainer's: MLD0340, MLD0341, MLD0342.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class SearchAttribute : Attribute
{
    /// <summary>Whole numbers, both ends among them.</summary>
    /// <param name="option">The option, such as <c>nameof(LightGbmAttribute.Leaves)</c>.</param>
    /// <param name="from">The least value.</param>
    /// <param name="to">The most, above <paramref name="from"/>.</param>
    public SearchAttribute(string option, int from, int to) : this(option, [from, to])
    {
    }

    /// <summary>Numbers.</summary>
    /// <param name="option">The option, such as <c>nameof(LightGbmAttribute.LearningRate)</c>.</param>
    /// <param name="from">The least value.</param>
    /// <param name="to">The most, above <paramref name="from"/>.</param>
    public SearchAttribute(string option, double from, double to) : this(option, [from, to])
    {
    }

    /// <summary>Some values, of the option's own type.</summary>
    /// <param name="option">The option, such as <c>nameof(LightGbmAttribute.Boosting)</c>.</param>
    /// <param name="values">The values, two or more, all different.</param>
    public SearchAttribute(string option, params object[] values) => (Option, Values) = (option, values);

    /// <summary>The option's name.</summary>
    public string Option { get; }

    /// <summary>The ends of the range, or the values.</summary>
    public object[] Values { get; }

    /// <summary>How the values of a range are spread.</summary>
    public SearchScale Scale { get; init; }
}
