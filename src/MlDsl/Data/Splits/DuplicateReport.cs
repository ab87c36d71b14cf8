using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace MlDsl;

/// <summary>
/// Rows that stand on both sides of a split: what a model has learned by heart it need not predict. Two rows are the same when all
/// their columns have equal values as read (<c>8</c> and <c>8.0</c> are one number), by 64-bit hash.
/// </summary>
/// <param name="ValidationInTrain">The validation rows that also stand in train.</param>
/// <param name="TestInDevelopment">The test rows that also stand in train or validation.</param>
/// <param name="TestLinesInDevelopment">The test rows whose whole line also stands there, letter for letter; null where rows come from no file.</param>
public sealed record DuplicateReport(
    [property: JsonRequired, JsonIgnore(Condition = Never)] long ValidationInTrain,
    [property: JsonRequired, JsonIgnore(Condition = Never)] long TestInDevelopment,
    long? TestLinesInDevelopment)
{
    /// <summary>One sentence for a report.</summary>
    public override string ToString()
    {
        string lines = TestLinesInDevelopment is { } count ? string.Create(CultureInfo.InvariantCulture, $" ({count:N0} of them letter for letter)") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ValidationInTrain:N0} validation rows stand in train too, {TestInDevelopment:N0} test rows{lines} in train or validation");
    }
}
