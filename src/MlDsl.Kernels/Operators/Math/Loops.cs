namespace MlDsl.Kernels.Operators;

/// <summary>A function of one element.</summary>
internal interface IElementFunction<T, TResult>
{
    static abstract TResult Apply(T x);
}

/// <summary>A function of two elements.</summary>
internal interface IElementFunction<TX, TY, TResult>
{
    static abstract TResult Apply(TX x, TY y);
}

/// <summary>Runs a function over spans, for what <see cref="System.Numerics.Tensors.TensorPrimitives"/> does not know.</summary>
internal static class Loops
{
    public static void Run<T, TResult, TFunction>(ReadOnlySpan<T> x, Span<TResult> result)
        where TFunction : struct, IElementFunction<T, TResult>
    {
        for (int i = 0; i < result.Length; i++) result[i] = TFunction.Apply(x[i]);
    }

    /// <summary>As <see cref="BinaryOperator{TX,TY,TResult}"/> wants it: a span of one element stands for all.</summary>
    public static void Run<TX, TY, TResult, TFunction>(ReadOnlySpan<TX> x, ReadOnlySpan<TY> y, Span<TResult> result)
        where TFunction : struct, IElementFunction<TX, TY, TResult>
    {
        if (y.Length == 1)
        {
            TY one = y[0];
            if (x.Length == 1) result.Fill(TFunction.Apply(x[0], one));
            else for (int i = 0; i < result.Length; i++) result[i] = TFunction.Apply(x[i], one);
        }
        else if (x.Length == 1)
        {
            TX one = x[0];
            for (int i = 0; i < result.Length; i++) result[i] = TFunction.Apply(one, y[i]);
        }
        else for (int i = 0; i < result.Length; i++) result[i] = TFunction.Apply(x[i], y[i]);
    }
}
