using System.ComponentModel;
using System.Numerics;
using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels;

/// <summary>What the program of a row calls: the arithmetic of the operators for one row, bit for bit what they give for many.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowArithmetic
{
    /// <summary>Adds Σ features · weights to a sum, one term after another: the same bits on every machine.</summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="features">The features.</param>
    /// <param name="weights">As many weights.</param>
    /// <exception cref="ArgumentException">There are fewer weights.</exception>
    public static float Sum(float sum, ReadOnlySpan<float> features, ReadOnlySpan<float> weights) => SingleNumber.Sum(sum, features, weights);

    /// <summary>Converts a number as ONNX's Cast does.</summary>
    public static TTo Convert<TFrom, TTo>(TFrom number)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo> => Casting.Convert<TFrom, TTo>(number);

    /// <summary>A limit for what is below it.</summary>
    public static T Raise<T>(T x, T limit)
        where T : INumber<T> => x < limit ? limit : x;

    /// <summary>A limit for what is above it.</summary>
    public static T Lower<T>(T x, T limit)
        where T : INumber<T> => x > limit ? limit : x;

    /// <summary>A value for NaN.</summary>
    public static T Impute<T>(T x, T value)
        where T : INumber<T> => T.IsNaN(x) ? value : x;

    /// <summary>A value for a number that stands for a missing one.</summary>
    public static T Impute<T>(T x, T missing, T value)
        where T : INumber<T> => x == missing ? value : x;

    /// <summary>1 / (1 + e⁻ˣ) as ONNX's Sigmoid calculates it.</summary>
    public static float Sigmoid(float x) => SingleNumber.Sigmoid(x);

    /// <summary>eˣ as ONNX's Exp calculates it.</summary>
    public static float Exp(float x) => SingleNumber.Exp(x);

    /// <summary>tanh x as ONNX's Tanh calculates it.</summary>
    public static float Tanh(float x) => HyperbolicTangent.Of(x);

    /// <summary>A small dense layer: each output is its bias and then one product after another, the same bits on every machine.</summary>
    /// <param name="row">The row.</param>
    /// <param name="weights">One row of weights per input, as many in each as there are outputs.</param>
    /// <param name="bias">What the sums begin with; empty for zeros.</param>
    /// <param name="outputs">The outputs; not the memory of an operand.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Dense(ReadOnlySpan<float> row, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> outputs) => RowProduct.Multiply(row, weights, bias, outputs);

    /// <summary>The same for many rows, each with the bits that it has alone.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="inputs">The numbers of a row.</param>
    /// <param name="weights">One row of weights per input, as many in each as a row has outputs.</param>
    /// <param name="bias">What the sums begin with; empty for zeros.</param>
    /// <param name="results">The outputs of all rows; not the memory of an operand.</param>
    /// <param name="outputs">The outputs of a row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void DenseBatch(ReadOnlySpan<float> rows, int inputs, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> results, int outputs) =>
        RowsProduct.Multiply(rows, inputs, weights, bias, results, outputs);

    /// <summary>Runs a function of all numbers of a row on each of many rows, in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public static void ApplyBatch(RowFunction function, Span<float> rows, int width)
    {
        // What each number is for itself has no rows.
        if (function is RowFunction.Relu or RowFunction.Sigmoid or RowFunction.Tanh) RowFunctions.Apply(function, rows);
        else for (int at = 0; at < rows.Length; at += width) RowFunctions.Apply(function, rows.Slice(at, width));
    }

    /// <summary>eˣ calculated in double precision and rounded.</summary>
    public static float WideExp(float x) => MlNetNumber.WideExp(x);

    /// <summary>The probability 1 / (1 + e^(slope · score + offset)), calculated in double precision; missing where the score is.</summary>
    public static float Calibrated(float score, double slope, double offset) => MlNetNumber.Calibrated(score, slope, offset);

    /// <summary>The position of the highest number that is not missing, the first of equal ones; behind the last where all are missing.</summary>
    public static int HighestKnown<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, INumber<T> => MlNetNumber.HighestKnown(numbers);

    /// <summary>The position of the highest number, the first of equal ones.</summary>
    public static int Highest<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged, INumber<T>
    {
        int best = 0;
        for (int k = 1; k < numbers.Length; k++)
            if (numbers[k] > numbers[best]) best = k;
        return best;
    }

    /// <summary>Runs a function of all numbers of a row in place; of one that gives a single number, it is the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public static void Apply(RowFunction function, Span<float> row) => RowFunctions.Apply(function, row);

    /// <summary>Transforms the scores of a linear model in place.</summary>
    public static void Transform(ScoreTransform transform, Span<float> scores) => PostTransform.Apply(transform, scores);

    /// <summary>Makes the scores of two classes of that of the second one, which is the second number, in place.</summary>
    public static void Pair(ScoreTransform transform, Span<float> scores) => PostTransform.Pair(transform, scores[1], isShare: true, scores);

    /// <summary>What a tree library's objective makes of summed scores, in place.</summary>
    /// <param name="transform">What follows.</param>
    /// <param name="slope">The factor before the score in <see cref="MarginTransform.Logistic"/>.</param>
    /// <param name="divisor">What the scores are divided by before.</param>
    /// <param name="scores">The scores.</param>
    public static void Finish<T>(MarginTransform transform, double slope, long divisor, Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MarginTransforms.Finish(transform, slope, divisor, scores);
}
