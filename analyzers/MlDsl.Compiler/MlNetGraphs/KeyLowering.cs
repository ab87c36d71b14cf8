using System.Globalization;
using MlDsl.Compiler.MlNetFiles;
using MlDsl.Compiler.MlNetSteps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Makes nodes of keys: from values to keys, from keys to values and to zeros and ones, and of tables.</summary>
internal static class KeyLowering
{
    // Look-ups of more values would take the build minutes.
    private const int MaxKeys = 1 << 20;

    // A vector of more zeros would take gigabytes.
    private const long MaxIndicators = 1 << 20;

    public static GraphColumn Keys(GraphWriter writer, string place, string output, GraphColumn input, Array terms)
    {
        ColumnType type = ColumnLowering.Fixed(place, input);
        if (terms.GetType().GetElementType() != type.Element || type.IsKey) throw new RefusedException($"{place} knows values of another type than the column '{input.Name}', a {type}");
        if (terms.Length is < 1 or > MaxKeys) throw new RefusedException($"{place} has {terms.Length} values; 1 to {MaxKeys} are compiled");
        long[] keys = [.. Enumerable.Range(1, terms.Length).Select(static i => (long)i)];
        return new GraphColumn(output, new ColumnType(typeof(uint), type.Width, terms.Length), new Lazy<string>(() => writer.For(place, () => Looked(writer, place, output, input, type, terms, keys, 0L)))) { KeyValues = terms };
    }

    public static GraphColumn Hashes(GraphWriter writer, string place, string output, GraphColumn input, HashOperation hash)
    {
        ColumnType type = ColumnLowering.Fixed(place, input);
        if (type.IsKey && type.Element == typeof(ulong)) throw new RefusedException($"{place} hashes the column '{input.Name}', a {type}");
        bool isCombined = hash.IsCombined && type.IsVector;
        return new GraphColumn(output, new ColumnType(typeof(uint), isCombined ? null : type.Width, 1L << hash.Bits), new Lazy<string>(() => writer.For(place, () =>
        {
            List<(string, object?)> attributes = [("bits", (long)hash.Bits), ("seed", (long)hash.Seed), ("isKey", type.IsKey ? 1L : 0L)];
            if (!isCombined) attributes.AddRange([("isOrdered", hash.IsOrdered ? 1L : 0L), ("isOld", hash.IsOld ? 1L : 0L)]);
            return writer.Node(output, OperatorAttribute.Own, isCombined ? "CombinedHash" : "ValueHash", [input.Value.Value], [.. attributes]);
        })));
    }

    public static GraphColumn Values(GraphWriter writer, string place, string output, GraphColumn input)
    {
        ColumnType type = ColumnLowering.Fixed(place, input);
        if (!type.IsKey) throw new RefusedException($"{place} reads the column '{input.Name}', a {type}, which is no key");
        if (input.KeyValues is not { } values) throw new RefusedException($"{place} reads the keys of the column '{input.Name}', and nothing in the file says what they stand for");
        var made = new ColumnType(values.GetType().GetElementType()!, type.Width);
        long[] keys = [.. Enumerable.Range(1, values.Length).Select(static i => (long)i)];
        return new GraphColumn(output, made, new Lazy<string>(() => writer.For(place, () => Looked(writer, place, output, input, type, keys, values, Missing(made.Element))))) { Labels = values as string[] ?? [] };
    }

    public static GraphColumn Table(GraphWriter writer, string place, string output, GraphColumn input, TableOperation table)
    {
        ColumnType type = ColumnLowering.Fixed(place, input);
        if (table.Keys.GetType().GetElementType() != type.Element || type.IsKey) throw new RefusedException($"{place} has keys of another type than the column '{input.Name}', a {type}");
        if (table.Keys.Length is < 1 or > MaxKeys) throw new RefusedException($"{place} has {table.Keys.Length} keys; 1 to {MaxKeys} are compiled");
        Type element = table.Values.GetType().GetElementType()!;
        return new GraphColumn(output, new ColumnType(element, type.Width), new Lazy<string>(() => writer.For(place, () => Looked(writer, place, output, input, type, table.Keys, table.Values, Zero(element)))));
    }

    public static GraphColumn Indicators(GraphWriter writer, string place, string output, GraphColumn input, bool isCounted)
    {
        ColumnType type = ColumnLowering.Fixed(place, input);
        if (type.KeyCount is not { } count) throw new RefusedException($"{place} reads the column '{input.Name}', a {type}, which is no key");
        bool isSummed = isCounted && type.Items > 1;
        if (count > MaxIndicators / type.Items) throw new RefusedException($"{place} makes {count} columns of each item of '{input.Name}'; up to {MaxIndicators} are compiled");
        int width = (int)count * (isSummed ? 1 : type.Items);
        long[] keys = [.. Enumerable.Range(1, (int)count).Select(static i => (long)i)];
        var made = new GraphColumn(output, new ColumnType(typeof(float), width), new Lazy<string>(() => writer.For(place, () =>
        {
            string hot = writer.Node(output, OperatorAttribute.Ml, "OneHotEncoder", [input.Value.Value], ("cats_int64s", keys), ("zeros", 1L));
            string flat = writer.Node(output, "Flatten", [hot], ("axis", 1L));
            if (!isSummed) return flat;

            // The items of a row, added one after another; their sum is a count.
            string[] parts = [.. Enumerable.Range(0, type.Items).Select(i => writer.Node(output, "Slice", [flat, Place(writer, output, i * count), Place(writer, output, (i + 1) * count), Place(writer, output, 1)]))];
            return writer.Node(output, "Sum", parts);
        })));
        return type.Items == 1 ? made with { Origins = [.. keys.Select(key => ((GraphColumn, long)?)(input, key))] } : made;
    }

    public static GraphColumn Bits(GraphWriter writer, string place, string output, GraphColumn input)
    {
        ColumnType type = ColumnLowering.Fixed(place, input);
        if (type.KeyCount is not (>= 1 and <= uint.MaxValue and var count)) throw new RefusedException($"{place} reads the column '{input.Name}', a {type}, which is no key");

        // One more than the highest key takes, so that a missing one is told from all.
        int bits = System.Numerics.BitOperations.Log2((uint)count) + 2;
        if ((long)bits * type.Items > MlNetGraph.MaxItems) throw new RefusedException($"{place} makes {bits} columns of each item of '{input.Name}'; up to {MlNetGraph.MaxItems} are compiled");
        return new GraphColumn(output, new ColumnType(typeof(float), bits * type.Items), new Lazy<string>(() => writer.For(place, () => writer.Node(output, OperatorAttribute.Own, "KeyBits", [input.Value.Value], ("bits", (long)bits)))));
    }

    /// <summary>The texts of values, as classes are called; empty where they are no texts.</summary>
    public static IReadOnlyList<string> Labels(Array? values) => values switch
    {
        string[] texts => texts,
        null => [],
        float[] or double[] or bool[] => [],
        _ => [.. values.Cast<IFormattable>().Select(static value => value.ToString(null, CultureInfo.InvariantCulture))],
    };

    private static string Place(GraphWriter writer, string column, long place) => writer.Constant(column, new Tensor<long>([place], 1));

    // What a missing key stands for.
    private static object Missing(Type element) => element == typeof(float) ? (object)float.NaN : element == typeof(double) ? (object)double.NaN : Zero(element);

    // What stands for a key that a table does not have. Each as an object of its own: a common type of numbers would make all of them doubles.
    private static object Zero(Type element)
    {
        if (element == typeof(string)) return "";
        if (element == typeof(float)) return 0f;
        return element == typeof(double) ? (object)0d : 0L;
    }

    private static string Looked(GraphWriter writer, string place, string output, GraphColumn input, ColumnType type, Array keys, Array values, object missing)
    {
        string value = input.Value.Value;
        var attributes = new List<(string, object?)>();
        if (keys is string[] texts) attributes.Add(("keys_strings", texts));
        else if (keys is float[] singles) attributes.Add(("keys_floats", singles));
        else if (keys is double[] doubles) attributes.Add(("keys_tensor", new Tensor<double>(doubles, doubles.Length)));
        else if (keys is long[] && type.IsKey) attributes.Add(("keys_int64s", keys));
        else
        {
            // Whole numbers of every size, and truth values, are looked up as 64-bit ones.
            if (Wholes(keys) is not { } wholes) throw new RefusedException($"{place} looks up the column '{input.Name}', a {type}");
            value = writer.Cast(output, value, type.Element, typeof(long));
            attributes.Add(("keys_int64s", wholes));
        }
        if (values is string[] found) attributes.AddRange([("values_strings", found), ("default_string", missing)]);
        else if (values is float[] numbers) attributes.AddRange([("values_floats", numbers), ("default_float", missing)]);
        else if (values is double[] wide) attributes.AddRange([("values_tensor", new Tensor<double>(wide, wide.Length)), ("default_tensor", new Tensor<double>([(double)missing], 1))]);
        else if (Wholes(values) is { } whole) attributes.AddRange([("values_int64s", whole), ("default_int64", missing)]);
        else throw new RefusedException($"{place} gives values of a type that is not compiled");
        string looked = writer.Node(output, OperatorAttribute.Ml, "LabelEncoder", [value], [.. attributes]);
        return values is string[] or float[] or double[] or long[]? looked : writer.Cast(output, looked, typeof(long), values.GetType().GetElementType()!);
    }

    private static long[]? Wholes(Array values) => values switch
    {
        long[] all => all,
        bool[] all => Array.ConvertAll(all, static value => value ? 1L : 0L),
        sbyte[] or byte[] or short[] or ushort[] or int[] or uint[] => [.. values.Cast<IConvertible>().Select(static value => value.ToInt64(CultureInfo.InvariantCulture))],
        _ => null,
    };
}
