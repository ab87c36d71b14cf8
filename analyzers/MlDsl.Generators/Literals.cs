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

    public static string Flag(bool value) => value ? "true" : "false";

    public static string Texts(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Text))}]";

    /// <summary>A name as an identifier: keywords get their <c>@</c>.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A member's name as a private field's or local's: <c>tripMiles</c> for <c>TripMiles</c>.</summary>
    public static string Field(string member) => Identifier(char.ToLowerInvariant(member[0]) + member.Substring(1));

    /// <summary>Text inside an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
