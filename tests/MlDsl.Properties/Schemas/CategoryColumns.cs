using System.Collections.Immutable;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up categorical columns of every type, with every encoding and option.</summary>
internal static class CategoryColumns
{
    // Beside the row's own: enums of several types, with gaps, a negative member and two names of one value.
    public const string Enums = """
        public enum Color { Red, Green, Blue, @checked }

        public enum Signed : short { Low = -7, Middle = 3, High = 4000, Top = High }

        public enum Wide : ulong { None, Last = ulong.MaxValue }
        """;

    private static readonly string[] Texts = ["S", "C", "Q", "für", "FÜR", "two words", "42", "日本"];

    public static MadeColumn Make(Random random, string member, bool takesTarget)
    {
        string type = Type(random);
        bool isNullable = random.Next(2) == 0;
        return new(member, type + (isNullable ? "?" : ""), $"[Categorical({Options(random, type, takesTarget)})]", DrawsOf(type, random));
    }

    public static string Options(Random random, string type, bool takesTarget)
    {
        var encoding = (CategoricalEncoding)random.Next(takesTarget ? 5 : 4);
        // Exports with hashes need an operator of ONNX Runtime's own, and are not compiled: fewer of them.
        if (encoding == CategoricalEncoding.Hashed && random.Next(3) > 0) encoding = CategoricalEncoding.OneHot;
        bool isHashed = encoding == CategoricalEncoding.Hashed;
        List<string> options = [];
        Unknown unknown = isHashed ? Unknown.Zero : (Unknown)random.Next(3);
        // What is refused must not be among the training rows.
        bool keepsAll = unknown == Unknown.Error;
        string[] usual = Usual(type);
        bool isDeclared = encoding is CategoricalEncoding.OneHot or CategoricalEncoding.Ordinal && random.Next(3) == 0 && (!keepsAll || usual.Length > 0);
        IEnumerable<string> declared = keepsAll ? usual.OrderBy(_ => random.Next()) : Declared(type).OrderBy(_ => random.Next()).Take(random.Next(1, 4));
        if (isDeclared) options.AddRange(declared.Select(static v => $"\"{v}\""));
        if (encoding != CategoricalEncoding.OneHot) options.Add($"Encoding = CategoricalEncoding.{encoding}");
        if (unknown != Unknown.Zero) options.Add($"Unknown = Unknown.{unknown}");
        if (!isHashed && !isDeclared && !keepsAll && random.Next(2) == 0) options.Add($"MaxCategories = {random.Next(1, 6)}");
        if (!isHashed && !isDeclared && !keepsAll && random.Next(3) == 0) options.Add($"MinCount = {random.Next(2, 100)}");
        if (isHashed) options.Add($"HashBits = {random.Next(1, 8)}");
        if (encoding == CategoricalEncoding.Target && random.Next(2) == 0) options.Add(FormattableString.Invariant($"Smoothing = {random.Next(0, 200) / 10.0}"));
        return string.Join(", ", options);
    }

    public static Draws DrawsOf(string type, Random random)
    {
        switch (type)
        {
            case "string": return new ListDraws([.. Texts], ["", " ", "s", "S ", "never seen", "fu\u0308r", "\0", "😀", new string('x', 300), .. Texts]);
            case "char": return new ListDraws(['A', 'B', ' ', 'é'], ['a', '\0', 'ß', '日', '\uFFFD', 'A']);
            case "System.Guid":
                ImmutableArray<object> ids = [.. Enumerable.Range(1, 4).Select(static i => (object)new Guid(i, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte)i))];
                return new ListDraws(ids, [Guid.Empty, new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff"), .. ids]);
            case "bool": return new ListDraws([true, false], [true, false]);
            case "Color": return new EnumDraws([0, 1, 2, 3], [0, 4, -1, 77]);
            case "Signed": return new EnumDraws([-7, 3, 4000], [0, -7, 4000, 17]);
            case "Wide": return new EnumDraws([0, -1], [0, -1, 5, long.MinValue]);
            case "System.DateOnly":
                return new ListDraws(
                    [.. Enumerable.Range(0, 5).Select(static i => (object)new DateOnly(2024, 2, 26).AddDays(i))],
                    [DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(2024, 2, 29), new DateOnly(2023, 2, 28), new DateOnly(1900, 3, 1)]);
            default: return new NumberDraws(type, random.Next(3) == 0 ? 5 : 2);
        }
    }

    public static string Type(Random random) => random.Next(12) switch
    {
        < 3 => "string",
        3 => "char",
        4 => "System.Guid",
        5 => "bool",
        6 => "Color",
        7 => random.Next(2) == 0 ? "Signed" : "Wide",
        8 => "System.DateOnly",
        9 => Numbers.Integers[random.Next(Numbers.Integers.Length)],
        _ => Numbers.Fractions[random.Next(Numbers.Fractions.Length)],
    };

    // All that training rows hold, where these are few; a method makes others of them.
    private static string[] Usual(string type) => type switch
    {
        "bool" => ["true", "false"],
        "Color" => ["Red", "Green", "Blue", "checked"],
        "Signed" => ["Low", "Middle", "High"],
        "Wide" => ["None", "Last"],
        "char" => ["A", "B", " ", "é"],
        "System.DateOnly" => ["2024-02-26", "2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"],
        _ => [],
    };

    private static string[] Declared(string type) => type switch
    {
        "string" => ["S", "C", "", "für", "never"],
        "char" => ["A", "é", "x"],
        "System.Guid" => ["00000001-0002-0003-0405-060708090a01", "00000003-0002-0003-0405-060708090a03"],
        "bool" => ["true", "false"],
        "Color" => ["Red", "Blue", "checked"],
        "Signed" => ["Low", "High"],
        "Wide" => ["Last", "None"],
        "System.DateOnly" => ["2024-02-29", "2024-02-27", "2023-01-01"],
        "sbyte" or "short" or "int" or "long" => ["-1", "3", "7"],
        "byte" or "ushort" or "uint" or "ulong" => ["0", "3", "7"],
        _ => ["0.5", "-0.25", "1", "1.5"],
    };
}

/// <summary>Numbers of an enum's members, and of none; the data set's own code makes them values of the enum.</summary>
internal sealed class EnumDraws(ImmutableArray<long> usual, ImmutableArray<long> edges) : Draws
{
    public override object Usual(Random random) => new EnumNumber(usual[random.Next(usual.Length)]);

    public override object Edge(Random random, IReadOnlyList<double> near) => new EnumNumber(edges[random.Next(edges.Length)]);
}
