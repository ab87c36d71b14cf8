namespace MlDsl;

/// <summary>Sees the rows that a service answers, with what the model said of them; monitoring is one. A service calls every one that is registered.</summary>
/// <remarks>Called on the threads of requests, many at a time, once their rows are computed. What it throws is logged once of a generation and changes no answer.</remarks>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TInput">What is known when a prediction is asked for.</typeparam>
/// <typeparam name="TOutput">What is said of one row.</typeparam>
public interface IPredictionObserver<in TModel, TInput, TOutput> where TModel : class
{
    /// <summary>Is shown a model before it answers: when the service begins, and of every file that comes later. What it throws refuses the file, and the service goes on with the model that it has.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="NotSupportedException">The model is none that can be observed; the message says why and what to do.</exception>
    void Admit(TModel model)
    {
        // Whoever counts what comes takes any model.
    }

    /// <summary>Takes rows that were answered. What the spans hold is gone when it returns.</summary>
    /// <param name="model">What answered: another object after each reload.</param>
    /// <param name="inputs">The rows.</param>
    /// <param name="outputs">What was said of each.</param>
    void Observe(TModel model, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TOutput> outputs);
}
