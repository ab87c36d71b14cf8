using MlDsl;

namespace SentimentService;

/// <summary>The same model as a class: the file is checked while compiling and becomes C#; the types of the service stay.</summary>
[MlNetModel("Models/sentiment.zip")]
public sealed partial class Sentiment : IScorer<ModelInput, ModelOutput>;
