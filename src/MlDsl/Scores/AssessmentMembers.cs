using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl.Json;

/// <summary>The members of an <see cref="Assessment{TMetrics}"/>, for anyone to make.</summary>
internal sealed class AssessmentMembers<TMetrics>
{
    public required TMetrics Metrics { get; init; }

    [JsonIgnore(Condition = Never)]
    public required int Rows { get; init; }

    [JsonIgnore(Condition = Never)]
    public required int TimesAssessed { get; init; }

    [JsonIgnore(Condition = Never)]
    public required int DuplicateRows { get; init; }
}
