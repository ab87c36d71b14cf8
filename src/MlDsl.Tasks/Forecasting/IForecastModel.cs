using System.ComponentModel;
using MlDsl.Forecasting;

namespace MlDsl.Training;

/// <summary>What the declaration of a forecast says. Generated code makes one per model type.</summary>
/// <param name="Name">The model's name in files and reports.</param>
/// <param name="Version">Its version.</param>
/// <param name="Trainer">The trainer with its options, unless <c>Fit</c> is given another.</param>
/// <param name="Horizon">The most steps that are forecast at once.</param>
/// <param name="Series">What the series are like.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ForecastDefinition(string Name, string Version, TrainerOptions Trainer, int Horizon, SeriesOptions Series)
{
    /// <summary>The task's name in files and reports.</summary>
    internal const string Task = "Forecast";

    /// <inheritdoc cref="ModelAttribute{TRow, TTask}.AllowContribOperators"/>
    public bool AllowContribOperators { get; init; }
}

/// <summary>A generated forecast: its definition and the only way to make an instance.</summary>
/// <typeparam name="TModel">The model type itself.</typeparam>
/// <typeparam name="TInput">What is known of a step before it happens.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IForecastModel<TModel, TInput> where TModel : class, IForecastModel<TModel, TInput> where TInput : struct
{
    /// <summary>What the declaration says.</summary>
    static abstract ForecastDefinition Definition { get; }

    /// <summary>The model of <paramref name="state"/>.</summary>
    static abstract TModel Create(ForecastState<TInput> state);
}

/// <summary>Everything that a fitted forecast is. Immutable.</summary>
/// <typeparam name="TInput">What is known of a step before it happens.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ForecastState<TInput> where TInput : struct
{
    internal ForecastState(IFeatureMap<TInput> features, ForecastParts parts) => (Features, Parts) = (features, parts);

    internal IFeatureMap<TInput> Features { get; }

    internal ForecastParts Parts { get; }

    internal SeriesPredictor Predictor => Parts.Predictor is { } predictor ? new PooledPredictor(predictor, Parts.Shape) : new LocalPredictor(Parts.Method!, Parts.Shape.Season);
}

/// <summary>What the file of a forecast holds, one to one.</summary>
/// <param name="Plan">From what is known of a step to its features.</param>
/// <param name="Predictor">From features and lags to scores; null for a method that looks at one series alone.</param>
/// <param name="Method">That method; null for a pooled model.</param>
/// <param name="Shape">What is seen of a history.</param>
/// <param name="Clock">How steps are numbered.</param>
/// <param name="Gaps">What a step without a row is.</param>
/// <param name="Errors">The errors that the model makes.</param>
/// <param name="Card">Where it comes from.</param>
/// <param name="Evaluations">What it was measured at.</param>
internal sealed record ForecastParts(
    FeaturePlan Plan, Predictor? Predictor, SeriesTrainerOptions? Method, LagShape Shape, StepClock Clock, Gaps Gaps, Calibrated Errors, ModelCard Card, IReadOnlyList<EvaluationRecord> Evaluations)
{
    /// <summary>What a service compares what it sees with; null where there is none.</summary>
    public ForecastReference? Reference { get; init; }

    /// <summary>How rows become series.</summary>
    public SeriesOptions Series => new() { Gaps = Gaps };
}
