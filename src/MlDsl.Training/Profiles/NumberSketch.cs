namespace MlDsl.Training;

/// <summary>
/// How often the values of a column fall into each bucket of a fixed grid. Two sketches add up bucket by bucket, so that every order and partition
/// of the rows gives the same bits.
/// </summary>
/// <remarks>
/// The grid is that of the floats' exponents and top eleven mantissa bits, after DDSketch (Masson, Rim, Lee, VLDB 2019): a bucket spans a relative 2⁻¹¹, so that a
/// quantile is within a relative 2⁻¹² of a value with exactly its rank. Buckets lie in pages of 256, and these in lists of 64 pages, that are made when a value falls into them: half a KiB without
/// values, some ten KiB of a few thousand different ones, about 0.6 MiB of a million normal ones, 8 MiB at most.
/// </remarks>
internal sealed class NumberSketch
{
    /// <summary>The key of a value that is not there.</summary>
    public const int Missing = -1;

    /// <summary>The key of an infinite value.</summary>
    public const int Infinite = -2;

    /// <summary>The keys of buckets are below it.</summary>
    public const int Keys = 1 << KeyBits;

    /// <summary>How far the middle of a bucket is from any value in it, relative to the value.</summary>
    public const double RelativeError = 1.0 / 4096;

    private const int DroppedBits = 12, PageBits = 8, ListBits = 6, KeyBits = 32 - DroppedBits, Half = 1 << (KeyBits - 1);

    private readonly long[]?[]?[] lists = new long[]?[]?[1 << (KeyBits - PageBits - ListBits)];

    /// <summary>The bucket of a value, ascending with it; or what it is instead.</summary>
    public static int KeyOf(float value)
    {
        if (!float.IsFinite(value)) return float.IsNaN(value) ? Missing : Infinite;
        // −0 and 0 are one value.
        int bits = BitConverter.SingleToInt32Bits(value + 0f);
        // Flipping the magnitude of the negatives makes the bits ascend with the value.
        return ((bits ^ ((bits >> 31) & int.MaxValue)) >> DroppedBits) + Half;
    }

    /// <summary>The smallest value of a bucket.</summary>
    public static float LowerOf(int key) => Value((key - Half) << DroppedBits);

    /// <summary>What stands for the values of a bucket: the middle, or the only integer in it where values are integers.</summary>
    public static double MiddleOf(int key, bool isInteger)
    {
        double lower = LowerOf(key), upper = Value(((key - Half) << DroppedBits) | ((1 << DroppedBits) - 1));
        double whole = Math.Ceiling(lower);
        return isInteger && upper - lower < 1 && whole <= upper ? whole : (lower + upper) / 2;
    }

    /// <summary>Counts a value by its key, which is none of <see cref="Missing"/> and <see cref="Infinite"/>.</summary>
    public void Add(int key) => Add(key, 1);

    /// <summary>Counts so many values of one bucket.</summary>
    public void Add(int key, long count) => PageOf(key)[PlaceOf(key)] += count;

    /// <summary>The page that a value is counted in, which stays where it is; the key is as for <see cref="Add(int)"/>.</summary>
    public long[] PageOf(int key) => Page(key >> PageBits);

    /// <summary>The place in its page.</summary>
    public static int PlaceOf(int key) => key & ((1 << PageBits) - 1);

    /// <summary>Counts all that another sketch counted.</summary>
    public void Merge(NumberSketch other)
    {
        foreach (var (number, page) in other.Pages())
        {
            long[] own = Page(number);
            for (int k = 0; k < page.Length; k++) own[k] += page[k];
        }
    }

    /// <summary>The buckets that hold values, ascending.</summary>
    public List<(int Key, long Count)> Buckets()
    {
        List<(int, long)> buckets = [];
        foreach (var (number, page) in Pages())
            for (int k = 0; k < page.Length; k++)
                if (page[k] > 0) buckets.Add(((number << PageBits) | k, page[k]));
        return buckets;
    }

    private long[] Page(int number) => (lists[number >> ListBits] ??= new long[]?[1 << ListBits])[number & ((1 << ListBits) - 1)] ??= new long[1 << PageBits];

    // The pages that are there, ascending.
    private IEnumerable<(int Number, long[] Counts)> Pages()
    {
        for (int i = 0; i < lists.Length; i++)
            for (int k = 0; lists[i] is { } list && k < list.Length; k++)
                if (list[k] is { } page) yield return ((i << ListBits) | k, page);
    }

    private static float Value(int ascending) => BitConverter.Int32BitsToSingle(ascending ^ ((ascending >> 31) & int.MaxValue));
}
