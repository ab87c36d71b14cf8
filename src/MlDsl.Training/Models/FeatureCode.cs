using System.Text.Json.Serialization;

namespace MlDsl.Training;

/// <summary>What a feature method computes, told by its code.</summary>
public sealed record FeatureCode
{
    /// <summary>The method.</summary>
    public required string Feature { get; init; }

    /// <summary>
    /// A hash of its code and of the code that it reaches in its assembly, behind the number of the way of hashing; or the version that
    /// <see cref="FeatureAttribute"/> gives.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>What the method reaches and the hash does not tell, each with the reason.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<string> NotCovered { get; init => field = ValueList.Of(value); } = ValueList<string>.Empty;

    /// <summary>The code of the feature methods of <paramref name="schema"/>, where generated code tells it.</summary>
    internal static IReadOnlyList<FeatureCode> Of(DatasetSchema schema) =>
    [
        .. schema.Features.Where(static f => f.Code is not null)
            .Select(static f => new FeatureCode { Feature = f.Name, Hash = f.Code!, NotCovered = f.NotCovered }),
    ];
}
