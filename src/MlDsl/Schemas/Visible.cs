using System.Globalization;
using System.Text;

namespace MlDsl;

/// <summary>Texts of a file in messages: what cannot be seen is shown by its code point, and long texts are cut.</summary>
internal static class Visible
{
    private const int Longest = 60;

    private static readonly Dictionary<char, string> Names = new()
    {
        ['\0'] = "NUL",
        ['\t'] = "tab",
        ['\n'] = "line feed",
        ['\r'] = "carriage return",
        ['\u00A0'] = "no-break space",
        ['\u00AD'] = "soft hyphen",
        ['\u2007'] = "figure space",
        ['\u2009'] = "thin space",
        ['\u200B'] = "zero-width space",
        ['\u200C'] = "zero-width non-joiner",
        ['\u200D'] = "zero-width joiner",
        ['\u200E'] = "left-to-right mark",
        ['\u200F'] = "right-to-left mark",
        ['\u202F'] = "narrow no-break space",
        ['\u2060'] = "word joiner",
        ['\u3000'] = "ideographic space",
        ['\uFEFF'] = "byte order mark",
    };

    /// <summary>The text as a message shows it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters of it are shown.</param>
    public static string Of(string text, int longest = Longest)
    {
        var shown = new StringBuilder();
        foreach (char c in text.Length > longest ? text.AsSpan(0, longest) : text)
        {
            if (IsInvisible(c)) shown.Append('<').Append(CodePoint(c)).Append('>');
            else shown.Append(c);
        }
        return text.Length > longest ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>The first character that cannot be seen, as <c>U+00A0 (no-break space)</c>; null where there is none.</summary>
    public static string? First(string text)
    {
        foreach (char c in text)
        {
            if (IsInvisible(c)) return Names.TryGetValue(c, out string? name) ? $"{CodePoint(c)} ({name})" : CodePoint(c);
        }
        return null;
    }

    /// <summary>The text without what cannot be seen at its ends, blanks among it.</summary>
    public static string Trim(string text)
    {
        (int from, int to) = (0, text.Length);
        while (from < to && (text[from] == ' ' || IsInvisible(text[from]))) from++;
        while (to > from && (text[to - 1] == ' ' || IsInvisible(text[to - 1]))) to--;
        return text[from..to];
    }

    /// <summary>The text without any character that cannot be seen.</summary>
    public static string Strip(string text) => string.Concat(text.Where(static c => !IsInvisible(c)));

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.SpaceSeparator => c != ' ',
        _ => false,
    };

    private static string CodePoint(char c) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");
}
