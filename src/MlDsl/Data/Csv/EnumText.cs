using System.Text;

namespace MlDsl;

/// <summary>The members of an enum by UTF-8 name, in any case, or by defined number. Looked up once per type.</summary>
internal static class EnumText<T> where T : struct, Enum
{
    private static readonly byte[][] Names = [.. Enum.GetNames<T>().Select(System.Text.Encoding.UTF8.GetBytes)];
    private static readonly T[] Values = [.. Enum.GetNames<T>().Select(static n => Enum.Parse<T>(n))];
    private static readonly byte[][] Numbers = [.. Values.Select(static v => System.Text.Encoding.UTF8.GetBytes(v.ToString("D")))];

    /// <summary>The names, for messages.</summary>
    public static string All => string.Join(", ", Enum.GetNames<T>());

    public static bool TryRead(ReadOnlySpan<byte> text, out T value)
    {
        // The exact name wins over one that differs in case: both may exist.
        int index = IndexOf(Names, text);
        for (int i = 0; index < 0 && i < Names.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(text, Names[i]) || SameLetters(text, Names[i])) index = i;
        }
        if (index < 0) index = IndexOf(Numbers, text);
        // Tables that had missing values write 2.0.
        if (index < 0 && ExactInteger.TryRead(text, out long number))
            index = IndexOf(Numbers, System.Text.Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        value = index < 0 ? default : Values[index];
        return index >= 0;
    }

    private static int IndexOf(byte[][] texts, ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < texts.Length; i++)
        {
            if (text.SequenceEqual(texts[i])) return i;
        }
        return -1;
    }

    /// <summary>Names beyond ASCII: rare, so they may take the way through UTF-16.</summary>
    private static bool SameLetters(ReadOnlySpan<byte> text, byte[] name)
    {
        if (Ascii.IsValid(name) || text.Length > 256) return false;
        Span<char> left = stackalloc char[256], right = stackalloc char[256];
        if (name.Length > 256) return false;
        int length = System.Text.Encoding.UTF8.GetChars(text, left), nameLength = System.Text.Encoding.UTF8.GetChars(name, right);
        return ((ReadOnlySpan<char>)left[..length]).Equals(right[..nameLength], StringComparison.OrdinalIgnoreCase);
    }
}
