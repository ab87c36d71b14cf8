using System.Globalization;
using System.Text.Unicode;

namespace MlDsl;

/// <summary>What is wrong with bytes that are no text, and the way out.</summary>
internal static class EncodingHints
{
    /// <summary>The first bytes of files that are no text.</summary>
    private static readonly (byte[] Head, string What)[] Formats =
    [
        ([0xFF, 0xFE, 0, 0], "UTF-32, not UTF-8; save it as UTF-8"),
        ([0, 0, 0xFE, 0xFF], "UTF-32, not UTF-8; save it as UTF-8"),
        ([0xFF, 0xFE], "UTF-16, not UTF-8; save it as UTF-8"),
        ([0xFE, 0xFF], "UTF-16, not UTF-8; save it as UTF-8"),
        ([(byte)'P', (byte)'K', 3, 4], "a zip archive or an Excel workbook (.xlsx), not text; save it as CSV in UTF-8"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook (.xls), not text; save it as CSV in UTF-8"),
        ([0x1F, 0x8B], "compressed by gzip, not text; unpack it first"),
        ([(byte)'P', (byte)'A', (byte)'R', (byte)'1'], "a Parquet file, not text; write it as CSV in UTF-8"),
    ];

    /// <summary>What a file with this beginning is instead of text, and the way out; null where it may be text.</summary>
    public static string? OfFile(ReadOnlySpan<byte> head)
    {
        foreach (var (start, what) in Formats)
        {
            if (head.StartsWith(start)) return what;
        }
        return null;
    }

    /// <summary>The problem of a text that is not UTF-8, or of a name that holds a NUL.</summary>
    public static (string Problem, string WayOut) Of(ReadOnlySpan<byte> text)
    {
        int nul = text.IndexOf((byte)0);
        if (nul >= 0 && Utf8.IsValid(text))
            return ("the text holds a NUL byte", "remove it; a file with a NUL beside every letter is UTF-16: save it as UTF-8");
        int wrong = Wrong(text);
        byte value = text[wrong];
        string latin = System.Text.Encoding.Latin1.GetString([value]);
        string shown = value >= 0xA0 ? $", '{latin}' in Latin-1" : "";
        return (string.Create(CultureInfo.InvariantCulture, $"the text is not UTF-8 (byte 0x{value:X2}{shown}, the field's byte {wrong + 1})"), "save the file as UTF-8");
    }

    // The end of the longest valid beginning.
    private static int Wrong(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (System.Text.Rune.DecodeFromUtf8(text[at..], out _, out int length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }
}
