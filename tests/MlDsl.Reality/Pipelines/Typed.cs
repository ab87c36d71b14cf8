using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlDsl.Reality.Pipelines;

/// <summary>Inputs of every type, and what they are converted to.</summary>
internal static class Typed
{
    private static readonly string[] Numbers = ["Int8", "UInt8", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double"];

    public static IReadOnlyList<Pipeline> All { get; } =
    [
        Pipeline.Typed("to-single", static ml => ml.Transforms.Conversion.ConvertType(Converted([.. Numbers, "Flag", "Text", "Ints", "Doubles", "Flags"]))),
        Pipeline.Typed("to-double", static ml => ml.Transforms.Conversion.ConvertType(Converted([.. Numbers, "Flag"]), DataKind.Double)),
        Pipeline.Typed("to-int64", static ml => ml.Transforms.Conversion.ConvertType(Converted(["Int8", "Int16", "Int32", "Flag"]), DataKind.Int64)),
        Pipeline.Typed("to-int32", static ml => ml.Transforms.Conversion.ConvertType(Converted(["Int8", "Int16", "Int64"]), DataKind.Int32)),
        Pipeline.Typed("to-boolean", static ml => ml.Transforms.Conversion.ConvertType(Converted(["Int8", "Int32", "Single", "Double"]), DataKind.Boolean)),
        Pipeline.Typed("to-text", static ml => ml.Transforms.Conversion.ConvertType(Converted([.. Numbers, "Flag", "Ints", "Doubles", "Text"]), DataKind.String)),
        Pipeline.Typed("to-int8", static ml => ml.Transforms.Conversion.ConvertType(Converted(["Int16", "Int32", "Int64", "Ints"]), DataKind.SByte)),
        Pipeline.Typed("to-uint8", static ml => ml.Transforms.Conversion.ConvertType(Converted(["UInt16", "UInt32", "UInt64"]), DataKind.Byte)),
        Pipeline.Typed("to-uint16", static ml => ml.Transforms.Conversion.ConvertType(Converted(["UInt8", "UInt32", "UInt64"]), DataKind.UInt16)),
        Pipeline.Typed("to-uint32", static ml => ml.Transforms.Conversion.ConvertType(Converted(["UInt8", "UInt16", "UInt64"]), DataKind.UInt32)),
        .. Enum.GetValues<DataKind>().Where(static kind => kind is >= DataKind.SByte and <= DataKind.Double or DataKind.Boolean).Select(static kind => Pipeline.Written($"text-to-{kind}", ml => ml.Transforms.Conversion.ConvertType(
            Converted(IsStrict(kind) ? ["Whole"] : ["Number", "Whole", "Numbers", "Answer"]), kind)) with { ReadsOddTexts = !IsStrict(kind) }),
        Pipeline.Written("text-to-number-sdca", static ml => ml.Transforms.Conversion.ConvertType(Converted(["Number", "Numbers"])).Append(ml.Transforms.Concatenate("Raw", "Number1", "Numbers1")).Append(ml.Transforms.ReplaceMissingValues("Filled", "Raw"))
            .Append(ml.Transforms.NormalizeBinning("Features", "Filled", maximumBinCount: 9)).Append(ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }))),
        .. Numbers.Append("Flag").Append("Text").Append("Ints").Append("Doubles").Append("Flags").Select(static column => Pipeline.Typed($"combined-hash-{column}", ml => ml.Transforms.Concatenate("Row", [column, column, column])
            .Append(ml.Transforms.Conversion.Hash(new HashingEstimator.ColumnOptions("Hash", "Row", numberOfBits: 20, seed: 5, combine: true))))),
        Pipeline.Typed("typed-sdca", static ml => ml.Transforms.Conversion.ConvertType(Converted([.. Numbers[..6], "Flag", "Ints", "Flags"]))
            .Append(ml.Transforms.Concatenate("Raw", [.. Numbers[..6].Select(static n => n + "1"), "Flag1", "Ints1", "Flags1", "Single"]))
            .Append(ml.Transforms.NormalizeMeanVariance("Features", "Raw"))
            .Append(ml.Regression.Trainers.Sdca(new Microsoft.ML.Trainers.SdcaRegressionTrainer.Options { NumberOfThreads = 1 }))),
        Pipeline.Typed("typed-one-hot", static ml => ml.Transforms.Categorical.OneHotEncoding([new("UInt32Code", "UInt32"), new("TextCode", "Text"), new("Int64Code", "Int64")])),
        Pipeline.Typed("typed-keys", static ml => ml.Transforms.Conversion.MapValueToKey([new("Int64Key", "Int64"), new("UInt32Key", "UInt32"), new("DoubleKey", "Double"), new("Int16Key", "Int16")])),
        Pipeline.Typed("typed-hash", static ml => ml.Transforms.Conversion.Hash("Int32Hash", "Int32", numberOfBits: 8).Append(ml.Transforms.Conversion.Hash("Int64Hash", "Int64", numberOfBits: 8)).Append(ml.Transforms.Conversion.Hash("DoubleHash", "Double", numberOfBits: 8))),
        Pipeline.Typed("double-scaling", static ml => ml.Transforms.NormalizeMinMax("Scaled", "Doubles").Append(ml.Transforms.NormalizeMeanVariance("Standard", "Double"))),
        Pipeline.Typed("map-numbers", static ml => ml.Transforms.Conversion.MapValue("Word", new Dictionary<int, string> { [1] = "one", [2] = "two" }, "Int32").Append(ml.Transforms.Conversion.MapValue("Number", new Dictionary<long, float> { [1] = 0.5f, [2] = 2 }, "Int64"))),
    ];

    // ML.NET throws at a text that is none of these.
    private static bool IsStrict(DataKind kind) => kind is DataKind.SByte or DataKind.Int16 or DataKind.Int32 or DataKind.Int64;

    private static InputOutputColumnPair[] Converted(string[] columns) => [.. columns.Select(static column => new InputOutputColumnPair(column + "1", column))];
}
