namespace MlDsl.Kernels;

/// <summary>Single-precision numbers as integers of the same order, so that "less or equal" can become "less than the next".</summary>
internal static unsafe class FloatKey
{
    /// <summary>Above every number's key; the key that pads sorted lists.</summary>
    public const int Last = int.MaxValue;

    /// <summary>The key of a number; both zeros have the same. NaN has none.</summary>
    public static int Of(float value)
    {
        float number = value + 0f;
        int bits = *(int*)&number;

        // Negative numbers order by magnitude the wrong way round; flipping all bits but the sign turns them.
        return bits ^ ((bits >> 31) & int.MaxValue);
    }
}
