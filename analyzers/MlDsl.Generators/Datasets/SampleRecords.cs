using System.Text;

namespace MlDsl.Generators.Datasets;

/// <summary>One record of a sample file.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Fields">Its fields, unquoted, and whether they were quoted.</param>
internal sealed record SampleRecord(int Line, IReadOnlyList<(string Text, bool IsQuoted)> Fields);

/// <summary>Cuts a sample into records and fields: separators, double quotes, blank lines left out.</summary>
internal static class SampleRecords
{
    /// <summary>The first <paramref name="most"/> records; one that is cut off because the text is not whole is left out.</summary>
    public static IReadOnlyList<SampleRecord> Read(string text, char separator, int most, bool isWhole)
    {
        var records = new List<SampleRecord>();
        int at = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0, line = 1;
        while (at < text.Length && records.Count < most)
        {
            int begin = line;
            var fields = new List<(string Text, bool IsQuoted)>();
            bool isEnded = false;
            while (!isEnded)
            {
                fields.Add(Field(text, separator, ref at, ref line));
                isEnded = at >= text.Length || text[at] == '\n';
                at++;
            }
            // at - 1 is the line feed; past the end there was none.
            if (at <= text.Length) line++;
            else if (!isWhole) break;
            if (fields is not [{ Text: "", IsQuoted: false }]) records.Add(new SampleRecord(begin, fields));
        }
        return records;
    }

    // Leaves the position at the separator, the line feed or the end.
    private static (string Text, bool IsQuoted) Field(string text, char separator, ref int at, ref int line)
    {
        if (at < text.Length && text[at] == '"')
        {
            var value = new StringBuilder();
            for (at++; at < text.Length; at++)
            {
                if (text[at] == '\n') line++;
                if (text[at] != '"') value.Append(text[at]);
                else if (at + 1 < text.Length && text[at + 1] == '"') value.Append(text[at++]);
                else break;
            }
            at++;
            while (at < text.Length && text[at] != separator && text[at] != '\n') at++;
            return (value.ToString(), true);
        }
        int start = at;
        while (at < text.Length && text[at] != separator && text[at] != '\n') at++;
        int end = at > start && text[at - 1] == '\r' && (at == text.Length || text[at] == '\n') ? at - 1 : at;
        return (text.Substring(start, end - start), false);
    }
}
