using System.Globalization;
using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>Made-up categorical columns of every type of key and option, with values that training never saw.</summary>
internal static class RandomCategories
{
    private static readonly string[] Texts =
        ["S", "C", "Q", "", " ", "s", "Å\"\n", "日本", "😀", new('x', 300), "a,b", "(missing)", "true", "0", "-0", "1e3"];

    public static RandomColumn Make(Random random, string name, ref int position) => random.Next(10) switch
    {
        0 => Make("bool", random, name, ref position, () => random.Next(2) == 0, ColumnValue.Flag, static v => v ? "true" : "false", ["true", "false"]),
        1 => Make("Shop.Color", random, name, ref position, () => (DayOfWeek)random.Next(9), static v => ColumnValue.Class((long)v, v.ToString()), static v => v.ToString(), ["Monday", "Friday"]),
        2 => Make<int, long>("int", random, name, ref position, () => Integer(random), static v => ColumnValue.Integer(v), static v => (long)v, ["3", "-1"]),
        3 => Make("long", random, name, ref position, () => (long)Integer(random), static v => ColumnValue.Integer(v), static v => v, ["0", "7"]),
        4 => Make("ulong", random, name, ref position, () => unchecked((ulong)Integer(random)), static v => ColumnValue.Integer(v), static v => v, ["18446744073709551615", "2"]),
        5 => Make("double", random, name, ref position, () => Fraction(random), ColumnValue.Number, v => ExactCategory.Of(v, name), ["0.5", "0"]),
        6 => Make("float", random, name, ref position, () => (float)Fraction(random), static v => ColumnValue.Number(v), v => ExactCategory.Of(v, name), ["0.1", "0"]),
        7 => Make("System.Half", random, name, ref position, () => (Half)Fraction(random), static v => ColumnValue.Number((double)v), v => ExactCategory.Of(v, name), ["0.5"]),
        8 => Make("decimal", random, name, ref position, () => Decimal(random), ColumnValue.Number, v => ExactCategory.Of(v, name), ["0.5", "1.25"]),
        _ when random.Next(4) == 0 => Make("System.DateOnly", random, name, ref position, () => new DateOnly(2024, 2, random.Next(26, 30)), ColumnValue.Date, static v => v, ["2024-02-29"]),
        _ => Make("string", random, name, ref position, () => Texts[random.Next(Texts.Length)], ColumnValue.Text, static v => v, ["S", "", "日本"]),
    };

    private static RandomColumn Make<T, TKey>(
        string type, Random random, string name, ref int position, Func<T> draw, Func<T, ColumnValue> wrap, Func<T, TKey> key, string[] declared)
        where TKey : notnull, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
    {
        bool isNullable = random.Next(2) == 0;
        CategoryOptions options = Options(random, isNullable, declared);
        CategoryLearner<TKey> learner = new(name, options);
        for (int i = random.Next(0, 30); i >= 0; i--)
        {
            T value = draw();
            bool isMissing = isNullable && (random.Next(6) == 0 || wrap(value).ToDouble() is double.NaN);
            if (isMissing) learner.AddMissing((float)random.NextDouble(), i % FoldFilter.Count);
            else if (wrap(value).ToDouble() is not { } number || double.IsFinite(number)) learner.Add(key(value), (float)random.NextDouble(), i % FoldFilter.Count);
        }
        CategoryEncoding<TKey> encoding = learner.Finish(ref position, FoldFilter.All);
        return new(isNullable ? type + "?" : type, encoding, () =>
        {
            T value = draw();
            ColumnValue data = isNullable && random.Next(6) == 0 ? ColumnValue.Missing : wrap(value);
            return data.IsMissing || (isNullable && data.ToDouble() is double.NaN)
                ? new(data, encoding.WriteMissing)
                : new(data, (ref SparseSink sink) => Write(encoding, key(value), ref sink));
        });
    }

    // The methods that the generator chooses by the encoding.
    private static void Write<TKey>(CategoryEncoding<TKey> encoding, TKey key, ref SparseSink sink)
        where TKey : notnull, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey>
    {
        if (encoding.Options.Encoding == CategoricalEncoding.OneHot) encoding.WriteOneHot(key, ref sink);
        else if (encoding.Options.Encoding == CategoricalEncoding.Hashed) encoding.WriteHashed(key, ref sink);
        else encoding.WriteValue(key, ref sink);
    }

    private static CategoryOptions Options(Random random, bool isNullable, string[] declared)
    {
        var encoding = (CategoricalEncoding)random.Next(5);
        bool isDeclared = encoding is CategoricalEncoding.OneHot or CategoricalEncoding.Ordinal && random.Next(3) == 0;
        return new()
        {
            Encoding = encoding,
            Unknown = encoding == CategoricalEncoding.Hashed ? Unknown.Zero : (Unknown)random.Next(3),
            Values = isDeclared ? declared : [],
            MaxCategories = isDeclared || encoding == CategoricalEncoding.Hashed ? 0 : random.Next(6),
            MinCount = isDeclared || encoding == CategoricalEncoding.Hashed ? 1 : random.Next(1, 4),
            HashBits = random.Next(1, 7),
            Smoothing = random.Next(0, 20),
            Nullable = isNullable,
        };
    }

    private static int Integer(Random random) => random.Next(4) == 0 ? random.Next(2) == 0 ? int.MinValue : int.MaxValue : random.Next(-2, 8);

    private static double Fraction(Random random) => random.Next(12) switch
    {
        0 => -0.0,
        1 => random.Next(4) == 0 ? double.PositiveInfinity : double.NaN,
        2 => 0.1,
        3 => Math.BitIncrement(0.5),
        _ => random.Next(-2, 6) / 4.0,
    };

    private static decimal Decimal(Random random) =>
        decimal.Parse(random.Next(3) switch { 0 => "0.50", 1 => "1.250", _ => random.Next(5).ToString(CultureInfo.InvariantCulture) }, CultureInfo.InvariantCulture);
}
