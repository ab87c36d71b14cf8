using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlDsl.Reality.Pipelines;

/// <summary>Texts of a few values, and keys.</summary>
internal static class Categories
{
    public static IReadOnlyList<Pipeline> All { get; } =
    [
        OneHot(OneHotEncodingEstimator.OutputKind.Indicator),
        OneHot(OneHotEncodingEstimator.OutputKind.Bag),
        OneHot(OneHotEncodingEstimator.OutputKind.Key),
        OneHot(OneHotEncodingEstimator.OutputKind.Binary),
        Pipeline.Categories("one-hot-sdca", static ml => ml.Transforms.Categorical.OneHotEncoding([new("PortCode", "Port"), new("RegionCode", "Region"), new("TagCode", "Tags")])
            .Append(ml.Transforms.Concatenate("Features", "PortCode", "RegionCode", "TagCode", "Number"))
            .Append(ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }))),
        Pipeline.Categories("one-hot-fast-tree", static ml => ml.Transforms.Categorical.OneHotEncoding([new("PortCode", "Port"), new("RegionCode", "Region")])
            .Append(ml.Transforms.Concatenate("Features", "PortCode", "RegionCode", "Number"))
            .Append(ml.BinaryClassification.Trainers.FastTree("Positive", numberOfTrees: 20))),
        Pipeline.Categories("one-hot-light-gbm", static ml => ml.Transforms.Categorical.OneHotEncoding([new("PortCode", "Port"), new("RegionCode", "Region")])
            .Append(ml.Transforms.Concatenate("Features", "PortCode", "RegionCode", "Number"))
            .Append(ml.Regression.Trainers.LightGbm(numberOfIterations: 20))),
        Pipeline.Categories("one-hot-hash", static ml => ml.Transforms.Categorical.OneHotHashEncoding([new("PortCode", "Port"), new("RegionCode", "Region"), new("TagCode", "Tags")], numberOfBits: 6)),
        Pipeline.Categories("one-hot-hash-sdca", static ml => ml.Transforms.Categorical.OneHotHashEncoding("PortCode", "Port", numberOfBits: 5)
            .Append(ml.Transforms.Concatenate("Features", "PortCode", "Number"))
            .Append(ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }))),
        Pipeline.Categories("hash", static ml => ml.Transforms.Conversion.Hash("PortHash", "Port", numberOfBits: 8).Append(ml.Transforms.Conversion.Hash("TagHash", "Tags", numberOfBits: 10))),
        Pipeline.Categories("combined-hash", static ml => ml.Transforms.Conversion.Hash(new HashingEstimator.ColumnOptions("TagHash", "Tags", numberOfBits: 12, seed: 3, combine: true), new HashingEstimator.ColumnOptions("PortHash", "Port", numberOfBits: 9, combine: true))
            .Append(ml.Transforms.Conversion.MapValueToKey("TagKey", "Tags")).Append(ml.Transforms.Conversion.Hash(new HashingEstimator.ColumnOptions("KeyHash", "TagKey", numberOfBits: 10, combine: true)))),
        Pipeline.Categories("combined-hash-sdca", static ml => ml.Transforms.Conversion.Hash(new HashingEstimator.ColumnOptions("TagHash", "Tags", numberOfBits: 6, combine: true)).Append(ml.Transforms.Conversion.MapKeyToVector("TagVector", "TagHash"))
            .Append(ml.Transforms.Concatenate("Features", "TagVector", "Number")).Append(ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }))),
        Pipeline.Categories("n-grams-of-vector", static ml => ml.Transforms.Conversion.MapValueToKey("TagKey", "Tags").Append(ml.Transforms.Text.ProduceNgrams("Grams", "TagKey", ngramLength: 2, skipLength: 1, weighting: Microsoft.ML.Transforms.Text.NgramExtractingEstimator.WeightingCriteria.TfIdf))
            .Append(ml.Transforms.Text.ProduceHashedNgrams("Hashed", "TagKey", numberOfBits: 6)).Append(ml.Transforms.Conversion.Hash("TagHash", "Tags", numberOfBits: 5)).Append(ml.Transforms.Text.ProduceHashedNgrams("Twice", ["TagHash", "TagKey"], numberOfBits: 7, ngramLength: 3))),
        Pipeline.Categories("key-to-wider-key", static ml => ml.Transforms.Conversion.ConvertType("Wide", "Key", Microsoft.ML.Data.DataKind.UInt64).Append(ml.Transforms.Conversion.ConvertType("Short", "Key", Microsoft.ML.Data.DataKind.Byte)).Append(ml.Transforms.Conversion.MapKeyToVector("Vector", "Short"))
            .Append(ml.Transforms.Conversion.Hash("ShortHash", "Short", numberOfBits: 6))),
        Pipeline.Categories("normalized-category", static ml => ml.Transforms.Text.NormalizeText("Plain", "Region").Append(ml.Transforms.Categorical.OneHotEncoding("RegionCode", "Plain")).Append(ml.Transforms.Conversion.Hash("RegionHash", "Plain", numberOfBits: 7)).Append(ml.Transforms.CopyColumns("Copy", "Plain"))),
        Pipeline.Categories("value-to-key-and-back", static ml => ml.Transforms.Conversion.MapValueToKey([new("PortKey", "Port"), new("TagKey", "Tags")]).Append(ml.Transforms.Conversion.MapKeyToValue([new("PortAgain", "PortKey"), new("TagAgain", "TagKey")]))),
        Pipeline.Categories("key-to-vector", static ml => ml.Transforms.Conversion.MapKeyToVector("Vector", "Key")
            .Append(ml.Transforms.Conversion.MapValueToKey([new("PortKey", "Port"), new("TagKey", "Tags")]))
            .Append(ml.Transforms.Conversion.MapKeyToVector([new("PortVector", "PortKey"), new("TagVector", "TagKey")]))
            .Append(ml.Transforms.Conversion.MapKeyToVector("TagCounts", "TagKey", outputCountVector: true))),
        Pipeline.Categories("key-to-bits", static ml => ml.Transforms.Conversion.MapValueToKey("PortKey", "Port").Append(ml.Transforms.Conversion.MapKeyToBinaryVector("PortBits", "PortKey"))),
        Pipeline.Categories("map-value", static ml => ml.Transforms.Conversion.MapValue("Fee", new Dictionary<string, float> { ["port 1"] = 1.5f, ["port 2"] = -2, [""] = 7 }, "Port")
            .Append(ml.Transforms.Conversion.MapValue("Country", new Dictionary<string, string> { ["port 1"] = "NO", ["port 2"] = "SE" }, "Port"))
            .Append(ml.Transforms.Conversion.MapValue("TagNumber", new Dictionary<string, long> { ["t1"] = 1, ["t2"] = 1L << 40 }, "Tags"))),
    ];

    private static Pipeline OneHot(OneHotEncodingEstimator.OutputKind kind) => Pipeline.Categories(
        $"one-hot-{kind}",
        ml => ml.Transforms.Categorical.OneHotEncoding([new("PortCode", "Port"), new("RegionCode", "Region"), new("TagCode", "Tags")], kind));
}
