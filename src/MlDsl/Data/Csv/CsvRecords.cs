using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlDsl;

/// <summary>
/// Cuts a stream of UTF-8 bytes into records and fields. Holds one buffer that grows to the longest record; the fields of a record
/// stay valid until the next one is read.
/// </summary>
/// <remarks>
/// Stretches without quotes are indexed for many records at once (<see cref="CsvMarks"/>). A record with quotes, or one that the buffer does
/// not hold in full, is scanned by itself, 32 bytes at a time, and again once more is there, which keeps the scanner without state; the buffer
/// doubles, so the work stays linear.
/// </remarks>
internal sealed partial class CsvRecords : IDisposable
{
    private const byte Break = (byte)'\n', Return = (byte)'\r';
    private readonly Stream stream;
    private readonly byte separator, quote;
    private readonly bool quotes, trim;
    private readonly byte[] comment;
    private readonly int limit;
    private readonly CsvMarks marks;
    private byte[] buffer, original = [];
    private FieldRange[] fields = new FieldRange[16];
    private int start, end, next, quotedStart, quotedEnd, stray, first;
    private long nextLine = 1;
    private bool ended, doubled, undoubled, isIndexed, hasFields;

    public CsvRecords(Stream stream, string file, CsvOptions options, int capacity = 1 << 16)
        : this(stream, file, options, new byte[Math.Min(capacity, options.MaxRecordBytes) + CsvMarks.Padding], 0, new CsvMarks())
    {
        Fill();
        SkipByteOrderMark();
    }

    /// <summary>Reads what a chunk holds, and behind it where the file goes on.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="marks">What the records of an earlier chunk were indexed in; null for none.</param>
    public CsvRecords(CsvChunk chunk, string file, CsvOptions options, CsvMarks? marks = null)
        : this(chunk.Rest ?? Stream.Null, file, options, chunk.Bytes, chunk.Length, marks ?? new CsvMarks())
    {
        ended = chunk.Rest is null;
        nextLine = chunk.Line;
        if (chunk.Line == 1) SkipByteOrderMark();
    }

    private CsvRecords(Stream stream, string file, CsvOptions options, byte[] buffer, int end, CsvMarks marks)
    {
        this.stream = stream;
        (this.buffer, this.end, this.marks) = (buffer, end, marks);
        marks.Forget();
        File = file;
        separator = (byte)options.SeparatorFor(file);
        quotes = options.Quote is not null;
        // Without quotes the third comparison repeats the first: the scanner needs no second form.
        quote = quotes ? (byte)options.Quote!.Value : separator;
        trim = options.Trim;
        comment = System.Text.Encoding.UTF8.GetBytes(options.Comment ?? "");
        limit = options.MaxRecordBytes;
    }

    public string File { get; }

    /// <summary>The line on which the current record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The number of fields of the current record.</summary>
    public int Count { get; private set; }

    /// <summary>The place of text that follows a closing quote; −1 for none. The record's fields are not to be trusted then.</summary>
    public int Stray => stray;

    /// <summary>The fields of the current record. Where it <see cref="HasMarks"/>, those tell the same at less cost.</summary>
    public ReadOnlySpan<FieldRange> Fields
    {
        get
        {
            if (isIndexed && !hasFields) TakeFields();
            return fields.AsSpan(0, Count);
        }
    }

    /// <summary>
    /// Whether each field of the current record lies between two places from <see cref="FirstMark"/> on, which no field has of its own. It is not quoted then, and
    /// 64 bytes may be read from its begin.
    /// </summary>
    public bool HasMarks => isIndexed;

    /// <summary>The place before the first field of the current record; those behind its fields follow.</summary>
    public ref int FirstMark => ref marks.Places[first];

    public ReadOnlySpan<byte> Buffer => buffer;

    /// <summary>What <see cref="Fields"/> were found in, to be used again for another chunk.</summary>
    public CsvMarks Index => marks;

    public ReadOnlySpan<byte> Text(int field) => buffer.AsSpan(Fields[field].Start, Fields[field].Length);

    /// <summary>The current record as it stands in the file, without its line end.</summary>
    public ReadOnlySpan<byte> Record => buffer.AsSpan(
        start, (isIndexed ? marks.Places[first + Count] : fields[Count - 1].Start + fields[Count - 1].Length) - start);

    /// <summary>Where the current record stands in the buffer, its line end included.</summary>
    public Range Place => start..next;

    public void Dispose() => stream.Dispose();

    /// <summary>Whether reading failed with an exception after which nothing of the file can be read.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Moves to the next record that is neither blank nor a comment; false at the end.</summary>
    /// <exception cref="DataFormatException">A quote is never closed, or a record is too long: nothing after it can be read.</exception>
    public bool Read()
    {
        start = next;
        return (marks.TryNext(out first, out int last) && TryTake(last)) || ReadOn();
    }

    // What is not at hand in the index.
    private bool ReadOn()
    {
        while (true)
        {
            if (marks.TryNext(out first, out int last))
            {
                if (TryTake(last)) return true;
                continue;
            }
            if (TryIndex()) continue;
            marks.Forget();
            // A stream may give less at once than a comment's mark has.
            while (end - start < Math.Max(1, comment.Length) && Fill())
            {
            }
            if (start == end) return false;
            Line = nextLine;
            if (IsComment)
            {
                SkipLine();
                continue;
            }
            while (!TryScan()) Fill();
            // A buffer of the limit does not tell whether a record of its size goes on.
            if (next - start >= limit && (next - start > limit || buffer[next - 1] != Break)) throw TooLong();
            nextLine += quotedEnd >= 0 ? buffer.AsSpan(start, next - start).Count(Break) : 1;
            if (Count > 1 || fields[0] is not { Length: 0, Quoted: false }) break;
            start = next;
        }
        if (doubled) UndoubleQuotes();
        return true;
    }

    /// <summary>An exception at a place of the buffer, which must lie in the current record.</summary>
    public DataFormatException Error(int offset, string problem, string wayOut, string? member = null, Exception? inner = null)
    {
        ReadOnlySpan<byte> before = undoubled ? original.AsSpan(0, offset - start) : buffer.AsSpan(start, offset - start);
        long line = Line + before.Count(Break);
        int column = System.Text.Encoding.UTF8.GetCharCount(before[(before.LastIndexOf(Break) + 1)..]) + 1;
        string message = $"{File}, line {line}, column {column}: {problem}; {wayOut}";
        return inner is null
            ? new DataFormatException(message) { File = File, Line = line, Column = column, Member = member }
            : new DataFormatException(message, inner) { File = File, Line = line, Column = column, Member = member };
    }

    /// <summary>The exception for <see cref="Stray"/>.</summary>
    public DataFormatException StrayText()
    {
        string opened = buffer.AsSpan(start, stray - start).Contains(Break) ? $" of a field that was opened on line {Line} or later" : "";
        return Error(
            stray, "text follows a closing quote" + opened,
            "double the quotes inside a quoted field, or set CsvOptions.Quote to null where quotes mean themselves");
    }

    private bool TryScan()
    {
        Count = 0;
        (quotedStart, quotedEnd, stray, doubled, undoubled, isIndexed) = (-1, -1, -1, false, false, false);
        Vector256<byte> separators = Vector256.Create(separator), breaks = Vector256.Create(Break), marks = Vector256.Create(quote);
        ref byte origin = ref MemoryMarshal.GetArrayDataReference(buffer);
        int field = start, at = start;
        while (at < end)
        {
            // The buffer has 32 bytes more than it uses, so the load never leaves it; what lies behind the end is masked.
            Vector256<byte> block = Vector256.LoadUnsafe(ref origin, (nuint)at);
            Vector256<byte> hits = Vector256.Equals(block, separators) | Vector256.Equals(block, breaks) | Vector256.Equals(block, marks);
            uint found = hits.ExtractMostSignificantBits();
            if (end - at < 32) found &= (1u << (end - at)) - 1;
            int resume = at + 32;
            for (; found != 0; found &= found - 1)
            {
                int place = at + BitOperations.TrailingZeroCount(found);
                byte mark = buffer[place];
                if (mark == separator)
                {
                    Add(field, place);
                    field = place + 1;
                }
                else if (mark == Break)
                {
                    Add(field, place > field && buffer[place - 1] == Return ? place - 1 : place);
                    next = place + 1;
                    return true;
                }
                else if (Opens(field, place))
                {
                    int close = Close(place);
                    if (close < 0) return false;
                    (quotedStart, quotedEnd, resume) = (place + 1, close, close + 1);
                    break;
                }
            }
            at = resume;
        }
        if (!ended) return false;
        Add(field, end > field && buffer[end - 1] == Return ? end - 1 : end);
        next = end;
        return true;
    }

    /// <summary>A quote opens a field at its very beginning only; anywhere else it means itself.</summary>
    private bool Opens(int field, int place) => quotes && quotedStart < 0
        && (place == field || (trim && buffer.AsSpan(field, place - field).IndexOfAnyExcept((byte)' ', (byte)'\t') < 0));

    /// <summary>The place of the quote that closes the one at <paramref name="open"/>; −1 when more of the file is needed to tell.</summary>
    private int Close(int open)
    {
        for (int at = open + 1; ;)
        {
            int found = buffer.AsSpan(at, end - at).IndexOf(quote);
            if (found < 0 && !ended) return -1;
            if (found < 0 && end - start >= limit) throw TooLong();
            if (found < 0)
            {
                IsBroken = true;
                throw Error(open, "a quoted field is never closed", "close it, or set CsvOptions.Quote to null where quotes mean themselves");
            }
            at += found;
            if (at + 1 == end && !ended) return -1;
            if (at + 1 == end || buffer[at + 1] != quote) return at;
            doubled = true;
            at += 2;
        }
    }

    private void Add(int from, int to)
    {
        FieldRange[] places = fields;
        if (Count == places.Length) Array.Resize(ref fields, Count * 2);
        if (trim || quotedStart >= 0 || Count >= places.Length) AddWithCare(from, to);
        else places[Count++] = new FieldRange(from, to - from, false);
    }

    private void AddWithCare(int from, int to)
    {
        if (quotedStart >= 0) AddQuoted(to);
        else if (trim) AddTrimmed(from, to);
        else fields[Count++] = new FieldRange(from, to - from, false);
    }

    private void AddQuoted(int to)
    {
        ReadOnlySpan<byte> behind = buffer.AsSpan(quotedEnd + 1, to - quotedEnd - 1);
        if (stray < 0 && (trim ? behind.IndexOfAnyExcept((byte)' ', (byte)'\t') : behind.Length - 1) >= 0) stray = quotedEnd + 1;
        fields[Count++] = new FieldRange(quotedStart, quotedEnd - quotedStart, true);
        quotedStart = -1;
    }

    private void AddTrimmed(int from, int to)
    {
        while (from < to && buffer[from] is (byte)' ' or (byte)'\t') from++;
        while (from < to && buffer[to - 1] is (byte)' ' or (byte)'\t') to--;
        fields[Count++] = new FieldRange(from, to - from, false);
    }

    /// <summary>Makes one quote of two, in place. The record is kept as it was: errors count lines and characters in it.</summary>
    private void UndoubleQuotes()
    {
        if (original.Length < next - start) original = new byte[Math.Max(next - start, 2 * original.Length)];
        buffer.AsSpan(start, next - start).CopyTo(original);
        undoubled = true;
        for (int i = 0; i < Count; i++)
        {
            if (!fields[i].Quoted) continue;
            Span<byte> text = buffer.AsSpan(fields[i].Start, fields[i].Length);
            int length = 0;
            for (int from = 0; from < text.Length; from++)
            {
                text[length++] = text[from];
                if (text[from] == quote) from++;
            }
            fields[i] = fields[i] with { Length = length };
        }
    }
}
