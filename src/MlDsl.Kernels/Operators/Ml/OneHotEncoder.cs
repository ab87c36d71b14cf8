using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's OneHotEncoder of numbers: 1 at the position of the category, which a fraction is cut off for.</summary>
/// <typeparam name="T">long, int, float or double.</typeparam>
[Operator("OneHotEncoder", Domain = OperatorAttribute.Ml, Ignores = ["cats_strings"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OneHotNumber<T> : Operator
    where T : unmanaged, INumber<T>
{
    private readonly LabelTable<long, int> positions;
    private readonly int width;
    private readonly bool zeros;

    /// <param name="catsInt64s">The categories.</param>
    /// <param name="zeros">Whether another value gives zeros only; it is an error otherwise.</param>
    /// <exception cref="OperatorException">There are no categories.</exception>
    public OneHotNumber(long[] catsInt64s, long zeros = 1)
    {
        positions = OneHotTable.Of(catsInt64s);
        (width, this.zeros) = (catsInt64s.Length, zeros != 0);
    }

    /// <summary>Encodes every element in a further dimension.</summary>
    public void Run(Tensor<T> input, [Result] Tensor<float> output)
    {
        OneHotTable.Resize(input, output, width);
        ReadOnlySpan<T> values = input.Values;
        Span<float> into = output.Values;
        for (int i = 0; i < values.Length; i++)
        {
            int position = positions[long.CreateTruncating(values[i])];
            if (position >= 0) into[(i * width) + position] = 1f;
            else if (!zeros) throw Unknown(values[i]);
        }
    }

    private OperatorException Unknown(T value) => Error($"the value {value} is none of its categories, and zeros is 0");
}

/// <summary>ONNX's OneHotEncoder of texts.</summary>
[Operator("OneHotEncoder", Domain = OperatorAttribute.Ml, Ignores = ["cats_int64s"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OneHotText : Operator
{
    private readonly LabelTable<string, int> positions;
    private readonly int width;
    private readonly bool zeros;

    /// <param name="catsStrings">The categories.</param>
    /// <param name="zeros">Whether another text gives zeros only; it is an error otherwise.</param>
    /// <exception cref="OperatorException">There are no categories.</exception>
    public OneHotText(string[] catsStrings, long zeros = 1)
    {
        positions = OneHotTable.Of(catsStrings);
        (width, this.zeros) = (catsStrings.Length, zeros != 0);
    }

    /// <summary>Encodes every element in a further dimension.</summary>
    public void Run(Tensor<string> input, [Result] Tensor<float> output)
    {
        OneHotTable.Resize(input, output, width);
        ReadOnlySpan<string> values = input.Values;
        Span<float> into = output.Values;
        for (int i = 0; i < values.Length; i++)
        {
            int position = positions[values[i]];
            if (position >= 0) into[(i * width) + position] = 1f;
            else if (!zeros) throw Unknown(values[i]);
        }
    }

    private OperatorException Unknown(string text) => Error($"'{text}' is none of its categories, and zeros is 0");
}

/// <summary>What both encoders share.</summary>
internal static class OneHotTable
{
    // Where a category is given twice, ONNX Runtime lets the last one count.
    public static LabelTable<T, int> Of<T>(T[] categories)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (categories.Length == 0) throw new OperatorException("it has no categories");
        return new LabelTable<T, int>([.. Enumerable.Reverse(categories)], [.. Enumerable.Range(0, categories.Length).Reverse()], -1);
    }

    [SkipLocalsInit]
    public static void Resize(Tensor input, Tensor<float> output, int width)
    {
        Span<long> shape = stackalloc long[Tensor.MaxRank + 1];
        input.Shape.CopyTo(shape);
        shape[input.Rank] = width;
        output.Resize(shape[..(input.Rank + 1)]);
        output.Values.Clear();
    }
}
