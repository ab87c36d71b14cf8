using System.Globalization;
using System.Text;

namespace MlDsl.Build.Text;

/// <summary>Reads back what <see cref="Quoted"/> wrote.</summary>
internal static class QuotedText
{
    /// <summary>The text at the start of a line.</summary>
    public static string Read(string line)
    {
        var text = new StringBuilder(line.Length);
        for (int i = 1; i < line.Length && line[i] != '"'; i++)
        {
            if (line[i] != '\\')
            {
                text.Append(line[i]);
                continue;
            }
            char sign = line[++i];
            text.Append(sign switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'u' => (char)int.Parse(line.Substring(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture), _ => sign });
            if (sign == 'u') i += 4;
        }
        return text.ToString();
    }
}
