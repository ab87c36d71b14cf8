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
    /// <param name="reserved">Names that the section writes itself.</param>
    public static EquatableArray<string> Members(IEnumerable<string> names, string otherwise, IEnumerable<string>? reserved = null)
    {
        var used = new HashSet<string>(Taken.Concat(reserved ?? []), StringComparer.Ordinal);
        var members = new List<string>();
        foreach (string name in names)
        {
            string member = Member(name) is { Length: > 0 } translated ? translated : otherwise;
            string unique = member;

            for (int number = 2; used.Contains(unique) || Companions(unique).Any(used.Contains); number++) unique = member + Literals.Whole(number);
            used.Add(unique);
            used.UnionWith(Companions(unique));
            members.Add(unique);
        }
        return members.ToEquatable();
    }

    // What the sections may write beside a member.
    private static IEnumerable<string> Companions(string member) =>
        [member + "Shape", member + "Values", member + "Of", member + "Rows", member + "Classes", member + "Labels", member + "Enum", "Copy" + member, "Take" + member, "Has" + member];

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
