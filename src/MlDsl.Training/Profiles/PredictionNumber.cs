using System.Runtime.CompilerServices;

namespace MlDsl.Training;

/// <summary>The number of a prediction, without boxing it.</summary>
internal static class PredictionNumber
{
    /// <summary>The number; of two classes the probability of the positive one; of an interval its value; NaN of any other type.</summary>
    public static float Of<T>(in T prediction)
    {
        if (typeof(T) == typeof(float)) return As<T, float>(in prediction);
        if (typeof(T) == typeof(Score)) return As<T, Score>(in prediction).Value;
        if (typeof(T) == typeof(Probability)) return As<T, Probability>(in prediction).Value;
        if (typeof(T) == typeof(Interval<float>)) return As<T, Interval<float>>(in prediction).Value;
        return typeof(T) == typeof(BinaryPrediction) ? As<T, BinaryPrediction>(in prediction).Probability.Value : float.NaN;
    }

    private static ref readonly TOther As<T, TOther>(in T value) => ref Unsafe.As<T, TOther>(ref Unsafe.AsRef(in value));
}
