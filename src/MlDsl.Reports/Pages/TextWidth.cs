using System.Globalization;

namespace MlDsl.Reports;

/// <summary>How wide a text is about, in sizes of its letters: a page does not know the reader's font, so each kind of letter has a width that a wide sans-serif one has.</summary>
internal static class TextWidth
{
    private const string Narrow = "iljtfrI.,:;'|!()[]{} -", Wide = "mwMW@%…", Signs = "<>=+~&#";

    /// <summary>The width of a text.</summary>
    public static double Of(string text)
    {
        double width = 0;
        foreach (char c in text) width += Of(c);
        return width;
    }

    /// <summary>The text, or its beginning with three dots where it is wider than <paramref name="most"/>.</summary>
    public static string Cut(string text, double most)
    {
        if (Of(text) <= most) return text;
        double width = Of('…');
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int end = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            int next = i + 1 < starts.Length ? starts[i + 1] : text.Length;
            width += Of(text[starts[i]..next]);
            if (width > most) break;
            end = next;
        }
        return $"{text[..end]}…";
    }

    private static double Of(char c) => c switch
    {
        _ when Narrow.Contains(c, StringComparison.Ordinal) => 0.42,
        _ when Wide.Contains(c, StringComparison.Ordinal) => 1,
        _ when Signs.Contains(c, StringComparison.Ordinal) => 0.86,
        // Letters of East Asia fill their square.
        >= '\u2E80' => 1.05,
        >= 'A' and <= 'Z' => 0.74,
        _ => 0.65,
    };
}
