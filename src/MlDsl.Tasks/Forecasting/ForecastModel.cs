using System.ComponentModel;
using MlDsl.Forecasting;

namespace MlDsl.Training;

/// <summary>A fitted forecast of one series or of thousands. Immutable but for its list of evaluations; safe for any number of threads.</summary>
/// <remarks>
/// A method that looks at one series alone (<see cref="SeasonalNaiveAttribute"/>, <see cref="ThetaAttribute"/>, <see cref="EtsAttribute"/>) is computed anew of each history. Any trainer of
/// numbers makes a pooled model: it learns from lags of all series at once, each in units of its own level and spread, and from the features of each step.
/// </remarks>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row.</typeparam>
/// <typeparam name="TInput">What is known of a step before it happens.</typeparam>
public abstract partial class ForecastModel<TModel, TRow, TInput>
    where TModel : ForecastModel<TModel, TRow, TInput>, IForecastModel<TModel, TInput>
    where TRow : IFeatureRow<TRow, TInput>, ILabeledRow<TRow, float>, IRowsInTime
    where TInput : struct
{
    private readonly ForecastState<TInput> state;
    private readonly SeriesPredictor predictor;
    private EvaluationRecord[] evaluations;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ForecastModel(ForecastState<TInput> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (this.state, predictor, evaluations) = (state, state.Predictor, [.. state.Parts.Evaluations]);
    }

    /// <summary>Where the model comes from.</summary>
    public ModelCard Card => state.Parts.Card;

    /// <summary>From what is known of a step to its features; of width 0 where rows have none.</summary>
    public FeaturePlan Plan => state.Parts.Plan;

    /// <summary>From the features of a step and the lags of its history to a score; null for a method that looks at one series alone.</summary>
    public Predictor? Predictor => state.Parts.Predictor;

    /// <summary>The most steps that are forecast at once.</summary>
    public int Horizon => state.Parts.Shape.Horizon;

    /// <summary>The steps of a season; 1 for none.</summary>
    public int Season => state.Parts.Shape.Season;

    /// <summary>The names of what <see cref="Predictor"/> takes: the features of the step, then the lags of the values, and those of past covariates.</summary>
    public IReadOnlyList<string> FeatureNames => state.Parts.Predictor is null ? [] : [.. Plan.FeatureNames, .. state.Parts.Shape.Names()];

    /// <summary>The columns whose values up to the origin are seen.</summary>
    internal IReadOnlyList<PastCovariate> PastCovariates => [.. state.Parts.Shape.Covariates.Select(static c => c.Covariate)];

    /// <summary>The evaluations and assessments of the model, in the order they were made; they are kept in its file.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations => ValueList.Of(Volatile.Read(ref evaluations));

    /// <summary>Forecasts <see cref="Horizon"/> steps behind the history of every series in it.</summary>
    /// <inheritdoc cref="Forecast(IEnumerable{TRow}, int)"/>
    public IReadOnlyList<SeriesForecast<TRow>> Forecast(IEnumerable<TRow> history) => Forecast(history, Horizon);

    /// <summary>Forecasts the steps behind the history of every series in it.</summary>
    /// <param name="history">Rows of one series or of many, in any order.</param>
    /// <param name="horizon">The number of steps, 1 to <see cref="Horizon"/>.</param>
    /// <returns>One for each series, in the order in which their first rows come.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is longer than the model's, or below 1.</exception>
    /// <exception cref="SeriesException">A history is too short or has a gap, or the model takes features of the steps to forecast; the message names the row and the way out.</exception>
    public IReadOnlyList<SeriesForecast<TRow>> Forecast(IEnumerable<TRow> history, int horizon) => Forecast(history, horizon, first: 0);

    private SeriesForecast<TRow>[] Forecast(IEnumerable<TRow> history, int horizon, long first)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (horizon < 1 || horizon > Horizon)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"the model forecasts 1 to {Horizon} steps; fit one that is declared with a longer Horizon");
        SeriesRows<TRow, TInput> rows = RowsOf(Numbered(history, first));
        if (rows.CovariateWidth > 0)
            throw new SeriesException($"The model takes features of the steps that it forecasts ({string.Join(", ", Plan.Columns.Select(static c => c.Member))}); give their rows: Forecast(history, ahead)");
        var steps = new int[rows.Count];
        Array.Fill(steps, horizon);
        return ForecastAll(rows, steps);
    }

    /// <summary>Forecasts steps whose features are known ahead.</summary>
    /// <param name="history">Rows of one series or of many, in any order.</param>
    /// <param name="ahead">A row for each step to forecast, 1 to <see cref="Horizon"/> of each series behind its history; their labels are not read.</param>
    /// <returns>One for each series, in the order in which their first rows come.</returns>
    /// <exception cref="SeriesException">A history is too short or has a gap, or a step has no row; the message names the row and the way out.</exception>
    public IReadOnlyList<SeriesForecast<TRow>> Forecast(IEnumerable<TRow> history, IEnumerable<TRow> ahead) => Forecast(history, ahead, first: 0);

    private SeriesForecast<TRow>[] Forecast(IEnumerable<TRow> history, IEnumerable<TRow> ahead, long first)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(ahead);
        SeriesRows<TRow, TInput> rows = RowsOf(Numbered(history, first));
        int[] steps = rows.Know(ahead, first);
        if (Array.Find(steps, count => count > Horizon) is > 0 and var count)
            throw new SeriesException($"There are {count} steps of a series to forecast, and the model forecasts 1 to {Horizon}; fit one that is declared with a longer Horizon");
        return ForecastAll(rows, steps);
    }

    private SeriesForecast<TRow>[] ForecastAll(SeriesRows<TRow, TInput> rows, int[] steps)
    {
        ForecastParts parts = state.Parts;
        var forecasts = new SeriesForecast<TRow>[rows.Count];
        for (int i = 0; i < forecasts.Length; i++)
        {
            int length = rows.Values(i).Length;
            if (length < predictor.Least)
                throw new SeriesException($"The series whose last row is {rows.NumberOf(i) + 1} has {length} {(length == 1 ? "value" : "values")}, and {Card.Trainer} forecasts from {predictor.Least} on; give a longer history, or use [SeasonalNaive] for it");
            double[] points = new double[steps[i]], quantiles = new double[steps[i] * parts.Errors.Levels.Count];
            predictor.Forecast(rows, i, length, points);
            parts.Errors.Around(points, parts.Errors.Unit(rows.Key(i), rows.Values(i), Season), quantiles);
            var told = new ForecastStep[points.Length];
            for (int step = 0; step < told.Length; step++)
            {
                ReadOnlySpan<double> own = quantiles.AsSpan(step * parts.Errors.Levels.Count, parts.Errors.Levels.Count);
                told[step] = new ForecastStep(rows.TimeOf(i, length + step), points[step], own[parts.Errors.Levels.Low], own[parts.Errors.Levels.High]) { Number = rows.NumberOf(i, length + step) };
            }
            forecasts[i] = new SeriesForecast<TRow>(rows.LastOf(i), OriginOf(rows, i), ValueList.Of(told), quantiles, parts.Errors.Levels);
        }
        return forecasts;
    }

    private SeriesRows<TRow, TInput> RowsOf(IEnumerable<(TRow Row, long Number)> rows) =>
        SeriesRows<TRow, TInput>.Of(rows, state.Parts.Series, state.Parts.Clock, state.Parts.Predictor is null ? null : state.Features, PastCovariates);

    private static IEnumerable<(TRow Row, long Number)> Numbered(IEnumerable<TRow> rows, long first) => rows.Select((row, number) => (row, first + number));

    private static IEnumerable<(TRow Row, long Number)> Numbered(IEnumerable<RowBatch<TRow>> batches)
    {
        foreach (RowBatch<TRow> batch in batches)
            for (int i = 0; i < batch.Count; i++) yield return (batch[i], batch.Number(i));
    }
}
