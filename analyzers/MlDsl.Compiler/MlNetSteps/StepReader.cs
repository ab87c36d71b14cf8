using System.Globalization;
using MlDsl.Compiler.MlNetFiles;

namespace MlDsl.Compiler.MlNetSteps;

/// <summary>Reads the chain of a model: each part by the name of its loader. A name is looked up here and nowhere else; no code of the file's runs.</summary>
internal static class StepReader
{
    // Each takes stack where columns are made of those before; models have some dozens.
    private const int MaxSteps = 1_000;

    private const string Remembers = "remembers the rows before";

    /// <summary>What needs other code than arithmetic, or remembers rows, with what to say of it.</summary>
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["CustomTransformer"] = "is a custom mapping, code of the service that the file only names",
        ["TensorFlowTransform"] = "runs TensorFlow",
        ["DnnTransform"] = "runs TensorFlow",
        ["OnnxTransform"] = "runs an ONNX model; give that model a class of its own, with [OnnxModel]",
        ["IidSpikeDetector"] = Remembers,
        ["IidChangePointDetector"] = Remembers,
        ["SsaSpikeDetector"] = Remembers,
        ["SsaChangePointDetector"] = Remembers,
        ["SSAForecasting"] = Remembers,
        ["SequentialAnomaly"] = Remembers,
    };

    /// <summary>The steps of a part and of what it is made of.</summary>
    /// <exception cref="InvalidDataException">A part is malformed.</exception>
    public static List<MlNetStep> Read(ModelBlock block)
    {
        var steps = new List<MlNetStep>();
        Add(block, steps);
        return steps;
    }

    private static void Add(ModelBlock block, List<MlNetStep> steps)
    {
        if (block.Loader == "Text")
        {
            foreach (ModelBlock part in TextReader.Featurized(block)) Add(part, steps);
            return;
        }
        if (block.Loader != "TransformerChain")
        {
            if (steps.Count == MaxSteps) throw block.Problem($"the model has more than {MaxSteps} steps");
            steps.Add(Step(block));
            return;
        }
        // How many, and of each what it is meant for; the parts lie in folders.
        int count = block.Fields.Count(sizeof(int));
        for (int i = 0; i < count; i++) Add(block.Child(string.Create(CultureInfo.InvariantCulture, $"Transform_{i:000}")), steps);
    }

    private static MlNetStep Step(ModelBlock block) => block.Loader switch
    {
        "ConcatTransform" => ColumnReader.Concat(block),
        "CopyTransform" => ColumnReader.OneToOne(block, static (_, _) => new CopyOperation()),
        "SelectColumnsTransform" => ColumnReader.Select(block),
        "DropColumnsTransform" => ColumnReader.OldSelect(block),
        "TermTransform" => KeyReader.Terms(block),
        "KeyToValueTransform" => ColumnReader.OneToOne(block, static (_, _) => new KeyValuesOperation()),
        "KeyToVectorTransform" => KeyReader.Indicators(block),
        "HashTransform" => KeyReader.Hashes(block),
        "ValueMappingTransformer" or "TermLookupTransform" => KeyReader.Table(block),
        "ConvertTransform" => ColumnReader.Convert(block),
        "NAReplaceTransform" => ColumnReader.Replace(block),
        "NaIndicatorTransform" => ColumnReader.OneToOne(block, static (_, _) => new MissingOperation()),
        "Normalizer" => NormalizerReader.Read(block),
        "DropSlotsTransform" => ColumnReader.Slots(block),
        "PlattCalibratTransf" or "NaiveCalibratTransf" or "PavCalibratTransf" => ColumnReader.Calibrate(block),
        "PcaTransform" => ColumnReader.Project(block),
        "TextNormalizerTransform" => TextReader.Normalize(block),
        "TokenizeTextTransform" => TextReader.Words(block),
        "CharToken" => TextReader.Characters(block),
        "NgramTransform" => TextReader.Grams(block),
        "StopWordsTransform" => TextReader.StopWords(block),
        "CustomStopWords" => TextReader.OwnStopWords(block),
        "NgramHashTransform" => TextReader.HashedGrams(block),
        "KeyToBinaryTransform" => ColumnReader.OneToOne(block, static (_, _) => new KeyBitsOperation()),
        "GcnTransform" => TextReader.Contrast(block),
        "RegressionPredXfer" => PredictReader.Read(block, ScoreKind.Regression),
        "RankingPredXfer" => PredictReader.Read(block, ScoreKind.Ranking),
        "BinaryPredXfer" => PredictReader.Read(block, ScoreKind.Binary),
        "MulticlassPredXfer" => PredictReader.Read(block, ScoreKind.Multiclass),
        "ClusteringPredXfer" => PredictReader.Read(block, ScoreKind.Clustering),
        "FAFMPredXfer" => PredictReader.Fields(block),
        "AnomalyPredXfer" => PredictReader.Read(block, ScoreKind.Anomaly),
        "NopTransform" => new ColumnStep(block.ToString(), []),
        var other => new RefusedStep(block.ToString(), Refused.TryGetValue(other, out string? why) ? why : "is no step that is compiled") { IsStateful = why == Remembers },
    };
}
