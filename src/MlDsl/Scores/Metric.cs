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
    /// <summary>The name of <c>ROC-AUC</c> among the metrics of its task.</summary>
    public const string RocAuc = "ROC-AUC";

    /// <summary>The name of <c>PR-AUC</c> among the metrics of its task.</summary>
    public const string PrAuc = "PR-AUC";

    /// <summary>The name of <c>log-loss</c> among the metrics of its task.</summary>
    public const string LogLoss = "log-loss";

    /// <summary>The name of <c>Brier</c> among the metrics of its task.</summary>
    public const string Brier = "Brier";

    /// <summary>The name of <c>ECE</c> among the metrics of its task.</summary>
    public const string Ece = "ECE";

    /// <summary>The name of <c>accuracy</c> among the metrics of its task.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>The name of <c>precision</c> among the metrics of its task.</summary>
    public const string Precision = "precision";

    /// <summary>The name of <c>recall</c> among the metrics of its task.</summary>
    public const string Recall = "recall";

    /// <summary>The name of <c>F1</c> among the metrics of its task.</summary>
    public const string F1 = "F1";

    /// <summary>The name of <c>RMSE</c> among the metrics of its task.</summary>
    public const string Rmse = "RMSE";

    /// <summary>The name of <c>MAE</c> among the metrics of its task.</summary>
    public const string Mae = "MAE";

    /// <summary>The name of <c>R²</c> among the metrics of its task.</summary>
    public const string RSquared = "R²";

    /// <summary>The name of <c>MAPE</c> among the metrics of its task.</summary>
    public const string Mape = "MAPE";

    /// <summary>The name of <c>Poisson deviance</c> among the metrics of its task.</summary>
    public const string PoissonDeviance = "Poisson deviance";

    /// <summary>The name of <c>coverage</c> among the metrics of its task.</summary>
    public const string Coverage = "coverage";

    /// <summary>The name of <c>interval width</c> among the metrics of its task.</summary>
    public const string IntervalWidth = "interval width";

    /// <summary>The name of <c>micro accuracy</c> among the metrics of its task.</summary>
    public const string MicroAccuracy = "micro accuracy";

    /// <summary>The name of <c>macro accuracy</c> among the metrics of its task.</summary>
    public const string MacroAccuracy = "macro accuracy";

    /// <summary>The name of <c>micro F1</c> among the metrics of its task.</summary>
    public const string MicroF1 = "micro F1";

    /// <summary>The name of <c>macro F1</c> among the metrics of its task.</summary>
    public const string MacroF1 = "macro F1";

    /// <summary>The name of <c>NDCG</c> among the metrics of its task.</summary>
    public const string Ndcg = "NDCG";

    /// <summary>The name of <c>MAP</c> among the metrics of its task.</summary>
    public const string Map = "MAP";

    /// <summary>The name of <c>MRR</c> among the metrics of its task.</summary>
    public const string Mrr = "MRR";

    /// <summary>How long a prediction takes, in microseconds: no metric of a task, but something that may be required.</summary>
    public const string Latency = "latency";

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
