namespace MlDsl.Generators.Columns;

/// <summary>C#'s implicit conversions between number types.</summary>
internal static class Widening
{
    private static readonly Dictionary<string, string> Targets = new()
    {
        ["sbyte"] = "short int long float double decimal",
        ["byte"] = "short ushort int uint long ulong float double decimal",
        ["short"] = "int long float double decimal",
        ["ushort"] = "int uint long ulong float double decimal",
        ["int"] = "long float double decimal",
        ["uint"] = "long ulong float double decimal",
        ["long"] = "float double decimal",
        ["ulong"] = "float double decimal",
        ["float"] = "double",
    };

    public static bool Exists(string from, string to) => Targets.TryGetValue(from, out string? targets) && targets.Split(' ').Contains(to);
}
