using System.Globalization;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;

namespace MlDsl.Reality;

/// <summary>How two values differ, in words; null where they do not.</summary>
internal static class Difference
{
    /// <param name="expected">ONNX Runtime's value.</param>
    /// <param name="found">A backend's.</param>
    /// <param name="bound">How far each element may be off; null for equal bits.</param>
    public static string? Of(Value expected, Value found, double[]? bound)
    {
        if (expected.Element != found.Element) return $"{found.Element} instead of {expected.Element}";
        if (!expected.Shape.SequenceEqual(found.Shape)) return $"{Text(found.Shape)} instead of {Text(expected.Shape)}";
        if (expected.Texts is { } texts) return First(texts.Length, i => texts[i] == found.Texts![i], i => $"'{found.Texts![i]}' instead of '{texts[i]}'");
        if (expected.Data.SequenceEqual(found.Data)) return null;
        double[] wanted = Numbers(expected), got = Numbers(found);
        return First(
            wanted.Length,
            i => BitConverter.DoubleToInt64Bits(wanted[i]) == BitConverter.DoubleToInt64Bits(got[i]) || (double.IsNaN(wanted[i]) && double.IsNaN(got[i])) || IsNear(i),
            i => string.Create(CultureInfo.InvariantCulture, $"{got[i]:R} instead of {wanted[i]:R}{(bound is null ? "" : $", {Math.Abs(wanted[i] - got[i]):G3} apart where {bound[i]:G3} is allowed")}"));

        // A bound without end, because something overflows on the way, allows nothing.
        bool IsNear(int i) => bound is not null && double.IsFinite(bound[i]) && Math.Abs(wanted[i] - got[i]) <= bound[i];
    }

    /// <summary>The largest part of its bound by which an element is off; 0 for equal bits.</summary>
    public static double Share(Value expected, Value found, double[]? bound)
    {
        if (bound is null || expected.Data.Length != found.Data.Length) return 0;
        double[] wanted = Numbers(expected), got = Numbers(found);
        return wanted.Zip(got, bound).Select(static e => e.First == e.Second || !double.IsFinite(e.Third) ? 0 : Math.Abs(e.First - e.Second) / e.Third).Where(double.IsFinite).DefaultIfEmpty().Max();
    }

    /// <summary>How ML.NET's own value differs from that of its export, which calculate in different orders.</summary>
    public static string? FromMlNet(Value own, Value exported)
    {
        const double Relative = 1e-3, Absolute = 1e-5;
        if (own.Texts is null != exported.Texts is null) return "texts against numbers";
        if (own.Texts is { } texts) return texts.Length != exported.Texts!.Length ? $"{exported.Texts.Length} texts instead of {texts.Length}" : First(texts.Length, i => texts[i] == exported.Texts[i], i => $"'{exported.Texts[i]}' instead of '{texts[i]}'");
        double[] wanted = Numbers(own), got = Numbers(exported);
        return wanted.Length != got.Length
            ? $"{got.Length} numbers instead of {wanted.Length}"
            : First(wanted.Length, i => wanted[i].Equals(got[i]) || Math.Abs(wanted[i] - got[i]) <= Absolute + (Relative * Math.Abs(wanted[i])), i => string.Create(CultureInfo.InvariantCulture, $"{got[i]:G6} instead of {wanted[i]:G6}"));
    }

    private static string? First(int count, Func<int, bool> isEqual, Func<int, string> describe)
    {
        int[] different = [.. Enumerable.Range(0, count).Where(i => !isEqual(i))];
        return different.Length == 0 ? null : $"{different.Length} of {count} differ, first {different[0]}: {describe(different[0])}";
    }

    private static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private static double[] Numbers(Value value) => value.Element switch
    {
        OnnxElementType.Float => [.. value.Span<float>().ToArray().Select(static v => (double)v)],
        OnnxElementType.Double => value.Span<double>().ToArray(),
        OnnxElementType.Int64 => [.. value.Span<long>().ToArray().Select(static v => (double)v)],
        OnnxElementType.UInt64 => [.. value.Span<ulong>().ToArray().Select(static v => (double)v)],
        OnnxElementType.Int32 => [.. value.Span<int>().ToArray().Select(static v => (double)v)],
        OnnxElementType.UInt32 => [.. value.Span<uint>().ToArray().Select(static v => (double)v)],
        OnnxElementType.Int16 => [.. value.Span<short>().ToArray().Select(static v => (double)v)],
        OnnxElementType.UInt16 => [.. value.Span<ushort>().ToArray().Select(static v => (double)v)],
        OnnxElementType.Int8 => [.. value.Span<sbyte>().ToArray().Select(static v => (double)v)],
        OnnxElementType.UInt8 or OnnxElementType.Bool => [.. value.Data.ToArray().Select(static v => (double)v)],
        _ => throw new NotSupportedException($"no pipeline gives {value.Element}"),
    };
}
