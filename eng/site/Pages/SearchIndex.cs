using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlDsl.Site;

/// <summary>
/// What the search looks through: a script that names each page with its title, headings and words, because a page that is opened as a file may fetch scripts only.
/// </summary>
internal static partial class SearchIndex
{
    private const int LongestWord = 40;

    /// <summary>The script.</summary>
    public static string Of(IReadOnlyList<SitePage> pages)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (SitePage page in pages)
            {
                json.WriteStartArray();
                json.WriteStringValue(page.Url);
                json.WriteStringValue(page.Title);
                json.WriteStringValue(page.Part.ToString());
                json.WriteStartArray();
                foreach (SiteHeading heading in page.Headings.Where(static h => h.Level > 1))
                {
                    json.WriteStringValue(heading.Id);
                    json.WriteStringValue(heading.Text);
                }
                json.WriteEndArray();
                json.WriteStringValue(string.Join(' ', WordsOf(page.Words)));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return $"window.siteIndex={System.Text.Encoding.UTF8.GetString(bytes.ToArray())};\n";
    }

    /// <summary>The different words of a text, in small letters, in alphabetical order.</summary>
    public static IEnumerable<string> WordsOf(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(static m => m.Value).Where(static w => w.Length is > 1 and <= LongestWord).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"[\p{L}\p{N}_]+")]
    private static partial Regex Word();
}
