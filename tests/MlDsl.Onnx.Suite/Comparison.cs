using System.Globalization;

namespace MlDsl.Onnx.Suite;

/// <summary>The suite's own tolerances; integers, strings and shapes are compared exactly.</summary>
internal static class Comparison
{
    private const double Relative = 1e-3, Absolute = 1e-7;

    /// <summary>How two lists of outputs differ; null where they agree.</summary>
    public static string? Difference(IReadOnlyList<Value> expected, IReadOnlyList<Value> actual, bool exact)
    {
        if (expected.Count != actual.Count) return $"{actual.Count} outputs instead of {expected.Count}";
        for (int i = 0; i < expected.Count; i++)
            if (Difference(expected[i], actual[i], exact) is { } difference) return $"output {i}: {difference}";
        return null;
    }

    private static string? Difference(Value expected, Value actual, bool exact)
    {
        if (expected.Items is { } items)
        {
            if (actual.Items is null) return "no sequence";
            return items.Count != actual.Items.Count ? $"{actual.Items.Count} items instead of {items.Count}" : Difference(items, actual.Items, exact);
        }
        if (expected.Element != actual.Element) return $"{actual.Element} instead of {expected.Element}";
        if (!expected.Shape.SequenceEqual(actual.Shape)) return $"shape [{string.Join(',', actual.Shape.ToArray())}] instead of [{string.Join(',', expected.Shape.ToArray())}]";
        if (expected.Texts is { } texts) return texts.SequenceEqual(actual.Texts!) ? null : $"'{string.Join("', '", actual.Texts!)}' instead of '{string.Join("', '", texts)}'";
        if (expected.Data.SequenceEqual(actual.Data)) return null;
        if (exact) return "other bits";
        return expected.Element switch
        {
            OnnxElementType.Float => Numbers<float>(expected, actual, static v => v),
            OnnxElementType.Double => Numbers<double>(expected, actual, static v => v),
            OnnxElementType.Float16 => Numbers<Half>(expected, actual, static v => (double)v),
            OnnxElementType.BFloat16 => Numbers<BFloat16>(expected, actual, static v => v),
            _ => "other values",
        };
    }

    private static string? Numbers<T>(Value expected, Value actual, Func<T, double> number)
        where T : unmanaged
    {
        ReadOnlySpan<T> wanted = expected.Span<T>(), found = actual.Span<T>();
        int differing = 0;
        string first = "";
        for (int i = 0; i < wanted.Length; i++)
        {
            double w = number(wanted[i]), f = number(found[i]);
            if (w.Equals(f) || Math.Abs(w - f) <= Absolute + (Relative * Math.Abs(w))) continue;
            if (differing++ == 0) first = string.Create(CultureInfo.InvariantCulture, $"{f} instead of {w} at {i}");
        }
        return differing == 0 ? null : $"{differing} of {wanted.Length} values differ, {first}";
    }
}
