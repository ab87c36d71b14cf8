using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;

namespace MlDsl.Reality.Pipelines;

/// <summary>Pipelines whose transforms, trainers and options are drawn: always the same ones for one count.</summary>
internal static class Drawn
{
    private const int Count = 64;

    public static IReadOnlyList<Pipeline> All { get; } = [.. Enumerable.Range(0, Count).Select(Of)];

    // Options are drawn when a pipeline is built, from its own seed: whoever builds it again gets the same.
    private static Pipeline Of(int number)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"drawn-{number:00}");
        return (number % 4) switch
        {
            0 => Pipeline.Numbers(name, ml => Numbers(ml, new Random(number)).Append(Regression(ml, number / 4, new Random(~number)))),
            1 => Pipeline.Numbers(name, ml => Numbers(ml, new Random(number)).Append(Binary(ml, number / 4, "Positive", new Random(~number)))),
            2 => number % 8 == 2 ? Pipeline.Categories(name, ml => Categories(ml, new Random(number)).Append(Binary(ml, number / 8, "Positive", new Random(~number)))) : Pipeline.Numbers(name, ml => Classes(ml, number / 8, new Random(number))),
            _ => Pipeline.Texts(name, ml => Texts(ml, new Random(number)).Append(Binary(ml, number % 8 == 3 ? number : 0, "Positive", new Random(~number)))),
        };
    }

    private static IEstimator<ITransformer> Numbers(MLContext ml, Random random)
    {
        var mode = (MissingValueReplacingEstimator.ReplacementMode)random.Next(4);
        bool fixZero = random.Next(2) == 0;
        int bins = 2 + random.Next(40);
        var filled = ml.Transforms.ReplaceMissingValues("Filled", "Missing", mode).Append(ml.Transforms.ReplaceMissingValues("C1", "C", mode)).Append(ml.Transforms.IndicateMissingValues("IsMissing", "Missing"))
            .Append(ml.Transforms.Conversion.ConvertType([new("IsMissing1", "IsMissing"), new("Flag1", "Flag")])).Append(ml.Transforms.Concatenate("Raw", "A", "B", "C1", "Filled", "Vector", "IsMissing1", "Flag1"));

        // Scaling by quantiles makes no numbers of what is nearly always the same, and so does a normal distribution.
        var plain = filled.Append(ml.Transforms.Concatenate("Raw", "A", "B", "C1", "Filled"));
        return random.Next(9) switch
        {
            0 => filled.Append(ml.Transforms.NormalizeMinMax("Features", "Raw", fixZero: fixZero)),
            1 => filled.Append(ml.Transforms.NormalizeMeanVariance("Features", "Raw", fixZero: fixZero)),
            2 => plain.Append(ml.Transforms.NormalizeMeanVariance("Features", "Raw", useCdf: true)),
            3 => filled.Append(ml.Transforms.NormalizeBinning("Features", "Raw", maximumBinCount: bins, fixZero: fixZero)),
            4 => filled.Append(ml.Transforms.NormalizeSupervisedBinning("Features", "Raw", "Positive", maximumBinCount: bins, fixZero: fixZero)),
            5 => plain.Append(ml.Transforms.NormalizeRobustScaling("Features", "Raw", centerData: fixZero)),
            6 => filled.Append(ml.Transforms.NormalizeLpNorm("Features", "Raw", (LpNormNormalizingEstimatorBase.NormFunction)random.Next(4), fixZero)),
            7 => filled.Append(ml.Transforms.ProjectToPrincipalComponents("Features", "Raw", rank: 2 + random.Next(5), ensureZeroMean: fixZero, seed: 1)),
            _ => filled.Append(ml.Transforms.NormalizeGlobalContrast("Features", "Raw", fixZero, random.Next(2) == 0, 0.5f + random.Next(3))),
        };
    }

    private static EstimatorChain<ColumnConcatenatingTransformer> Categories(MLContext ml, Random random)
    {
        var kind = (OneHotEncodingEstimator.OutputKind)(1 + random.Next(2));
        var conversion = ml.Transforms.Conversion;
        IEstimator<ITransformer> port = random.Next(7) switch
        {
            0 => ml.Transforms.Categorical.OneHotEncoding("PortCode", "Port", kind, maximumNumberOfKeys: 3 + random.Next(8)),
            1 => ml.Transforms.Categorical.OneHotHashEncoding("PortCode", "Port", kind, numberOfBits: 3 + random.Next(6)),
            2 => conversion.Hash(new HashingEstimator.ColumnOptions("PortKey", "Tags", 3 + random.Next(6), (uint)random.Next(), combine: true)).Append(conversion.MapKeyToVector("PortCode", "PortKey")),
            3 => ml.Transforms.Text.NormalizeText("Plain", "Port", keepNumbers: random.Next(2) == 0).Append(ml.Transforms.Categorical.OneHotEncoding("PortCode", "Plain", kind)),
            4 => conversion.MapValueToKey("TagKey", "Tags").Append(ml.Transforms.Text.ProduceNgrams("PortCode", "TagKey", 1 + random.Next(3), weighting: (NgramExtractingEstimator.WeightingCriteria)random.Next(3))),
            5 => ml.Transforms.Text.TokenizeIntoWords("Words", "Region").Append(conversion.Hash(new HashingEstimator.ColumnOptions("WordKey", "Words", 4, (uint)random.Next(), combine: true))).Append(conversion.MapKeyToBinaryVector("WordBits", "WordKey")).Append(ml.Transforms.Text.ProduceHashedWordBags("PortCode", "Port", 3 + random.Next(5), 2, useAllLengths: random.Next(2) == 0)),
            _ => ml.Transforms.Categorical.OneHotEncoding("PortCode", "Port", OneHotEncodingEstimator.OutputKind.Binary),
        };
        return port.Append(ml.Transforms.Categorical.OneHotEncoding("RegionCode", "Region", kind)).Append(ml.Transforms.Categorical.OneHotEncoding("TagCode", "Tags", kind))
            .Append(ml.Transforms.Concatenate("Features", "PortCode", "RegionCode", "TagCode", "Number"));
    }

    private static IEstimator<ITransformer> Texts(MLContext ml, Random random)
    {
        int length = 1 + random.Next(3), skips = length == 1 ? 0 : random.Next(3);
        var weighting = (NgramExtractingEstimator.WeightingCriteria)random.Next(3);
        IEstimator<ITransformer> words = ml.Transforms.Text.NormalizeText("Plain", "Text", (TextNormalizingEstimator.CaseMode)random.Next(3), random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0)
            .Append(ml.Transforms.Text.TokenizeIntoWords("Words", "Plain", random.Next(2) == 0 ? [' '] : [' ', ',', '.', '\'']));
        if (random.Next(2) == 0) words = words.Append(ml.Transforms.Text.RemoveDefaultStopWords("Words"));
        return random.Next(3) switch
        {
            0 => words.Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words")).Append(ml.Transforms.Text.ProduceNgrams("Features", "Keys", length, skips, random.Next(2) == 0, weighting: weighting)),
            1 => words.Append(ml.Transforms.Conversion.MapValueToKey("Keys", "Words")).Append(ml.Transforms.Text.ProduceHashedNgrams("Features", "Keys", 4 + random.Next(6), length, skips, random.Next(2) == 0, (uint)random.Next(), random.Next(2) == 0)),
            _ => ml.Transforms.Text.FeaturizeText("Features", new TextFeaturizingEstimator.Options
            {
                CaseMode = (TextNormalizingEstimator.CaseMode)random.Next(3),
                KeepDiacritics = random.Next(2) == 0,
                KeepPunctuations = random.Next(2) == 0,
                KeepNumbers = random.Next(2) == 0,
                Norm = (TextFeaturizingEstimator.NormFunction)random.Next(4),
                StopWordsRemoverOptions = random.Next(2) == 0 ? null : new StopWordsRemovingEstimator.Options(),
                WordFeatureExtractor = new WordBagEstimator.Options { NgramLength = length, SkipLength = skips, Weighting = weighting },
                CharFeatureExtractor = random.Next(2) == 0 ? null : new WordBagEstimator.Options { NgramLength = 3, UseAllLengths = random.Next(2) == 0 },
            }, "Text", "Title"),
        };
    }

    private static IEstimator<ITransformer> Regression(MLContext ml, int number, Random random) => (number % 8) switch
    {
        0 => ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { NumberOfThreads = 1, L2Regularization = 0.01f * (1 + random.Next(9)) }),
        1 => ml.Regression.Trainers.LbfgsPoissonRegression(new LbfgsPoissonRegressionTrainer.Options { NumberOfThreads = 1, LabelColumnName = "Count", L1Regularization = random.Next(3) }),
        2 => ml.Regression.Trainers.OnlineGradientDescent(learningRate: 0.01f * (1 + random.Next(9))),
        3 => ml.Regression.Trainers.FastTree(numberOfLeaves: 2 + random.Next(30), numberOfTrees: 1 + random.Next(40), learningRate: 0.05 * (1 + random.Next(9))),
        4 => ml.Regression.Trainers.FastForest(numberOfLeaves: 2 + random.Next(30), numberOfTrees: 1 + random.Next(40)),
        5 => ml.Regression.Trainers.FastTreeTweedie(new FastTreeTweedieTrainer.Options { LabelColumnName = "Count", NumberOfTrees = 1 + random.Next(30), Index = 1.1 + (0.1 * random.Next(8)) }),
        6 => ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options { NumberOfThreads = 1, NumberOfIterations = 1 + random.Next(40), NumberOfLeaves = 2 + random.Next(30), HandleMissingValue = random.Next(2) == 0, UseZeroAsMissingValue = random.Next(2) == 0 }),
        _ => ml.Regression.Trainers.Gam(numberOfIterations: 20 + random.Next(80), maximumBinCountPerFeature: 4 + random.Next(60)),
    };

    private static IEstimator<ITransformer> Binary(MLContext ml, int number, string label, Random random)
    {
        var trainers = ml.BinaryClassification.Trainers;
        return (number % 8) switch
        {
            0 => trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, LabelColumnName = label, L1Regularization = 0.1f * random.Next(4) }),
            1 => trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, LabelColumnName = label, L1Regularization = random.Next(3) }),
            2 => trainers.AveragedPerceptron(label, numberOfIterations: 1 + random.Next(9)).Append(ml.BinaryClassification.Calibrators.Isotonic(label)),
            3 => trainers.LinearSvm(label).Append(ml.BinaryClassification.Calibrators.Naive(label)),
            4 => trainers.FastTree(label, numberOfLeaves: 2 + random.Next(30), numberOfTrees: 1 + random.Next(30)),
            5 => trainers.LightGbm(new LightGbmBinaryTrainer.Options { NumberOfThreads = 1, LabelColumnName = label, NumberOfIterations = 1 + random.Next(30), Sigmoid = 0.5 * (1 + random.Next(3)) }),
            6 => trainers.FieldAwareFactorizationMachine(new FieldAwareFactorizationMachineTrainer.Options { FeatureColumnName = "Features", LabelColumnName = label, LatentDimension = 1 + random.Next(30), NormalizeFeatures = random.Next(2) == 0 }),
            _ => trainers.FastForest(label, numberOfLeaves: 2 + random.Next(30), numberOfTrees: 1 + random.Next(30)),
        };
    }

    private static EstimatorChain<KeyToValueMappingTransformer> Classes(MLContext ml, int number, Random random)
    {
        var trainers = ml.MulticlassClassification.Trainers;
        IEstimator<ITransformer> trainer = (number % 6) switch
        {
            0 => trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, L2Regularization = 0.01f * (1 + random.Next(9)) }),
            1 => trainers.NaiveBayes(),
            2 => trainers.PairwiseCoupling(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 1 + random.Next(10))),
            3 => trainers.LightGbm(new LightGbmMulticlassTrainer.Options { NumberOfThreads = 1, NumberOfIterations = 1 + random.Next(20), UseSoftmax = random.Next(2) == 0 }),
            4 => trainers.OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(numberOfIterations: 1 + random.Next(5))),
            _ => trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1, L1Regularization = random.Next(3) }),
        };
        return Numbers(ml, random).Append(ml.Transforms.Conversion.MapValueToKey("Label", "Class", keyOrdinality: (ValueToKeyMappingEstimator.KeyOrdinality)random.Next(2))).Append(trainer).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    }
}
