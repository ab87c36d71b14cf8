using System.Buffers;
using System.Numerics;

namespace MlDsl.Kernels.Operators;

/// <summary>x · W + b for any numbers: float16 in single precision, integers with wrapping sums.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Multiplies, as <see cref="DenseProduct{T}.Multiply"/> describes it.</summary>
    public static void Multiply<T>(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, nint intoRow, int rows, int inputs, int outputs)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float)) DenseProduct<float>.Multiply(As<T, float>(x), As<T, float>(weights), (float*)bias, biasRow, (float*)into, intoRow, rows, inputs, outputs);
        else if (typeof(T) == typeof(double)) DenseProduct<double>.Multiply(As<T, double>(x), As<T, double>(weights), (double*)bias, biasRow, (double*)into, intoRow, rows, inputs, outputs);
        else if (typeof(T) == typeof(Half)) Widened(As<T, Half>(x), As<T, Half>(weights), (Half*)bias, biasRow, (Half*)into, intoRow, rows, inputs, outputs);
        else Wrapping(x, weights, bias, biasRow, into, intoRow, rows, inputs, outputs);
    }

    private static MatrixView<TTo> As<T, TTo>(MatrixView<T> view)
        where T : unmanaged
        where TTo : unmanaged => new((TTo*)view.Start, view.Row, view.Column);

    private static void Widened(MatrixView<Half> x, MatrixView<Half> weights, Half* bias, nint biasRow, Half* into, nint intoRow, int rows, int inputs, int outputs)
    {
        long lengthX = (long)rows * inputs, lengthW = (long)inputs * outputs, lengthY = (long)rows * outputs;
        float[] rented = ArrayPool<float>.Shared.Rent(checked((int)(lengthX + lengthW + lengthY)));
        fixed (float* wide = rented)
        {
            float* wideWeights = wide + lengthX, sums = wideWeights + lengthW;
            Widen(x, wide, rows, inputs);
            Widen(weights, wideWeights, inputs, outputs);
            DenseProduct<float>.Multiply(new(wide, inputs, 1), new(wideWeights, outputs, 1), null, 0, sums, outputs, rows, inputs, outputs);
            for (int m = 0; m < rows; m++)
                for (int n = 0; n < outputs; n++, sums++) into[(m * intoRow) + n] = (Half)(bias == null ? *sums : *sums + (float)bias[(m * biasRow) + n]);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    private static void Widen(MatrixView<Half> from, float* to, int rows, int columns)
    {
        for (int m = 0; m < rows; m++)
            for (int n = 0; n < columns; n++) *to++ = (float)from.Start[(m * from.Row) + (n * from.Column)];
    }

    private static void Wrapping<T>(MatrixView<T> x, MatrixView<T> weights, T* bias, nint biasRow, T* into, nint intoRow, int rows, int inputs, int outputs)
        where T : unmanaged, INumber<T>
    {
        for (int m = 0; m < rows; m++)
        {
            for (int n = 0; n < outputs; n++)
            {
                T* from = x.Start + (m * x.Row), with = weights.Start + (n * weights.Column);
                T sum = bias == null ? T.Zero : bias[(m * biasRow) + n];
                for (int k = 0; k < inputs; k++, from += x.Column, with += weights.Row) sum += *from * *with;
                into[(m * intoRow) + n] = sum;
            }
        }
    }
}
