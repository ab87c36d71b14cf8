namespace MlDsl.Analyzers.Flow;

/// <summary>What a step learns when it is fitted.</summary>
internal enum State { None, Learned, Supervised }

/// <summary>The type of what a step writes.</summary>
internal enum Result
{
    Unknown, Same, Concatenated, Converted, Single, SingleVector, Boolean, Text, TextVector, Key, KeyVector, KeyValues, OneHot,
}

/// <summary>One line of the table of transforms.</summary>
/// <param name="Method">The name of the catalog's method.</param>
/// <param name="Result">The type of its output.</param>
/// <param name="State">What fitting it learns.</param>
/// <param name="KeepsValue">The output says the same as the input, in another form.</param>
/// <param name="Normalizes">The output is on a scale that linear trainers want.</param>
/// <param name="Input">The item kind that the input must have; Unknown where it does not matter.</param>
/// <param name="ExportsToOnnx">The fitted step can be written as ONNX.</param>
internal sealed record Transform(
    string Method,
    Result Result,
    State State = State.None,
    bool KeepsValue = false,
    bool Normalizes = false,
    ItemKind Input = ItemKind.Unknown,
    bool ExportsToOnnx = true)
{
    private static readonly Dictionary<string, Transform> ByMethod = All().ToDictionary(static t => t.Method, StringComparer.Ordinal);

    public static Transform? Find(string method) => ByMethod.TryGetValue(method, out Transform? transform) ? transform : null;

    private static Transform[] All() =>
    [
        // Columns as they are.
        new("CopyColumns", Result.Same, KeepsValue: true),
        new("Concatenate", Result.Concatenated),
        new("DropColumns", Result.Unknown),
        new("SelectColumns", Result.Unknown),

        // Types and keys.
        new("ConvertType", Result.Converted, KeepsValue: true),
        new("MapValueToKey", Result.Key, State.Learned, KeepsValue: true),
        new("MapKeyToValue", Result.KeyValues, KeepsValue: true),
        new("MapKeyToVector", Result.SingleVector, Normalizes: true),
        new("MapKeyToBinaryVector", Result.SingleVector, Normalizes: true, ExportsToOnnx: false),
        new("MapValue", Result.Unknown, KeepsValue: true),
        new("Hash", Result.Key, KeepsValue: true),

        // Categories.
        new("OneHotEncoding", Result.OneHot, State.Learned, Normalizes: true),
        new("OneHotHashEncoding", Result.OneHot, Normalizes: true),

        // Missing values.
        new("IndicateMissingValues", Result.Boolean),
        new("ReplaceMissingValues", Result.Same, State.Learned, KeepsValue: true),

        // Scale.
        new("NormalizeMinMax", Result.Same, State.Learned, KeepsValue: true, Normalizes: true),
        new("NormalizeMeanVariance", Result.Same, State.Learned, KeepsValue: true, Normalizes: true),
        new("NormalizeLogMeanVariance", Result.Same, State.Learned, KeepsValue: true, Normalizes: true),
        new("NormalizeBinning", Result.Same, State.Learned, KeepsValue: true, Normalizes: true),
        new("NormalizeRobustScaling", Result.Same, State.Learned, KeepsValue: true, Normalizes: true, ExportsToOnnx: false),
        new("NormalizeSupervisedBinning", Result.Same, State.Supervised, KeepsValue: true, Normalizes: true),
        new("NormalizeLpNorm", Result.Same, Normalizes: true),
        new("NormalizeGlobalContrast", Result.Same, Normalizes: true),

        // Text.
        new("FeaturizeText", Result.SingleVector, State.Learned, Normalizes: true, Input: ItemKind.Text),
        new("NormalizeText", Result.Text, Input: ItemKind.Text),
        new("TokenizeIntoWords", Result.TextVector, Input: ItemKind.Text),
        new("TokenizeIntoCharactersAsKeys", Result.KeyVector, Input: ItemKind.Text),
        new("RemoveDefaultStopWords", Result.TextVector, Input: ItemKind.Text),
        new("RemoveStopWords", Result.TextVector, Input: ItemKind.Text),
        new("ProduceNgrams", Result.SingleVector, State.Learned),
        new("ProduceWordBags", Result.SingleVector, State.Learned, Input: ItemKind.Text),
        new("ProduceHashedWordBags", Result.SingleVector, Input: ItemKind.Text),
        new("ProduceHashedNgrams", Result.SingleVector),
        new("ApplyWordEmbedding", Result.SingleVector, Normalizes: true, Input: ItemKind.Text),
        new("LatentDirichletAllocation", Result.SingleVector, State.Learned, Normalizes: true, ExportsToOnnx: false),

        // Projection and selection.
        new("ProjectToPrincipalComponents", Result.SingleVector, State.Learned),
        new("ApproximatedKernelMap", Result.SingleVector, ExportsToOnnx: false),
        new("VectorWhiten", Result.SingleVector, State.Learned, Normalizes: true),
        new("SelectFeaturesBasedOnMutualInformation", Result.Same, State.Supervised),
        new("SelectFeaturesBasedOnCount", Result.Same, State.Learned),

        // Expressions; a custom mapping's columns are those of its types.
        new("Expression", Result.Unknown, ExportsToOnnx: false),
        new("CustomMapping", Result.Unknown, ExportsToOnnx: false),
        new("StatefulCustomMapping", Result.Unknown, ExportsToOnnx: false),

        // Images and pretrained networks.
        new("LoadImages", Result.Unknown, ExportsToOnnx: false),
        new("LoadRawImageBytes", Result.Unknown, ExportsToOnnx: false),
        new("ResizeImages", Result.Unknown, ExportsToOnnx: false),
        new("ConvertToGrayscale", Result.Unknown, ExportsToOnnx: false),
        new("ExtractPixels", Result.SingleVector, ExportsToOnnx: false),
        new("ApplyOnnxModel", Result.Unknown, ExportsToOnnx: false),

        // Series. Fitting an i.i.d. detector learns nothing.
        new("DetectIidChangePoint", Result.Unknown, ExportsToOnnx: false),
        new("DetectIidSpike", Result.Unknown, ExportsToOnnx: false),
        new("DetectChangePointBySsa", Result.Unknown, State.Learned, ExportsToOnnx: false),
        new("DetectSpikeBySsa", Result.Unknown, State.Learned, ExportsToOnnx: false),
        new("DetectAnomalyBySrCnn", Result.Unknown, ExportsToOnnx: false),
        new("ForecastBySsa", Result.SingleVector, State.Learned, ExportsToOnnx: false),
    ];
}
