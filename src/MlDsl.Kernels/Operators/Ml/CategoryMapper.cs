using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's CategoryMapper from texts to numbers.</summary>
[Operator("CategoryMapper", Domain = OperatorAttribute.Ml, Ignores = ["default_string"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CategoryNumber : Operator
{
    private readonly LabelTable<string, long> table;

    /// <param name="catsStrings">The texts.</param>
    /// <param name="catsInt64s">As many numbers.</param>
    /// <param name="defaultInt64">What stands for another text.</param>
    /// <exception cref="OperatorException">There are not as many of each.</exception>
    public CategoryNumber(string[] catsStrings, long[] catsInt64s, long defaultInt64 = -1) => table = CategoryPairs.Table(catsStrings, catsInt64s, defaultInt64);

    /// <summary>Looks every text up.</summary>
    public void Run(Tensor<string> input, [Result] Tensor<long> output)
    {
        output.ResizeLike(input);
        table.Map(input.Values, output.Values);
    }
}

/// <summary>ONNX's CategoryMapper from numbers to texts.</summary>
[Operator("CategoryMapper", Domain = OperatorAttribute.Ml, Ignores = ["default_int64"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CategoryName : Operator
{
    private readonly LabelTable<long, string> table;

    /// <param name="catsStrings">The texts.</param>
    /// <param name="catsInt64s">As many numbers.</param>
    /// <param name="defaultString">What stands for another number.</param>
    /// <exception cref="OperatorException">There are not as many of each.</exception>
    public CategoryName(string[] catsStrings, long[] catsInt64s, string defaultString = "_Unused") => table = CategoryPairs.Table(catsInt64s, catsStrings, defaultString);

    /// <summary>Looks every number up.</summary>
    public void Run(Tensor<long> input, [Result] Tensor<string> output)
    {
        output.ResizeLike(input);
        table.Map(input.Values, output.Values);
    }
}

/// <summary>The two lists of a category mapper.</summary>
internal static class CategoryPairs
{
    // Where a category is given twice, ONNX Runtime lets the last one count.
    public static LabelTable<TKey, TValue> Table<TKey, TValue>(TKey[] keys, TValue[] values, TValue missing)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        if (keys.Length != values.Length) throw new OperatorException($"it has {keys.Length} and {values.Length} categories; as many texts as numbers are needed");
        return new LabelTable<TKey, TValue>([.. Enumerable.Reverse(keys)], [.. Enumerable.Reverse(values)], missing);
    }
}
