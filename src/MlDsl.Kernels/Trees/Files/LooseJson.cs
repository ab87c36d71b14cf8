using System.Buffers;

namespace MlDsl.Kernels;

/// <summary>XGBoost writes numbers that JSON does not have, NaN and the infinities, as bare words; this puts quotes around them.</summary>
internal static class LooseJson
{
    public static ReadOnlyMemory<byte> Quote(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> rest = file.Span;
        if (rest.IndexOf("NaN"u8) < 0 && rest.IndexOf("Infinity"u8) < 0) return file;
        var quoted = new ArrayBufferWriter<byte>(file.Length + (file.Length / 8));
        while (!rest.IsEmpty)
        {
            int length = rest[0] switch
            {
                (byte)'"' => TextLength(rest),
                (byte)'N' when rest.StartsWith("NaN"u8) => "NaN"u8.Length,
                (byte)'I' when rest.StartsWith("Infinity"u8) => "Infinity"u8.Length,
                (byte)'-' when rest.StartsWith("-Infinity"u8) => "-Infinity"u8.Length,
                _ => 1,
            };
            bool isWord = length > 1 && rest[0] != '"';
            if (isWord) quoted.Write("\""u8);
            quoted.Write(rest[..length]);
            if (isWord) quoted.Write("\""u8);
            rest = rest[length..];
        }
        return quoted.WrittenMemory;
    }

    // To the closing quote, or to the end of a file that is cut short, which the parser then refuses.
    private static int TextLength(ReadOnlySpan<byte> text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i + 1;
        }
        return text.Length;
    }
}
