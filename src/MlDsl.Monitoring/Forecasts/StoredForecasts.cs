using MlDsl.Training;

namespace MlDsl.Monitoring.Forecasts;

/// <summary>Remembers what a served forecast answers.</summary>
internal sealed class StoredForecasts<TModel, TInput, TOutput>(ForecastStore store, TimeProvider clock) : IPredictionObserver<TModel, TInput, TOutput> where TModel : class
{
    public void Observe(TModel model, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs)
    {
        List<ISeriesForecast> all = [];
        foreach (TOutput output in outputs) all.AddRange(((IForecastAnswer)output!).All);
        store.Log(all, clock.GetUtcNow());
    }
}
