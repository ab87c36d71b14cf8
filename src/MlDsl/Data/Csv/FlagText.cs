using System.Text;

namespace MlDsl;

/// <summary>The texts that are read as true and false.</summary>
internal sealed class FlagText(CsvOptions options)
{
    private readonly byte[][] yes = [.. options.TrueTexts.Select(System.Text.Encoding.UTF8.GetBytes)];
    private readonly byte[][] no = [.. options.FalseTexts.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>All of them, for messages.</summary>
    public string All => $"{string.Join(", ", options.TrueTexts)} or {string.Join(", ", options.FalseTexts)}";

    public bool TryRead(ReadOnlySpan<byte> text, out bool value)
    {
        value = IsAny(text, yes, options.TrueTexts);
        if (value || IsAny(text, no, options.FalseTexts)) return true;
        // Tables that had missing values write 1.0 and 0.0.
        if (!ExactInteger.TryRead(text, out int number) || number is not (0 or 1)) return false;
        value = number == 1;
        return (value ? options.TrueTexts : options.FalseTexts).Contains(value ? "1" : "0");
    }

    private static bool IsAny(ReadOnlySpan<byte> text, byte[][] known, IReadOnlyList<string> texts)
    {
        for (int i = 0; i < known.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(text, known[i])) return true;
            // Beyond ASCII, case is a matter of UTF-16; such texts are rare.
            if (!Ascii.IsValid(known[i]) && string.Equals(System.Text.Encoding.UTF8.GetString(text), texts[i], StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
