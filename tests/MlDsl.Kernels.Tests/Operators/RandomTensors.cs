namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Tensors of random shapes and elements; the same seed gives the same ones.</summary>
internal sealed class RandomTensors(int seed)
{
    /// <summary>Every element type, by the name that tests show.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Types = new Type[]
    {
        typeof(float), typeof(double), typeof(Half), typeof(long), typeof(int), typeof(short), typeof(sbyte), typeof(ulong), typeof(uint), typeof(ushort),
        typeof(byte), typeof(bool), typeof(string),
    }.ToDictionary(static type => type.Name);

    public Random Random { get; } = new(seed);

    /// <summary>A shape of up to so many dimensions, now and then with a dimension of none.</summary>
    public long[] Shape(int maxRank = 4, int maxSize = 5) =>
        [.. Enumerable.Range(0, Random.Next(maxRank + 1)).Select(_ => Random.Next(40) == 0 ? 0L : Random.Next(1, maxSize + 1))];

    /// <summary>So many numbers of at least one and less than the other.</summary>
    public long[] Sizes(int count, int least, int most) => [.. Enumerable.Range(0, count).Select(_ => (long)Random.Next(least, most))];

    /// <summary>So many dimensions of one to so many elements, now and then with one of none.</summary>
    public long[] Dimensions(int count, int most) => Sizes(count, Random.Next(6) == 0 ? 0 : 1, most + 1);

    /// <summary>Shapes that broadcast together: parts of a common one, with ones here and there.</summary>
    public long[][] Broadcastable(int count)
    {
        long[] common = Shape();
        return [.. Enumerable.Range(0, count).Select(_ => Part(common))];
    }

    /// <summary>Elements as <paramref name="make"/> makes them.</summary>
    public Tensor<T> Of<T>(long[] shape, Func<Random, T> make)
    {
        var tensor = new Tensor<T>();
        tensor.Resize(shape);
        foreach (ref T element in tensor.Values) element = make(Random);
        return tensor;
    }

    /// <summary>Any elements, among them the ones that are often forgotten.</summary>
    public Tensor Any(Type element, long[] shape) => Of(element, shape, static random => Pick(
        random, (random.NextDouble() * 8) - 4, random.Next(-3, 4), random.Next(-200, 200), 0.5, 2.5, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e30, -1e-30));

    /// <summary>Numbers between -3 and 3 that are not zero.</summary>
    public Tensor Moderate(Type element, long[] shape) => Of(element, shape, static random => (random.NextDouble() < 0.5 ? -1 : 1) * (random.Next(1, 4) - (random.NextDouble() * 0.9)), whole: 1);

    /// <summary>Numbers by a function; of integers only what lies in their range, and at least <paramref name="whole"/> away from zero.</summary>
    public Tensor Of(Type element, long[] shape, Func<Random, double> make, int whole = 0) => element.Name switch
    {
        nameof(Single) => Of(shape, random => (float)make(random)),
        nameof(Double) => Of(shape, make),
        nameof(Half) => Of(shape, random => (Half)make(random)),
        nameof(Int64) => Of(shape, random => Integer(random, make, whole)),
        nameof(Int32) => Of(shape, random => unchecked((int)Integer(random, make, whole))),
        nameof(Int16) => Of(shape, random => unchecked((short)Integer(random, make, whole))),
        nameof(SByte) => Of(shape, random => unchecked((sbyte)Integer(random, make, whole))),
        nameof(UInt64) => Of(shape, random => unchecked((ulong)Integer(random, make, whole))),
        nameof(UInt32) => Of(shape, random => unchecked((uint)Integer(random, make, whole))),
        nameof(UInt16) => Of(shape, random => unchecked((ushort)Integer(random, make, whole))),
        nameof(Byte) => Of(shape, random => unchecked((byte)Integer(random, make, whole))),
        nameof(Boolean) => Of(shape, static random => random.Next(2) == 0),
        _ => Of(shape, static random => Pick(random, "", "a", "b", "ä", "ab")),
    };

    /// <summary>Any type of elements.</summary>
    public Type AnyType() => Types.Values.ElementAt(Random.Next(Types.Count));

    public static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static long Integer(Random random, Func<Random, double> make, int whole)
    {
        double value = make(random);
        if (whole > 0) return value > 0 ? (long)Math.Max(value, whole) : (long)Math.Min(value, -whole);
        return double.IsFinite(value) && Math.Abs(value) < 1000 ? (long)value : Pick(random, long.MinValue, long.MaxValue, int.MinValue, int.MaxValue, short.MinValue, sbyte.MinValue, -1);
    }

    private long[] Part(long[] common)
    {
        long[] part = [.. common.Skip(Random.Next(3) == 0 ? Random.Next(common.Length + 1) : 0)];
        for (int i = 0; i < part.Length; i++)
            if (Random.Next(3) == 0) part[i] = 1;
        return part;
    }
}
