using Microsoft.ML;
using Microsoft.ML.Transforms.Text;

namespace MlDsl.Reality.Pipelines;

/// <summary>Sentences.</summary>
internal static class Texts
{
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Pipeline.Texts("normalized-text", static ml => ml.Transforms.Text.NormalizeText("Lower", "Text").Append(ml.Transforms.Text.NormalizeText("Upper", "Title", TextNormalizingEstimator.CaseMode.Upper, keepDiacritics: true))),
        Pipeline.Texts("words", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text")),
        Pipeline.Texts("characters", static ml => ml.Transforms.Text.TokenizeIntoCharactersAsKeys("Characters", "Text")),
        Pipeline.Texts("n-grams", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words")).Append(ml.Transforms.Text.ProduceNgrams("Grams", "Keys"))),
        Pipeline.Texts("n-grams-tf-idf", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words")).Append(ml.Transforms.Text.ProduceNgrams("Grams", "Keys", ngramLength: 3, weighting: NgramExtractingEstimator.WeightingCriteria.TfIdf))),
        Pipeline.Texts("n-grams-perceptron", static ml => ml.Transforms.Text.NormalizeText("Lower", "Text").Append(ml.Transforms.Text.TokenizeIntoWords("Words", "Lower")).Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words"))
            .Append(ml.Transforms.Text.ProduceNgrams("Features", "Keys")).Append(ml.BinaryClassification.Trainers.AveragedPerceptron("Positive"))),
        Pipeline.Texts("word-bags", static ml => ml.Transforms.Text.ProduceWordBags("Bags", "Text")),
        Pipeline.Texts("featurized", static ml => ml.Transforms.Text.FeaturizeText("Features", "Text").Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression("Positive"))),
        Pipeline.Texts("stop-words", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Text.RemoveStopWords("Left", "Words", "the", "a"))),
    ];
}
