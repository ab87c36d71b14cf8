using System.ComponentModel;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>ONNX's Imputer of single-precision numbers: replaces one value, usually NaN, by the column's own.</summary>
[Operator("Imputer", Domain = OperatorAttribute.Ml, Ignores = ["replaced_value_int64"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImputerOfSingles : Operator
{
    private readonly float[] imputed;
    private readonly float replaced;

    /// <param name="imputedValueFloats">What is put in: one number, or one per column.</param>
    /// <param name="replacedValueFloat">What is replaced; NaN stands for every NaN.</param>
    /// <exception cref="OperatorException">There is nothing to put in.</exception>
    public ImputerOfSingles(float[] imputedValueFloats, float replacedValueFloat = 0f)
    {
        ArgumentNullException.ThrowIfNull(imputedValueFloats);
        if (imputedValueFloats.Length == 0) throw Error("it has no values to put in");
        (imputed, replaced) = (imputedValueFloats, replacedValueFloat);
    }

    /// <summary>Replaces in rows of columns.</summary>
    public void Run(Tensor<float> input, [Result] Tensor<float> output)
    {
        if (Imputation.Run(imputed, replaced, input, output) is { } problem) throw Error(problem);
    }
}

/// <summary>ONNX's Imputer of whole numbers.</summary>
[Operator("Imputer", Domain = OperatorAttribute.Ml, Ignores = ["replaced_value_float"])]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImputerOfWholes : Operator
{
    private readonly long[] imputed;
    private readonly long replaced;

    /// <param name="imputedValueInt64s">What is put in: one number, or one per column.</param>
    /// <param name="replacedValueInt64">What is replaced.</param>
    /// <exception cref="OperatorException">There is nothing to put in.</exception>
    public ImputerOfWholes(long[] imputedValueInt64s, long replacedValueInt64 = 0)
    {
        ArgumentNullException.ThrowIfNull(imputedValueInt64s);
        if (imputedValueInt64s.Length == 0) throw Error("it has no values to put in");
        (imputed, replaced) = (imputedValueInt64s, replacedValueInt64);
    }

    /// <summary>Replaces in rows of columns.</summary>
    public void Run(Tensor<long> input, [Result] Tensor<long> output)
    {
        if (Imputation.Run(imputed, replaced, input, output) is { } problem) throw Error(problem);
    }
}

/// <summary>The arithmetic of both.</summary>
internal static class Imputation
{
    /// <returns>What does not fit; null where all is well.</returns>
    public static string? Run<T>(T[] imputed, T replaced, Tensor<T> input, Tensor<T> output)
        where T : unmanaged, INumber<T>
    {
        int columns = input.Rank > 0 ? input.Size(-1) : 1;
        if (imputed.Length != 1 && imputed.Length != columns) return $"the input has {columns} columns; it has values for {imputed.Length}";
        output.ResizeLike(input);
        ReadOnlySpan<T> from = input.Values;
        Span<T> into = output.Values;
        bool isNaN = T.IsNaN(replaced);
        int column = 0;
        for (int i = 0; i < from.Length; i++)
        {
            bool isMissing = isNaN ? T.IsNaN(from[i]) : from[i] == replaced;
            into[i] = isMissing ? imputed[column] : from[i];
            if (imputed.Length > 1 && ++column == columns) column = 0;
        }
        return null;
    }
}
