using System.Numerics;
using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>Made-up numeric columns of every type and option, with values beside every threshold.</summary>
internal static class RandomNumbers
{
    public static RandomColumn Make(Random random, string name, ref int position) => random.Next(14) switch
    {
        0 => Integer<sbyte>("sbyte", random, name, ref position),
        1 => Integer<byte>("byte", random, name, ref position),
        2 => Integer<short>("short", random, name, ref position),
        3 => Integer<ushort>("ushort", random, name, ref position),
        4 => Integer<int>("int", random, name, ref position),
        5 => Integer<uint>("uint", random, name, ref position),
        6 => Integer<long>("long", random, name, ref position),
        7 => Make("ulong", random, name, ref position, near => Whole<ulong>(random, near), static v => ColumnValue.Integer(v), static v => (float)v),
        8 => Make("bool", random, name, ref position, _ => random.Next(2) == 0, ColumnValue.Flag, static v => v ? 1f : 0f),
        9 => Make("System.Half", random, name, ref position, near => (Half)Near(random, near), static v => ColumnValue.Number((double)v), static v => (float)v),
        10 => Make("decimal", random, name, ref position, near => Exact(random, near), ColumnValue.Number, static v => (float)v),
        11 => Make("double", random, name, ref position, near => Between(random, near), ColumnValue.Number, static v => (float)v),
        _ => Make("float", random, name, ref position, near => Near(random, near), static v => ColumnValue.Number(v), static v => v),
    };

    private static RandomColumn Integer<T>(string type, Random random, string name, ref int position)
        where T : struct, IBinaryInteger<T> =>
        Make(type, random, name, ref position, near => Whole<T>(random, near), static v => ColumnValue.Integer(long.CreateChecked(v)), float.CreateTruncating);

    private static RandomColumn Make<T>(
        string type, Random random, string name, ref int position, Func<IReadOnlyList<float>, T> draw, Func<T, ColumnValue> wrap, Func<T, float> convert)
    {
        bool isNullable = random.Next(2) == 0;
        NumericOptions options = Options(random, isNullable);
        NumericLearner learner = new(name, options);
        List<float> near = [0f];
        int rows = random.Next(1, 80);
        for (int i = 0; i < rows; i++)
        {
            float value = convert(draw(near));
            if (isNullable && random.Next(5) == 0) learner.Add((float?)null);
            else if (float.IsFinite(value)) learner.Add(value);
        }
        learner.Add(convert(default!));
        NumericEncoding encoding = learner.Finish(ref position);
        near.AddRange([.. encoding.Edges, encoding.Fill, (float)encoding.Offset]);
        if (double.IsFinite(options.Min)) near.Add((float)options.Min);
        if (double.IsFinite(options.Max)) near.Add((float)options.Max);
        return new(isNullable ? type + "?" : type, encoding, () =>
        {
            if (isNullable && random.Next(6) == 0) return new(ColumnValue.Missing, (ref SparseSink sink) => encoding.Write((float?)null, ref sink));
            T value = draw(near);
            return new(wrap(value), (ref SparseSink sink) => Write(encoding, convert(value), ref sink));
        });
    }

    // The paths that the generator chooses by the options.
    private static void Write(NumericEncoding encoding, float value, ref SparseSink sink)
    {
        NumericOptions options = encoding.Options;
        if (options.Clips || options.Bins > 0 || options.Scale is Scale.Log or Scale.Power) encoding.Write(value, ref sink);
        else if (options.Scale == Scale.None) encoding.WriteRaw(value, ref sink);
        else encoding.WriteScaled(value, ref sink);
    }

    private static NumericOptions Options(Random random, bool isNullable)
    {
        bool isBinned = random.Next(4) == 0;
        bool isClipped = random.Next(3) == 0;
        return new()
        {
            Scale = isBinned ? Scale.None : (Scale)random.Next(6),
            Bins = isBinned ? random.Next(2, 12) : 0,
            Impute = isNullable ? (Impute)random.Next(1, 4) : Impute.None,
            Constant = random.Next(-3, 4) / 2.0,
            Indicator = isNullable && random.Next(2) == 0,
            Min = isClipped ? -random.Next(0, 3) : double.NegativeInfinity,
            Max = isClipped && random.Next(3) > 0 ? random.Next(0, 40) + 0.1 : double.PositiveInfinity,
        };
    }

    private static float Near(Random random, IReadOnlyList<float> near) => random.Next(12) switch
    {
        0 => near[random.Next(near.Count)],
        1 => MathF.BitIncrement(near[random.Next(near.Count)]),
        2 => MathF.BitDecrement(near[random.Next(near.Count)]),
        3 => random.Next(2) == 0 ? -0f : float.Epsilon,
        4 => (float)(Math.Pow(10, random.Next(-30, 30)) * (random.NextDouble() - 0.5)),
        5 => random.Next(20) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => float.NegativeInfinity, _ => 1f },
        6 => random.Next(-5, 40),
        _ => (float)(random.NextDouble() * 20 - 5),
    };

    private static double Between(Random random, IReadOnlyList<float> near)
    {
        double value = Near(random, near);
        return random.Next(4) switch { 0 => Math.BitIncrement(value), 1 => value * (1 + 1e-9), 2 => value * (1 - 3e-8), _ => value };
    }

    private static decimal Exact(Random random, IReadOnlyList<float> near)
    {
        float value = Near(random, near);
        return float.IsFinite(value) && Math.Abs(value) < 1e20 ? (decimal)value + random.Next(3) * 0.0000001m : random.Next();
    }

    private static T Whole<T>(Random random, IReadOnlyList<float> near)
        where T : struct, IBinaryInteger<T>
    {
        float value = Near(random, near);
        return random.Next(4) switch
        {
            // Where floats have gaps, and rounding to double and then to float is not rounding to float.
            0 => T.CreateTruncating((1UL << random.Next(63)) + (ulong)random.NextInt64(1 << 10)),
            1 => T.CreateTruncating(random.NextInt64()),
            _ => float.IsFinite(value) ? T.CreateSaturating(value) : T.One,
        };
    }
}
