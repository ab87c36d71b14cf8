using System.Globalization;
using System.Text;

namespace MlDsl.Build;

/// <summary>
/// Graph names to C# names: the parts between signs begin with a capital, so <c>float_input</c> becomes <c>FloatInput</c>. Of names that
/// would become equal, the first in the graph keeps the name and the others are numbered from 2.
/// </summary>
internal static class GraphNames
{
    /// <summary>What inputs and outputs without a letter or digit in their names are called.</summary>
    public const string Input = "Tensor", Output = "Result";

    private static readonly string[] Taken =
        ["Input", "Output", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize", "Dispose"];

    /// <param name="names">Names of the graph.</param>
    /// <param name="otherwise">What a name without a letter or digit is called.</param>
    /// <param name="reserved">Names that the section writes itself.</param>
    public static IReadOnlyList<string> Members(IEnumerable<string> names, string otherwise, IEnumerable<string>? reserved = null)
    {
        var used = new HashSet<string>(Taken.Concat(reserved ?? []), StringComparer.Ordinal);
        var members = new List<string>();
        foreach (string name in names)
        {
            string member = Member(name) is { Length: > 0 } translated ? translated : otherwise;
            string unique = member;

            for (int number = 2; used.Contains(unique) || Companions(unique).Any(used.Contains); number++) unique = member + number.ToString(CultureInfo.InvariantCulture);
            used.Add(unique);
            used.UnionWith(Companions(unique));
            members.Add(unique);
        }
        return members;
    }

    /// <summary>What became of each name, for people: <c>'input' is Input2</c>.</summary>
    /// <param name="names">Names of the graph.</param>
    /// <param name="otherwise">As for <see cref="Members"/>.</param>
    /// <param name="isExpected">Whether a name that only got its capitals is told as well.</param>
    public static IEnumerable<string> Changes(IReadOnlyList<string> names, string otherwise, bool isExpected)
    {
        IReadOnlyList<string> members = Members(names, otherwise);
        return Enumerable.Range(0, names.Count).Where(i => members[i] != (isExpected ? names[i] : Member(names[i]))).Select(i => $"'{names[i]}' is {members[i]}");
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
            bool fits = c != '_' && IsPart(c);
            if (fits) member.Append(begins ? char.ToUpperInvariant(c) : c);
            begins = !fits;
        }
        return member.Length > 0 && !IsStart(member[0]) ? "_" + member : member.ToString();
    }

    // The characters of C# identifiers (ECMA-334, 6.4.3).
    private static bool IsStart(char c) => c == '_' || CharUnicodeInfo.GetUnicodeCategory(c) is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static bool IsPart(char c) => IsStart(c) || CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;
}
