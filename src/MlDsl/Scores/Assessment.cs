using System.Globalization;
using System.Text.Json.Serialization;
using MlDsl.Json;

namespace MlDsl;

/// <summary>The final figure: metrics on the test set, with what a reader must know to trust them.</summary>
/// <typeparam name="TMetrics">The metrics of the task, such as <see cref="RegressionMetrics"/>.</typeparam>
[JsonConverter(typeof(AssessmentConverterFactory))]
public sealed record Assessment<TMetrics>
    where TMetrics : class, IMetrics<TMetrics>
{
    internal Assessment(TMetrics metrics, int rows, int timesAssessed, int duplicateRows)
    {
        Metrics = metrics;
        Rows = rows;
        TimesAssessed = timesAssessed;
        DuplicateRows = duplicateRows;
    }

    /// <summary>The metrics on the test set.</summary>
    public TMetrics Metrics { get; }

    /// <summary>The number of rows of the test set.</summary>
    public int Rows { get; }

    /// <summary>How often this test set was assessed, this time included; 1 is the first and the only unbiased time.</summary>
    public int TimesAssessed { get; }

    /// <summary>How many rows of the test set also occur among the rows the model was developed on.</summary>
    public int DuplicateRows { get; }

    /// <summary>How the test set was used, then the metrics; in every culture alike.</summary>
    public override string ToString() => $"{Use()}\n{Duplicates()}\n\n{Metrics}";

    private string Use()
    {
        string use = $"Assessed on the {TextTable.Rows(Rows)} of the test set";
        return TimesAssessed == 1
            ? $"{use}, for the first time"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{use}, {TimesAssessed:N0} times by now: choices made between the times make the figures optimistic");
    }

    private string Duplicates() => DuplicateRows == 0
        ? "None of them occurs on another side of the split"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{DuplicateRows:N0} of them also {Occur} on another side of the split, which makes the figures optimistic");

    private string Occur => DuplicateRows == 1 ? "occurs" : "occur";
}
