using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Generators.Onnx;

/// <summary>
/// Graph names to C# names: the parts between signs begin with a capital, so <c>float_input</c> becomes <c>FloatInput</c>. Of names that
/// would become equal, the first in the graph keeps the name and the others are numbered from 2.
/// </summary>
internal static class GraphNames
{
    private static readonly string[] Taken =
        ["Input", "Output", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize", "Dispose"];

    /// <param name="names">Names of the graph.</param>
    /// <param name="otherwise">What a name without a letter or digit is called.</param>
    public static EquatableArray<string> Members(IEnumerable<string> names, string otherwise)
    {
        var used = new HashSet<string>(Taken, StringComparer.Ordinal);
        var members = new List<string>();
        foreach (string name in names)
        {
            string member = Member(name) is { Length: > 0 } translated ? translated : otherwise;
            string unique = member;

            // A member may have a companion that tells its shape.
            for (int number = 2; used.Contains(unique) || used.Contains(unique + "Shape"); number++) unique = member + Literals.Number(number);
            used.Add(unique);
            used.Add(unique + "Shape");
            members.Add(unique);
        }
        return members.ToEquatable();
    }

    private static string Member(string name)
    {
        var member = new StringBuilder(name.Length);
        bool begins = true;
        foreach (char c in name)
        {
            bool fits = c != '_' && SyntaxFacts.IsIdentifierPartCharacter(c) && !char.IsSurrogate(c);
            if (fits) member.Append(begins ? char.ToUpperInvariant(c) : c);
            begins = !fits;
        }
        return member.Length > 0 && !SyntaxFacts.IsIdentifierStartCharacter(member[0]) ? "_" + member : member.ToString();
    }
}
