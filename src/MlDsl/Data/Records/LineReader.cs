namespace MlDsl;

/// <summary>Cuts a stream of bytes into lines. Holds one buffer that grows to the longest line; a line stays valid until the next one is read.</summary>
internal sealed class LineReader(Stream stream, string file, int longest) : IDisposable
{
    private byte[] buffer = new byte[1 << 16];
    private int start, next, end;
    private bool ended;

    /// <summary>What holds the current line, from <see cref="Start"/> on.</summary>
    public byte[] Buffer => buffer;

    /// <summary>Where the current line begins in <see cref="Buffer"/>.</summary>
    public int Start => start;

    /// <summary>The bytes of the current line, without what ends it.</summary>
    public int Length { get; private set; }

    /// <summary>The number of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Goes to the next line; false at the end. A line feed at the end of the file begins no further line.</summary>
    /// <exception cref="DataFormatException">The line is longer than allowed.</exception>
    public bool Read()
    {
        start = next;
        Number++;
        int looked = start;
        while (true)
        {
            int at = buffer.AsSpan(looked, end - looked).IndexOf((byte)'\n');
            if (at >= 0)
            {
                Length = looked + at - start;
                next = looked + at + 1;
                break;
            }
            looked = end;
            if (!ended)
            {
                Fill(ref looked);
                continue;
            }
            Length = end - start;
            next = end;
            if (Length == 0) return false;
            break;
        }
        if (Number == 1 && buffer.AsSpan(start, Length).StartsWith("\uFEFF"u8)) (start, Length) = (start + 3, Length - 3);
        return true;
    }

    public void Dispose() => stream.Dispose();

    private void Fill(ref int looked)
    {
        if (end == buffer.Length)
        {
            int held = end - start;
            if (held >= longest)
                throw new DataFormatException(FormattableString.Invariant($"{file}({Number}): the line is longer than {longest} bytes; write each row on a line of its own, or raise MaxLineBytes")) { File = file, Line = Number };
            byte[] wider = start > buffer.Length / 2 ? buffer : new byte[Math.Min((long)buffer.Length * 2, Array.MaxLength)];
            buffer.AsSpan(start, held).CopyTo(wider);
            (buffer, looked, end, start) = (wider, looked - start, held, 0);
        }
        int read = stream.Read(buffer, end, buffer.Length - end);
        ended = read == 0;
        end += read;
    }
}
