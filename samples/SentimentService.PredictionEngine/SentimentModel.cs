using Microsoft.ML;

namespace SentimentService;

/// <summary>The model as a service of ML.NET holds it: an engine that is made at the first question, and that one caller at a time may use.</summary>
public static class SentimentModel
{
    private static readonly Lazy<PredictionEngine<ModelInput, ModelOutput>> Engine = new(static () =>
    {
        var context = new MLContext();
        ITransformer model = context.Model.Load(Path.Combine(AppContext.BaseDirectory, "Models", "sentiment.zip"), out _);
        return context.Model.CreatePredictionEngine<ModelInput, ModelOutput>(model);
    });

    public static ModelOutput Predict(ModelInput input)
    {
        lock (Engine) return Engine.Value.Predict(input);
    }
}
