using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Generators;

/// <summary>Values as C# text: free of the culture, exact, escaped.</summary>
internal static class Literals
{
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "double.NaN";
        if (double.IsPositiveInfinity(value)) return "double.PositiveInfinity";
        if (double.IsNegativeInfinity(value)) return "double.NegativeInfinity";
        return value.ToString("R", CultureInfo.InvariantCulture) + "d";
    }

    /// <summary>A number of single precision, from its invariant text.</summary>
    public static string Single(string value) => value switch
    {
        "NaN" => "float.NaN",
        "Infinity" => "float.PositiveInfinity",
        "-Infinity" => "float.NegativeInfinity",
        _ => value + "f",
    };

    public static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Flag(bool value) => value ? "true" : "false";

    public static string Texts(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Text))}]";

    /// <summary>A name as an identifier: keywords get their <c>@</c>.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A member of the type being written, told apart from the locals and parameters of the generated methods.</summary>
    public static string Own(string member) => Locals.Contains(member) ? "this." + Identifier(member) : Identifier(member);

    private static readonly HashSet<string> Locals = ["input", "target", "fold", "folds", "other", "learner", "derived", "position", "names", "json", "learned", "sink"];

    /// <summary>Text inside an XML documentation comment.</summary>
    public static string Xml(string text) => Comment(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Text inside a comment of one line: what would end the line, or has no place in a file, becomes a question mark.</summary>
    public static string Comment(string text) =>
        string.Concat(text.Select(static c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' ? '?' : c));
}
