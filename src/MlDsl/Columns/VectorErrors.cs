using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Columns;

/// <summary>The errors of vectors, apart from the code that must stay short to be inlined.</summary>
internal static class VectorErrors
{
    [DoesNotReturn]
    public static void Length(string column, int length, int wanted) => throw new InvalidValueException(column, FormattableString.Invariant(
        $"'{column}' has {length} elements, not {wanted}: give {wanted}, or declare another Length and fit the model again"));

    [DoesNotReturn]
    public static void Missing(string column) => throw new InvalidValueException(column,
        $"'{column}' is missing: give a vector, or declare it nullable and set Impute on its [Numeric]");

    [DoesNotReturn]
    public static void NotANumber(string element) => throw new InvalidValueException(element,
        $"'{element}' is NaN: set Impute on its [Numeric], so that NaN is a missing element, or give a number");
}
