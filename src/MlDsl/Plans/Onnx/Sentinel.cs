using System.Globalization;
using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>A value that stands for a missing one in an exported graph: of the input's type, and none that a training row held.</summary>
internal static class Sentinel
{
    // Before the first tick that there is.
    private const string NoTime = "-1";

    // No name of an enum's member, no single character and no Guid.
    private const string NoName = "(missing)";

    private const string WayOut = "leave Nulls at ExportNulls.Present, which gives it a second input";

    /// <summary>The sentinel as text in the invariant culture.</summary>
    /// <exception cref="OnnxExportException">None is free, or nothing is known of the training rows' values; the message names the column and the way out.</exception>
    public static string Of(ColumnSchema column, DeclaredType type, IEncoding? encoding)
    {
        if (type.IsTime) return NoTime;
        return type.Element switch
        {
            OnnxElementType.Bool => throw new OnnxExportException(column.Member,
                $"'{column.Member}' is a flag that may be missing, and no third value is free to stand for that: {WayOut}, or declare an enum of three members"),
            OnnxElementType.String => type.Name == "string" ? Summary(column, encoding).Unheld ?? throw Unknown(column, false) : NoName,
            _ => Integer(column, type, encoding),
        };
    }

    private static string Integer(ColumnSchema column, DeclaredType type, IEncoding? encoding)
    {
        (decimal lowest, decimal highest) = Range(type.Element);
        ColumnSummary summary = Summary(column, encoding);
        if (summary is not { Least: { } least, Most: { } most } || IsBelow(lowest, least)) return lowest.ToString(CultureInfo.InvariantCulture);
        if (IsBelow(-highest, Negated(most))) return highest.ToString(CultureInfo.InvariantCulture);
        throw new OnnxExportException(column.Member,
            $"'{column.Member}' is a '{type.Name}' that may be missing, and the training rows reach from {least} to {most}, so that no value below or above is free to stand for that: {WayOut}, or declare a wider type");
    }

    // A numeric feature knows its values as floats only: a number whose float is below another one's is below it.
    private static bool IsBelow(decimal value, string bound) =>
        decimal.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal whole) && !bound.Contains('E', StringComparison.Ordinal)
            ? value < whole && (float)value < (float)whole
            : (float)value < float.Parse(bound, CultureInfo.InvariantCulture);

    private static string Negated(string number) => number[0] == '-' ? number[1..] : "-" + number;

    private static ColumnSummary Summary(ColumnSchema column, IEncoding? encoding) => encoding?.Summary ?? throw Unknown(column, encoding is null);

    private static OnnxExportException Unknown(ColumnSchema column, bool isBare) => new(column.Member, isBare
        ? $"'{column.Member}' may be missing, and only feature methods take it: a model keeps what columns with a feature kind held in training, so that of this one no value is known to be free: give it a feature kind and fit the model again, or {WayOut}"
        : $"'{column.Member}' may be missing, and the model's file is of a version that does not tell which values the training rows held, so that none is known to be free: fit the model again, or {WayOut}");

    private static (decimal Lowest, decimal Highest) Range(OnnxElementType element) => element switch
    {
        OnnxElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        OnnxElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        OnnxElementType.Int16 => (short.MinValue, short.MaxValue),
        OnnxElementType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        OnnxElementType.Int32 => (int.MinValue, int.MaxValue),
        OnnxElementType.UInt32 => (uint.MinValue, uint.MaxValue),
        OnnxElementType.UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };
}
