namespace MlDsl.Generators.Onnx;

/// <summary>Which values keep their meaning on the way between a member and a tensor: the same type, or one that holds every value of it.</summary>
internal static class Conversions
{
    // From the type on the left to those on the right.
    private static readonly Dictionary<string, string[]> Exact = new(StringComparer.Ordinal)
    {
        ["byte"] = ["short", "ushort", "int", "uint", "long", "ulong", "float", "double"],
        ["sbyte"] = ["short", "int", "long", "float", "double"],
        ["short"] = ["int", "long", "float", "double"],
        ["ushort"] = ["int", "uint", "long", "ulong", "float", "double"],
        ["int"] = ["long", "double"],
        ["uint"] = ["long", "ulong", "double"],
        ["float"] = ["double"],
        ["global::System.Half"] = ["float", "double"],
        ["global::MlDsl.BFloat16"] = ["float", "double"],
    };

    private static readonly string[] Integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"];

    public static bool IsExact(string from, string to) => from == to || (Exact.TryGetValue(from, out string[]? wider) && wider.Contains(to));

    /// <summary>Whether a member can fill a tensor of <paramref name="element"/>, in which something may stand for missing values.</summary>
    public static bool Fills(MemberSpec member, string element, bool hasMissing)
    {
        if (member.Form != MemberForm.Single) return (member.Element == element || Widens(member, element)) && !member.IsEnum;
        if (member.IsNullable && !hasMissing && element is not ("float" or "double" or "string" or "global::System.Half")) return false;
        return member.IsEnum ? element == "string" || Integers.Contains(element) : IsExact(member.Element, element);
    }

    /// <summary>Whether the elements of an array fill a tensor of more digits.</summary>
    public static bool Widens(MemberSpec member, string element) => member.Form is MemberForm.Array or MemberForm.Memory && (member.Element, element) is ("float", "double");

    /// <summary>
    /// Whether a tensor of <paramref name="element"/> can fill a member. What a library predicts in double precision may be taken as the
    /// single-precision number next to it.
    /// </summary>
    public static bool Takes(MemberSpec member, string element, bool isPrediction)
    {
        if (isPrediction && element == "double" && (member.Element == "float" || IsMeasure(member.Element))) return true;
        if (member.Form != MemberForm.Single) return member.Element == element;
        return IsMeasure(member.Element) ? element == "float" : IsExact(element, member.Element);
    }

    /// <summary>Scores and probabilities: numbers with a meaning, made by a cast.</summary>
    public static bool IsMeasure(string element) => element is "global::MlDsl.Score" or "global::MlDsl.Probability";

    /// <summary><paramref name="value"/> of type <paramref name="from"/> as <paramref name="to"/>.</summary>
    public static string Cast(string value, string from, string to) => from == to ? value : from == "double" && IsMeasure(to) ? $"({to})(float){value}" : $"({to}){value}";
}
