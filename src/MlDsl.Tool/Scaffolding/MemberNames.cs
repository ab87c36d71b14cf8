using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Datasets;

namespace MlDsl.Tool.Scaffolding;

/// <summary>C# names for columns: <c>marital-status</c> becomes <c>MaritalStatus</c>; no two alike.</summary>
/// <param name="type">The record's name.</param>
/// <param name="used">Names that mean something else in the record's text.</param>
internal sealed class MemberNames(string type, params string[] used)
{
    // What the record has for itself; the rest is what the generated part has.
    private readonly HashSet<string> taken = [type, "EqualityContract", "PrintMembers", "Clone", .. used];

    /// <summary>The member of a column.</summary>
    public string Next(string? name, int position)
    {
        string member = Pascal(name ?? ""), fallback = string.Create(CultureInfo.InvariantCulture, $"Column{position + 1}");
        if (member.Length == 0) member = fallback;
        if (!SyntaxFacts.IsValidIdentifier(member)) member = "Column" + member;
        if (!SyntaxFacts.IsValidIdentifier(member)) member = fallback;
        string free = member;
        if (IsTaken(free)) free += "Value";
        for (int i = 2; IsTaken(free); i++) free = member + i.ToString(CultureInfo.InvariantCulture);
        taken.Add(free);
        return free;
    }

    /// <summary>The parts of a name, each with a capital, without what separates them.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        bool begins = true;
        foreach (Rune letter in name.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(letter))
            {
                begins = true;
                continue;
            }
            text.Append((begins ? Rune.ToUpperInvariant(letter) : letter).ToString());
            begins = false;
        }
        string pascal = text.ToString();
        // A name all in capitals reads as a word.
        return pascal.Length > 3 && pascal.All(static c => !char.IsLetter(c) || char.IsUpper(c)) && pascal.Any(char.IsLetter) ? pascal[0] + pascal[1..].ToLowerInvariant() : pascal;
    }

    private bool IsTaken(string member) => taken.Contains(member) || DatasetParser.IsReserved(member);
}
