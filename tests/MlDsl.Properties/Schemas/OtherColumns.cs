using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up columns of times and texts.</summary>
internal static class OtherColumns
{
    private static readonly string[] Times = ["System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly"];
    private static readonly string[] Bare = ["double", "string", "Color", "System.DateTime", "System.DateTimeOffset", "System.TimeOnly", "System.TimeSpan", "System.Guid", "char", "int", "byte", "ulong", "decimal", "[]"];

    public static MadeColumn MakeTime(Random random, string member)
    {
        string type = Times[random.Next(Times.Length)];
        return new(member, type + (random.Next(2) == 0 ? "?" : ""), $"[DateParts({Parts(random, type)})]", new TimeDraws(type, random.Next(2) == 0));
    }

    public static MadeColumn MakeText(Random random, string member) =>
        new(member, "string" + (random.Next(2) == 0 ? "?" : ""), $"[Text({TextOptions(random)})]", new WordDraws());

    public static string TextOptions(Random random)
    {
        int words = random.Next(0, 4), characters = random.Next(words == 0 ? 1 : 0, 6);
        string bits = random.Next(6) == 0 ? "" : FormattableString.Invariant($", HashBits = {random.Next(2, 9)}");
        return FormattableString.Invariant($"WordNgrams = {words}, CharNgrams = {characters}{bits}, TfIdf = {Flag(random)}, Normalize = {Flag(random)}");
    }

    /// <summary>A column that is no feature, and that feature methods may take.</summary>
    public static MadeColumn MakeBare(Random random, string member)
    {
        string type = Bare[random.Next(Bare.Length)], nullable = random.Next(2) == 0 ? "?" : "";
        if (type == "[]") return new(member, "float[]" + nullable, "[Column(Length = 3)]", new VectorDraws("[]", "float", 3, new NumberDraws("float", 0), false)) { Length = 3 };
        Draws draws = type.StartsWith("System.", StringComparison.Ordinal) && type != "System.Guid" ? new TimeDraws(type, random.Next(2) == 0) : CategoryColumns.DrawsOf(type, random);
        return new(member, type + nullable, "", draws);
    }

    public static string Parts(Random random, string type)
    {
        // The parts by default, or all that the type has.
        List<string> options = [];
        if (type == "System.TimeOnly" || random.Next(5) > 0)
        {
            int all = type switch { "System.DateOnly" => 511 & ~64, "System.TimeOnly" => 64, _ => 511 };
            int parts = random.Next(4) == 0 ? all : random.Next(1, 512) & all;
            if (parts != 0) options.Add($"(DatePart){parts}");
        }
        if (random.Next(2) == 0) options.Add("Cyclic = true");
        return string.Join(", ", options);
    }

    private static string Flag(Random random) => random.Next(2) == 0 ? "true" : "false";
}
