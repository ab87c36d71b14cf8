namespace MlDsl.Training;

/// <summary>The frames of a file one after the other, however long the file is, and as far as it reached at first: what is written meanwhile is not seen. Used by one thread.</summary>
/// <param name="file">The file, from its beginning; it must seek.</param>
internal sealed class FrameReader(Stream file)
{
    private byte[] buffer = new byte[4096];

    /// <summary>How long the file was when reading began.</summary>
    public long Length { get; } = file.Length;

    /// <summary>Where the current frame begins.</summary>
    public long At { get; private set; }

    /// <summary>Where the last whole frame ends.</summary>
    public long End { get; private set; }

    /// <summary>The content of the current frame, valid until the next one.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>Goes to the next frame; false where no whole one follows.</summary>
    public bool Read()
    {
        if (Length - file.Position < Frames.Head) return false;
        int head = file.ReadAtLeast(buffer.AsSpan(0, Frames.Head), Frames.Head, throwOnEndOfStream: false);
        if (head < Frames.Head || Frames.LengthOf(buffer) is not { } length) return false;
        // A length that is made up takes no memory.
        if (length > Length - file.Position) return false;
        if (buffer.Length < Frames.Head + length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Frames.Head + length));
        int content = file.ReadAtLeast(buffer.AsSpan(Frames.Head, length), length, throwOnEndOfStream: false);
        if (content < length || !Frames.TryRead(buffer.AsSpan(0, Frames.Head + length), 0, out Range range)) return false;
        (At, End, Content) = (End, End + Frames.Head + length, buffer.AsMemory(range));
        return true;
    }

    /// <summary>Once nothing more is read: whether what stands behind the last whole frame was cut off while it was written, or is nothing; else it was altered, since a whole frame follows.</summary>
    public bool IsCut()
    {
        const int Longest = Frames.Head + Frames.Most;
        file.Position = Math.Min(End + 1, Length);
        byte[] rest = new byte[Math.Min(Length - file.Position, 2L * Longest)];
        int held = file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        for (int at = 0; ;)
        {
            if (at >= Longest && held == rest.Length)
            {
                // What was looked at makes room for what comes.
                rest.AsSpan(at, held - at).CopyTo(rest);
                held -= at;
                int more = (int)Math.Min(rest.Length - held, Length - file.Position);
                held += file.ReadAtLeast(rest.AsSpan(held, more), more, throwOnEndOfStream: false);
                at = 0;
            }
            if (at > held - Frames.Head) return true;
            // A length is above 0: what is all zeros, as a disk leaves it that lost its power, is passed over at once.
            int zeros = rest.AsSpan(at, held - at).IndexOfAnyExcept((byte)0);
            if (zeros < 0) zeros = held - at;
            if (zeros > 3) at += zeros - 3;
            else if (Frames.TryRead(rest.AsSpan(0, held), at, out _)) return false;
            else at++;
        }
    }
}
