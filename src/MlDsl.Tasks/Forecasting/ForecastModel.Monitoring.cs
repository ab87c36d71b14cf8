using MlDsl.Forecasting;

namespace MlDsl.Training;

// What a service compares with training, and what came of forecasts. It is no ISampledModel: the next request has most of this one's history, and often its rows ahead.
public abstract partial class ForecastModel<TModel, TRow, TInput> : IObservedModel<ForecastRequest<TRow>, ForecastAnswer<TRow>>
{
    /// <summary>
    /// What the model was calibrated on and what its series were like, with which a service compares what it sees; null where <see cref="TrainingControl.Reference"/> was off, and of older files.
    /// </summary>
    public ForecastReference? Reference => state.Parts.Reference;

    /// <summary>What happened at steps of the series, for a store of forecasts that finds by them what was forecast.</summary>
    /// <param name="rows">Rows with their labels, of series and steps that are forecast or of others, in any order.</param>
    /// <param name="known">When the label of a row was known.</param>
    /// <exception cref="SeriesException">Enumerating throws it: a value is no finite number, or a time lies between steps; the message names the row.</exception>
    public IEnumerable<SeriesOutcome> Outcomes(IEnumerable<TRow> rows, Func<TRow, DateTimeOffset> known)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(known);
        return rows.Select((row, number) => new SeriesOutcome(TRow.GroupOf(row), SeriesRows<TRow, TInput>.StepTimeOf(row, number, state.Parts.Clock), TRow.LabelOf(row), known(row)));
    }

    ReferenceProfile? IObservedModel<ForecastRequest<TRow>, ForecastAnswer<TRow>>.Reference => Reference?.Requests;

    ProfileCells? IObservedModel<ForecastRequest<TRow>, ForecastAnswer<TRow>>.NewCells() => Reference is { } reference ? new ProfileCells(reference.Requests, TRow.Schema.Inputs) : null;

    // A row is a step that was forecast: its row ahead, where the model takes features, and what its series is like.
    long IObservedModel<ForecastRequest<TRow>, ForecastAnswer<TRow>>.Count(ProfileCells cells, ReadOnlySpan<ForecastRequest<TRow>> inputs, ReadOnlySpan<ForecastAnswer<TRow>> outputs, Span<long> counts)
    {
        ProfileBlock block = ProfileBlock.OfThread(cells.Layout);
        // What may throw comes before anything is counted.
        if (cells.Layout.Columns.Length > 0)
            foreach (ForecastRequest<TRow> input in inputs) CountAhead(cells, block, input.Ahead, []);
        long rows = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (cells.Layout.Columns.Length > 0) CountAhead(cells, block, inputs[i].Ahead, counts);
            IReadOnlyList<SeriesForecast<TRow>> forecasts = outputs[i].Forecasts;
            for (int k = 0; k < forecasts.Count; k++)
            {
                int steps = forecasts[k].Steps.Count, most = Math.Min(steps, ProfileBlock.MostRows);
                block.SaidNumbers.AsSpan(0, most).Fill(forecasts[k].Origin.Moved);
                block.SaidNames.AsSpan(0, most).Fill(forecasts[k].Origin.Like ?? "");
                for (int step = 0; step < steps; step += most) cells.CountScores(block, Math.Min(most, steps - step), counts);
                rows += steps;
            }
        }
        block.Forget(cells.Layout, ProfileBlock.MostRows);
        return rows;
    }

    private static void CountAhead(ProfileCells cells, ProfileBlock block, IReadOnlyList<TRow>? ahead, Span<long> counts)
    {
        for (int from = 0, count; from < ahead?.Count; from += count)
        {
            count = Math.Min(ProfileBlock.MostRows, ahead.Count - from);
            try
            {
                for (int i = 0; i < count; i++)
                {
                    TInput input = TRow.InputOf(ahead[from + i]);
                    ProfiledRow written = cells.Layout.To(block, i);
                    TRow.VisitInput(in input, ref written);
                }
                if (!counts.IsEmpty) cells.CountRows(block, count, counts);
            }
            finally
            {
                block.Forget(cells.Layout, count);
            }
        }
    }

    private SeriesOrigin OriginOf(SeriesRows<TRow, TInput> rows, int series)
    {
        ReadOnlySpan<double> history = rows.Values(series);
        LagShape shape = state.Parts.Shape;
        ulong key = rows.Key(series);
        return new(
            key, rows.TimeOf(series, history.Length - 1).Ticks, state.Parts.Clock.CountsSteps, Seasonality.Scale(history, shape.Season), Reference?.Id ?? 0,
            Reference?.Moved(key, shape.Units(history).Level) ?? float.NaN, Reference?.Like(key, history.Length, rows.FilledOf(series, history.Length), shape.Reach));
    }
}
