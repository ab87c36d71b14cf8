using System.Text.Json.Serialization;

namespace MlDsl;

/// <summary>What one number the deviations of a row's columns become.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeviationNorm>))]
public enum DeviationNorm
{
    /// <summary>The largest of them: a row is as far off as its column that is farthest off.</summary>
    Largest,

    /// <summary>The root of the mean of their squares: many columns that are a little off count as well.</summary>
    RootMeanSquare,
}
