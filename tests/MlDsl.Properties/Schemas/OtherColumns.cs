using MlDsl.Properties.Values;

namespace MlDsl.Properties.Schemas;

/// <summary>Made-up columns of times and texts.</summary>
internal static class OtherColumns
{
    private static readonly string[] Times = ["System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly"];

    public static MadeColumn MakeTime(Random random, string member)
    {
        string type = Times[random.Next(Times.Length)];
        return new(member, type + (random.Next(2) == 0 ? "?" : ""), $"[DateParts({Parts(random, type)})]", new TimeDraws(type, random.Next(2) == 0));
    }

    public static MadeColumn MakeText(Random random, string member) => new(
        member, "string" + (random.Next(2) == 0 ? "?" : ""),
        FormattableString.Invariant($"[Text(WordNgrams = {random.Next(1, 4)}, CharNgrams = {random.Next(0, 5)}, HashBits = {random.Next(2, 9)}, TfIdf = {Flag(random)}, Normalize = {Flag(random)})]"),
        new WordDraws());

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
