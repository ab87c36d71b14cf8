using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Training;

/// <summary>Names and texts as MLflow takes them.</summary>
/// <param name="notes">Hears of what was shortened.</param>
internal sealed class MlflowNames(ICollection<string> notes)
{
    /// <summary>The longest key, in bytes.</summary>
    public const int MostKey = 250;

    /// <summary>The longest value of a parameter, in bytes.</summary>
    public const int MostParameter = 6000;

    /// <summary>The longest value of a tag that every server takes, in bytes.</summary>
    public const int MostTag = 5000;

    /// <summary>A key of a metric, a parameter or a tag: letters, digits and <c>_ - . / :</c> with blanks. R² becomes R2.</summary>
    public string Key(string name)
    {
        var text = new StringBuilder(name.Length);
        // By hand: where there are no cultures, nothing is normalised, and a run would have two names for one metric.
        foreach (char c in name) text.Append(c == '²' ? '2' : char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ' ' or ':' ? c : '_');
        return Short(text.ToString(), MostKey, "a name");
    }

    /// <summary>The name of a logged model, which knows neither dots nor slashes.</summary>
    public static string Model(string name) => name.Length == 0 ? "model" : string.Concat(name.Take(100).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));

    /// <summary>A text of at most so many bytes; of a longer one its beginning and a hash of the whole.</summary>
    public string Short(string text, int most, string what)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most) return text;
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16].ToLowerInvariant(), mark = $"...{hash}";
        int length = Math.Min(text.Length, most - mark.Length);
        while (Encoding.UTF8.GetByteCount(text.AsSpan(0, length)) > most - mark.Length) length--;
        if (length > 0 && char.IsHighSurrogate(text[length - 1])) length--;
        notes.Add(FormattableString.Invariant($"{what} of {text.Length} characters, '{text[..Math.Min(24, text.Length)]}...', was shortened to {length}"));
        return text[..length] + mark;
    }
}
