using System.Collections.Concurrent;

namespace MlDsl;

/// <summary>
/// Cuts a stream of UTF-8 bytes into chunks of whole records, so that several threads can read them. It only reads forward, and follows
/// quoted fields by the rules of <see cref="CsvRecords"/>: a line break within one ends no record.
/// </summary>
/// <remarks>
/// Where a chunk has no quote, its last line break is the cut. Where it has, it is walked from quote to quote: the walk begins where a record
/// begins, so it never has to guess on which side of a quote it is. A record that no chunk of <see cref="CsvOptions.MaxRecordBytes"/> holds
/// leaves the rest of the stream to one reader, which says what is wrong with it.
/// </remarks>
internal sealed class CsvChunks
{
    /// <summary>The usual number of bytes of a chunk.</summary>
    public const int Size = 1 << 16;

    private const byte Break = (byte)'\n';
    private readonly Stream stream;
    private readonly byte separator, quote;
    private readonly bool quotes, trim;
    private readonly byte[] comment;
    private readonly int size, limit;
    private readonly long first;
    private readonly ConcurrentBag<byte[]> returned = [];

    public CsvChunks(Stream stream, string file, CsvOptions options, int size = Size, long line = 1)
    {
        this.stream = stream;
        this.size = size;
        first = line;
        separator = (byte)options.SeparatorFor(file);
        quotes = options.Quote is not null;
        quote = (byte)(options.Quote ?? '"');
        trim = options.Trim;
        comment = System.Text.Encoding.UTF8.GetBytes(options.Comment ?? "");
        limit = options.MaxRecordBytes;
    }

    /// <summary>The chunks; the last has what is left of the stream.</summary>
    public IEnumerable<CsvChunk> Read()
    {
        byte[] bytes = NewBuffer(size);
        int length = 0;
        long line = first;
        while (true)
        {
            int room = bytes.Length - CsvMarks.Padding;
            int read = stream.ReadAtLeast(bytes.AsSpan(length, room - length), room - length, throwOnEndOfStream: false);
            length += read;
            if (length < room)
            {
                if (length > 0) yield return new CsvChunk(bytes, length, line, bytes.AsSpan(0, length).Count(Break), null);
                yield break;
            }
            int end = LastEnd(bytes.AsSpan(0, length), line == 1);
            if (end == 0 && length >= limit)
            {
                yield return new CsvChunk(bytes, length, line, 0, stream);
                yield break;
            }
            // What is cut off begins the next chunk; it is copied before another thread gets the bytes.
            int rest = length - end;
            byte[] next = NewBuffer(end == 0 ? (int)Math.Min(room * 2L, limit) : Math.Max(size, rest + (size / 2)));
            bytes.AsSpan(end, rest).CopyTo(next);
            if (end > 0)
            {
                int lines = bytes.AsSpan(0, end).Count(Break);
                yield return new CsvChunk(bytes, end, line, lines, null);
                line += lines;
            }
            (bytes, length) = (next, rest);
        }
    }

    /// <summary>Takes back the bytes of a chunk whose records have been read.</summary>
    public void Return(byte[] bytes)
    {
        // The buffer of a long record is not kept.
        if (bytes.Length == size + CsvMarks.Padding) returned.Add(bytes);
    }

    private byte[] NewBuffer(int length) =>
        length == size && returned.TryTake(out byte[]? bytes) ? bytes : GC.AllocateUninitializedArray<byte>(length + CsvMarks.Padding);

    /// <summary>The place behind the last line break that ends a record; 0 where none does. The bytes begin with a record.</summary>
    private int LastEnd(ReadOnlySpan<byte> bytes, bool isFirst)
    {
        if (!quotes) return bytes.LastIndexOf(Break) + 1;
        // Behind a byte order mark the first field begins as at the beginning of the file.
        int start = isFirst && bytes.StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF]) ? 3 : 0;
        int at = start, end = 0;
        while (true)
        {
            int found = bytes[at..].IndexOf(quote);
            ReadOnlySpan<byte> before = found < 0 ? bytes[at..] : bytes.Slice(at, found);
            int line = before.LastIndexOf(Break);
            if (line >= 0) start = end = at + line + 1;
            if (found < 0) return end;
            at += found;
            int next = comment.Length > 0 && bytes[start..].StartsWith(comment) ? EndOfLine(bytes, at)
                : Opens(bytes, start, at) ? EndOfField(bytes, at)
                : at + 1;
            if (next < 0) return end;
            at = next;
        }
    }

    /// <summary>Whether the quote at <paramref name="place"/>, which is in no quoted field, opens one.</summary>
    private bool Opens(ReadOnlySpan<byte> bytes, int record, int place)
    {
        while (place > record && bytes[place - 1] != separator)
        {
            if (!trim || bytes[place - 1] is not ((byte)' ' or (byte)'\t')) return false;
            place--;
        }
        return true;
    }

    /// <summary>The separator or line break behind the quoted field that opens at <paramref name="open"/>; −1 where it is not there.</summary>
    private int EndOfField(ReadOnlySpan<byte> bytes, int open)
    {
        for (int at = open + 1; ;)
        {
            int found = bytes[at..].IndexOf(quote);
            if (found < 0 || at + found + 1 == bytes.Length) return -1;
            at += found + 1;
            if (bytes[at] != quote) return Place(at, bytes[at..].IndexOfAny(separator, Break));
            at++;
        }
    }

    private static int EndOfLine(ReadOnlySpan<byte> bytes, int at) => Place(at, bytes[at..].IndexOf(Break));

    private static int Place(int at, int found) => found < 0 ? -1 : at + found;
}
