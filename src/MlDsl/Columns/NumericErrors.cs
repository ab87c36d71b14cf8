using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Columns;

/// <summary>The errors of numeric columns, apart from the code that must stay short to be inlined.</summary>
internal static class NumericErrors
{
    [DoesNotReturn]
    public static void NotFinite(string column, float value) => throw new InvalidValueException(column, float.IsNaN(value)
        ? $"'{column}' is NaN: make it nullable and give null for a missing number"
        : $"'{column}' is {(value > 0 ? "" : "-")}infinite, or beyond the range of float: give a finite number, or null for a missing one");

    [DoesNotReturn]
    public static void Missing(string column) => throw new InvalidValueException(column,
        $"'{column}' is missing: set Impute on its [Numeric], or give a value");

    [DoesNotReturn]
    public static void NothingToLearn(string column, long missing) => throw new InvalidValueException(column, missing > 0
        ? FormattableString.Invariant($"'{column}' is missing in all {missing} training rows: use Impute.Constant, or leave the column out")
        : $"'{column}' has no training rows to learn from: give Fit at least one row");
}
