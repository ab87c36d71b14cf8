using System.Buffers.Binary;
using System.Numerics;

namespace MlDsl.Training;

/// <summary>
/// A file as frames: length, CRC-32C of length and content, content. A frame is there whole or not at all: what is half written when a process or the power goes is no frame.
/// </summary>
internal static class Frames
{
    /// <summary>The bytes before the content.</summary>
    public const int Head = 8;

    /// <summary>The longest content.</summary>
    public const int Most = 1 << 24;

    public static void Write(MemoryStream to, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[Head];
        BinaryPrimitives.WriteInt32LittleEndian(head, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], Crc(head[..4], content));
        to.Write(head);
        to.Write(content);
    }

    /// <summary>The contents of a file, in order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Where the last whole frame ends.</param>
    /// <param name="isCut">Whether what stands behind it was cut off while it was written, or is nothing; else it was altered, since a whole frame follows.</param>
    public static List<(int At, Range Content)> All(ReadOnlySpan<byte> file, out int end, out bool isCut)
    {
        var frames = new List<(int, Range)>();
        end = 0;
        for (; TryRead(file, end, out Range content); end = content.End.Value) frames.Add((end, content));
        isCut = true;
        for (int at = end + 1; isCut && at <= file.Length - Head; at++) isCut = !TryRead(file, at, out _);
        return frames;
    }

    /// <summary>The length of a frame's content, which stands first in it; null where there is no such length.</summary>
    public static int? LengthOf(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt32LittleEndian(head) is > 0 and <= Most and var length ? length : null;

    /// <summary>The content of the frame that begins at a place; false where none does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, int at, out Range content)
    {
        content = default;
        if (file.Length - at < Head || LengthOf(file[at..]) is not { } length || length > file.Length - at - Head) return false;
        content = (at + Head)..(at + Head + length);
        return Crc(file.Slice(at, 4), file[content]) == BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
    }

    private static uint Crc(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Add(Add(~0u, first), second);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
