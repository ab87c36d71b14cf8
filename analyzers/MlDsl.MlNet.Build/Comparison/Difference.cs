using System.Globalization;
using MlDsl.Kernels;

namespace MlDsl.MlNet.Build.Comparison;

/// <summary>How a compiled model's column differs from ML.NET's.</summary>
internal static class Difference
{
    /// <summary>The first element that differs by more than it may, with its row, in words; null where none does.</summary>
    /// <param name="column">The column.</param>
    /// <param name="expected">ML.NET's [rows, items].</param>
    /// <param name="found">The compiled model's.</param>
    /// <param name="bound">How far each element may be off; null for equal bits. A bound without end, because something overflows on the way, allows nothing.</param>
    public static string? Of(string column, Tensor expected, Tensor found, double[]? bound)
    {
        if (expected.GetType() != found.GetType()) return $"the column '{column}' has other elements than ML.NET's";
        if (!expected.Shape.SequenceEqual(found.Shape)) return $"the column '{column}' has {found.Size(-1)} items, and ML.NET's {expected.Size(-1)}";
        int items = Math.Max(1, expected.Size(-1));
        object[] wanted = Tensors.Items(expected), got = Tensors.Items(found);
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i].Equals(got[i]) && !IsZero(wanted[i])) continue;
            if (Tensors.IsReal(expected))
            {
                double a = Convert.ToDouble(wanted[i], CultureInfo.InvariantCulture), b = Convert.ToDouble(got[i], CultureInfo.InvariantCulture);
                if (BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (bound is not null && double.IsFinite(bound[i]) && Math.Abs(a - b) <= bound[i])) continue;
            }
            else if (wanted[i].Equals(got[i]))
            {
                continue;
            }
            string place = items == 1 ? $"'{column}'" : string.Create(CultureInfo.InvariantCulture, $"'{column}', item {i % items},");
            return string.Create(CultureInfo.InvariantCulture, $"row {i / items}: {place} is {Text(got[i])} and ML.NET's {Text(wanted[i])}{(bound is null || !Tensors.IsReal(expected) ? "" : $", where {bound[i]:G3} apart is allowed")}");
        }
        return null;
    }

    // Of which there are two.
    private static bool IsZero(object value) => value is 0f or 0d;

    private static string Text(object value) => value switch
    {
        float single => single.ToString("R", CultureInfo.InvariantCulture),
        double wide => wide.ToString("R", CultureInfo.InvariantCulture),
        string text => $"'{text}'",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
