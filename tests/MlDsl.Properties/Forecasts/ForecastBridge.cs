namespace MlDsl.Properties.Forecasts;

/// <summary>What a forecast says of a step.</summary>
public readonly record struct ToldStep(double Value, double Low, double High);

/// <summary>What a made-up assembly gives of one of its forecasts; written beside it, because reflection would not call it as users do. Rows are the values of the properties, in the order of declaration.</summary>
public abstract class ForecastBridge
{
    /// <summary>From what is known of a step to its features.</summary>
    public abstract FeaturePlan Plan { get; }

    /// <summary>From features and lags to scores; null for a method that looks at one series alone.</summary>
    public abstract Predictor? Predictor { get; }

    /// <summary>Fits the model to rows.</summary>
    public abstract void Fit(IReadOnlyList<object?[]> rows);

    /// <summary>Writes the model's file.</summary>
    public abstract void Save(Stream file);

    /// <summary>Goes on with the model that a file holds.</summary>
    public abstract void Load(Stream file);

    /// <summary>Writes the model as ONNX.</summary>
    public abstract byte[] Export(ForecastExportOptions options);

    /// <summary>Forecasts one series.</summary>
    /// <param name="history">Its rows.</param>
    /// <param name="ahead">A row for each step where the model takes features of steps.</param>
    public abstract IReadOnlyList<ToldStep> Forecast(IEnumerable<object?[]> history, IEnumerable<object?[]> ahead);

    /// <summary>What the exported graph is fed of one series.</summary>
    public abstract (IReadOnlyList<float> Values, float Scale) HistoryOf(IEnumerable<object?[]> history, ForecastExportOptions options);
}
