using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MlDsl.Tool.Proposing;

/// <summary>The form that all texts have in common: runs of capitals, of small letters and of digits, and what stands between them in every text.</summary>
internal static class TextForm
{
    private const int MostParts = 20;

    /// <summary>A regular expression that matches all texts as a whole, of ASCII letters and digits; null where they have no form in common.</summary>
    public static string? Of(IEnumerable<string> texts)
    {
        List<(string Part, int Least, int Most)>? form = null;
        foreach (string text in texts)
        {
            List<(string Part, int Length)> parts = Parts(text);
            if (parts.Count is 0 or > MostParts) return null;
            form ??= [.. parts.Select(static part => (part.Part, part.Length, part.Length))];
            if (form.Count != parts.Count) return null;
            for (int i = 0; i < parts.Count; i++)
            {
                if (form[i].Part != parts[i].Part) return null;
                form[i] = (form[i].Part, Math.Min(form[i].Least, parts[i].Length), Math.Max(form[i].Most, parts[i].Length));
            }
        }
        // A form without digits or marks is that of any word.
        if (form is null || form.All(static part => part.Part is "[a-z]" or "[A-Z]")) return null;
        var pattern = new StringBuilder();
        foreach (var (part, least, most) in form) pattern.Append(part).Append(least != most ? "+" : least == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{{{least}}}"));
        return pattern.ToString();
    }

    private static List<(string Part, int Length)> Parts(string text)
    {
        var parts = new List<(string Part, int Length)>();
        foreach (char c in text)
        {
            string? part = char.IsAsciiLetterUpper(c) ? "[A-Z]" : char.IsAsciiLetterLower(c) ? "[a-z]" : char.IsAsciiDigit(c) ? "[0-9]" : c is > ' ' and < '\u007f' or ' ' ? Regex.Escape(c.ToString()) : null;
            if (part is null) return [];
            if (parts.Count > 0 && parts[^1].Part == part) parts[^1] = (part, parts[^1].Length + 1);
            else parts.Add((part, 1));
        }
        return parts;
    }
}
