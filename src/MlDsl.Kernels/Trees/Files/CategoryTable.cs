namespace MlDsl.Kernels;

/// <summary>The values of a categorical feature: the code of a value, which the trees ask for, is its place among them.</summary>
/// <param name="Feature">The feature, by its position in the row.</param>
/// <param name="Values">The values: <c>string</c>, <c>long</c>, <c>double</c> or <c>bool</c>.</param>
/// <param name="RefusesUnseen">Whether the library fails on another value (XGBoost); otherwise it counts as missing (LightGBM).</param>
public sealed record CategoryTable(int Feature, Tensor Values, bool RefusesUnseen)
{
    /// <summary>What stands for a missing text and a missing whole number; a missing number is NaN.</summary>
    public const string MissingText = "\0";

    /// <inheritdoc cref="MissingText"/>
    public const long MissingWhole = long.MinValue;

    /// <summary>The type of the values.</summary>
    public Type Element => Values.GetType().GetGenericArguments()[0];

    /// <exception cref="TreeEnsembleException">A value occurs twice.</exception>
    internal CategoryTable Checked(string name)
    {
        bool isUnique = Values switch
        {
            Tensor<string> texts => IsUnique(texts),
            Tensor<long> wholes => IsUnique(wholes),
            Tensor<double> numbers => IsUnique(numbers),
            _ => IsUnique((Tensor<bool>)Values),
        };
        return isUnique ? this : throw new TreeEnsembleException($"The table of the categories of '{name}' has a value twice, so that its code is not known; save the model again");
    }

    private static bool IsUnique<T>(Tensor<T> values) => values.Values.ToArray().Distinct().Count() == values.Length;
}
