namespace MlDsl;

// How the buffer is filled: what is read is dropped, what is not moves to the front, and a record that fills it doubles it.
internal sealed partial class CsvRecords
{
    private void SkipLine()
    {
        while (true)
        {
            int found = buffer.AsSpan(start, end - start).IndexOf(Break);
            if (found >= 0 || ended)
            {
                start = next = found < 0 ? end : start + found + 1;
                nextLine++;
                return;
            }
            // Nothing of a comment is kept, so a long one does not grow the buffer.
            start = end;
            Fill();
        }
    }

    /// <summary>Reads more behind what is there; false at the end of the stream.</summary>
    private bool Fill()
    {
        if (ended) return false;
        int length = end - start, capacity = buffer.Length - CsvMarks.Padding;
        if (length == capacity)
        {
            if (length >= limit) throw TooLong();
            Array.Resize(ref buffer, (int)Math.Min(capacity * 2L, limit) + CsvMarks.Padding);
            capacity = buffer.Length - CsvMarks.Padding;
        }
        if (start > 0) buffer.AsSpan(start, length).CopyTo(buffer);
        (start, end) = (0, length);
        int read = stream.ReadAtLeast(buffer.AsSpan(length, capacity - length), capacity - length, throwOnEndOfStream: false);
        end += read;
        ended = end < capacity;
        next = start;
        return read > 0;
    }

    private DataFormatException TooLong()
    {
        IsBroken = true;
        return Error(start, $"a record of more than {limit} bytes begins", "close its quote, or raise CsvOptions.MaxRecordBytes");
    }

    private void SkipByteOrderMark()
    {
        ReadOnlySpan<byte> head = buffer.AsSpan(0, end);
        if (EncodingHints.OfFile(head) is { } other) throw new DataFormatException($"{File}: the file is {other}") { File = File };
        if (head.StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF])) next = start = 3;
    }
}
