using System.Globalization;
using MlDsl.Columns;

namespace MlDsl.Reports;

/// <summary>Values of columns as text, in every culture alike.</summary>
internal static class ValueText
{
    /// <summary>What stands for no value.</summary>
    public const string Missing = "(missing)";

    /// <summary>A number, a flag, a time, a text that is cut, or how many numbers a vector has.</summary>
    public static string Of(ColumnValue value) => value.Kind switch
    {
        ColumnValueKind.Missing => Missing,
        ColumnValueKind.Number or ColumnValueKind.Integer => value.ToDouble()!.Value.ToString("G9", CultureInfo.InvariantCulture),
        ColumnValueKind.Flag or ColumnValueKind.Text or ColumnValueKind.Class => Visible.Of(value.ToText()!),
        ColumnValueKind.Date => value.ToTime()!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnValueKind.Time => value.ToTime()!.Value.ToString("O", CultureInfo.InvariantCulture),
        _ => $"{value.ToElements()!.Length} numbers",
    };

    /// <summary>What a value of an ordered column is ordered by; null for texts, classes, flags and vectors.</summary>
    public static double? Order(ColumnValue value) => value.Kind switch
    {
        ColumnValueKind.Number or ColumnValueKind.Integer => value.ToDouble(),
        ColumnValueKind.Time or ColumnValueKind.Date => value.ToTicks(),
        _ => null,
    };
}
