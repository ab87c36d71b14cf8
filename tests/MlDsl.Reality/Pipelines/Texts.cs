using Microsoft.ML;
using Microsoft.ML.Transforms.Text;

namespace MlDsl.Reality.Pipelines;

/// <summary>Sentences.</summary>
internal static class Texts
{
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Pipeline.Texts("normalized-text", static ml => ml.Transforms.Text.NormalizeText("Lower", "Text").Append(ml.Transforms.Text.NormalizeText("Upper", "Title", TextNormalizingEstimator.CaseMode.Upper, keepDiacritics: true))),
        Pipeline.Texts("words-as-one-hash", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Conversion.Hash(new Microsoft.ML.Transforms.HashingEstimator.ColumnOptions("Hash", "Words", numberOfBits: 14, combine: true)))),
        Pipeline.Texts("words-with-places", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Conversion.Hash(new Microsoft.ML.Transforms.HashingEstimator.ColumnOptions("Keys", "Words", numberOfBits: 8, useOrderedHashing: true))).Append(ml.Transforms.Text.ProduceHashedNgrams("Grams", "Keys", numberOfBits: 7))),
        Pipeline.Texts("word-counts", static ml => ml.Transforms.Text.NormalizeText("Lower", "Text").Append(ml.Transforms.Text.TokenizeIntoWords("Words", "Lower")).Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words")).Append(ml.Transforms.Conversion.MapKeyToVector("Counts", "Keys", outputCountVector: true))),
        Pipeline.Texts("words", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text")),
        Pipeline.Texts("characters", static ml => ml.Transforms.Text.TokenizeIntoCharactersAsKeys("Characters", "Text")),
        Pipeline.Texts("n-grams", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words")).Append(ml.Transforms.Text.ProduceNgrams("Grams", "Keys"))),
        Pipeline.Texts("n-grams-tf-idf", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words")).Append(ml.Transforms.Text.ProduceNgrams("Grams", "Keys", ngramLength: 3, weighting: NgramExtractingEstimator.WeightingCriteria.TfIdf))),
        Pipeline.Texts("n-grams-perceptron", static ml => ml.Transforms.Text.NormalizeText("Lower", "Text").Append(ml.Transforms.Text.TokenizeIntoWords("Words", "Lower")).Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words"))
            .Append(ml.Transforms.Text.ProduceNgrams("Features", "Keys")).Append(ml.BinaryClassification.Trainers.AveragedPerceptron("Positive"))),
        Pipeline.Texts("word-bags", static ml => ml.Transforms.Text.ProduceWordBags("Bags", "Text")),
        Pipeline.Texts("featurized", static ml => ml.Transforms.Text.FeaturizeText("Features", "Text").Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression("Positive"))),
        Pipeline.Texts("stop-words", static ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Text.RemoveStopWords("Left", "Words", "the", "a"))),
        Stopped("stop-words-n-grams", static (ml, left, words) => ml.Transforms.Text.RemoveStopWords(left, words, "the", "WAS", "naïve", "straße")),
        .. Enum.GetValues<StopWordsRemovingEstimator.Language>().Select(static language => Stopped($"stop-words-{language}", (ml, left, words) => ml.Transforms.Text.RemoveDefaultStopWords(left, words, language))),
        Pipeline.Texts("featurized-without-stop-words", static ml => ml.Transforms.Text.FeaturizeText("Features", new TextFeaturizingEstimator.Options { StopWordsRemoverOptions = new StopWordsRemovingEstimator.Options(), CharFeatureExtractor = null }, "Text", "Title").Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression("Positive"))),
        Hashed("hashed-n-grams", static ml => ml.Transforms.Text.ProduceHashedNgrams("Grams", "Keys", numberOfBits: 8)),
        Hashed("hashed-n-grams-plain", static ml => ml.Transforms.Text.ProduceHashedNgrams("Grams", "Keys", numberOfBits: 6, ngramLength: 1, useOrderedHashing: false)),
        Hashed("hashed-n-grams-longest", static ml => ml.Transforms.Text.ProduceHashedNgrams("Grams", "Keys", numberOfBits: 7, ngramLength: 3, skipLength: 2, useAllLengths: false, seed: 7, useOrderedHashing: false)),
        Hashed("hashed-n-grams-two-columns", static ml => ml.Transforms.Text.ProduceHashedNgrams("Grams", ["Keys", "TitleKeys"], numberOfBits: 7, skipLength: 1, rehashUnigrams: true)),
        Pipeline.Texts("hashed-word-bags", static ml => ml.Transforms.Text.ProduceHashedWordBags("Bags", "Text", numberOfBits: 8)),
        Pipeline.Texts("hashed-characters", static ml => ml.Transforms.Text.TokenizeIntoCharactersAsKeys("Characters", "Text").Append(ml.Transforms.Text.ProduceHashedNgrams("Grams", "Characters", numberOfBits: 9, ngramLength: 3))),
    ];

    private static Pipeline Stopped(string name, Func<MLContext, string, string, IEstimator<ITransformer>> remover) => Pipeline.Texts(
        name,
        ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(remover(ml, "Left", "Words")).Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Left")).Append(ml.Transforms.Text.ProduceNgrams("Grams", "Keys")));

    private static Pipeline Hashed(string name, Func<MLContext, IEstimator<ITransformer>> grams) => Pipeline.Texts(
        name,
        ml => ml.Transforms.Text.TokenizeIntoWords("Words", "Text").Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words", maximumNumberOfKeys: 9))
            .Append(ml.Transforms.Text.TokenizeIntoWords("TitleWords", "Title")).Append(ml.Transforms.Conversion.MapValueToKey("TitleKeys", "TitleWords")).Append(grams(ml)).Append(ml.Transforms.SelectColumns("Grams")));
}
