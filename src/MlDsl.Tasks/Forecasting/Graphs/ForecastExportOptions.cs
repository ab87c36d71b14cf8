namespace MlDsl;

/// <summary>How a forecast leaves as ONNX.</summary>
public sealed record ForecastExportOptions
{
    /// <summary>The defaults.</summary>
    public static ForecastExportOptions Default { get; } = new();

    /// <summary>
    /// How many values of a history the graph takes: the latest of them. 0 for as many as decide a forecast, so that longer ones say nothing more; fewer where histories are shorter, which forecasts as the
    /// model does of such a history.
    /// </summary>
    public int History { get; init; }

    /// <summary>Whether the ends of the intervals are outputs, for which the graph takes the size of each series' errors.</summary>
    public bool Intervals { get; init; }

    /// <summary>What stands for a missing value of a feature that is known ahead, where its type has no NaN.</summary>
    public ExportNulls Nulls { get; init; }

    /// <summary>Whether operators that only ONNX Runtime has may be used: <c>com.microsoft.MurmurHash3</c>, for hashed categories. Without, they are refused.</summary>
    public bool AllowContribOperators { get; init; }

    /// <summary>What else the file says of the model, under <c>mldsl.KEY</c> in its metadata.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new Dictionary<string, string>();
}
