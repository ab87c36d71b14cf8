using System.Runtime.InteropServices;

namespace MlDsl.Columns;

/// <summary>
/// The multiset of a column's values, for what needs their order. Up to <see cref="Held"/> values are held and everything is exact.
/// Above, they are counted in logarithmic buckets: DDSketch (Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch
/// with relative-error guarantees", VLDB 2019) with the mapping that reads a float's exponent and top mantissa bits. The state
/// depends on the multiset alone, so every order and partition gives the same bits.
/// </summary>
/// <remarks>
/// A bucket spans 2⁻¹¹ of a power of two and keeps its smallest and largest value. A quantile is the middle of them: exact where a bucket
/// holds one distinct value (integers up to 4096 always), else within a relative 2⁻¹² (0.025 %) for normal floats.
/// </remarks>
internal sealed class ValueSketch
{
    /// <summary>The most values that are held exactly.</summary>
    public const int Held = 65_536;

    /// <summary>The greatest relative error of a value above that.</summary>
    public const double RelativeError = 1.0 / 4096;

    private const int DroppedBits = 12;
    private List<float>? values = [];
    private Dictionary<int, Bucket>? buckets;

    /// <summary>Adds <paramref name="value"/>, which is finite.</summary>
    public void Add(float value)
    {
        // −0 and 0 are one value.
        if (value == 0) value = 0f;
        if (values is null)
        {
            Put(value);
            return;
        }
        values.Add(value);
        if (values.Count > Held) Spill();
    }

    /// <summary>Adds all that <paramref name="other"/> holds.</summary>
    public void Merge(ValueSketch other)
    {
        if (other.values is not null)
        {
            foreach (float value in other.values) Add(value);
            return;
        }
        if (values is not null) Spill();
        foreach ((int key, Bucket added) in other.buckets!)
        {
            ref Bucket bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets!, key, out bool exists);
            bucket = exists
                ? new(Math.Min(bucket.Least, added.Least), Math.Max(bucket.Most, added.Most), bucket.Count + added.Count)
                : added;
        }
    }

    /// <summary>
    /// The values in ascending order with how often each occurs, and <paramref name="times"/> of <paramref name="more"/>, all clipped.
    /// </summary>
    public SortedValues Sort(NumericOptions options, float more, long times)
    {
        List<(float Value, long Count)> pairs = [];
        foreach (float value in values ?? []) pairs.Add((options.Clip(value), 1));
        foreach (Bucket bucket in buckets?.Values.AsEnumerable() ?? []) pairs.Add((options.Clip(bucket.Middle), bucket.Count));
        if (times > 0) pairs.Add((options.Clip(more), times));
        return new SortedValues(pairs);
    }

    private void Spill()
    {
        List<float> held = values!;
        (values, buckets) = (null, []);
        foreach (float value in held) Put(value);
    }

    private void Put(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        // Flipping the magnitude of the negatives makes the bits ascend with the value; the shift then forms the bucket.
        int key = (bits ^ ((bits >> 31) & int.MaxValue)) >> DroppedBits;
        ref Bucket bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets!, key, out bool exists);
        bucket = exists ? new(Math.Min(bucket.Least, value), Math.Max(bucket.Most, value), bucket.Count + 1) : new(value, value, 1);
    }

    private readonly record struct Bucket(float Least, float Most, long Count)
    {
        public float Middle => (float)(((double)Least + Most) / 2);
    }
}
