using System.Buffers.Binary;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>Changes of bytes that know nothing of what they mean.</summary>
internal static class ByteChanges
{
    private static readonly uint[] Numbers =
        [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7F7FFFFF, 0x08074B50, 0x04034B50, 0x02014B50];

    public static byte[] Change(byte[] bytes, byte[] other, Random random)
    {
        byte[] changed = bytes;
        for (int times = 1 + (random.Next(3) * random.Next(3)); times > 0; times--) changed = Once(changed, other, random);
        return changed;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        if (bytes.Length == 0) return [(byte)random.Next(256)];
        int at = random.Next(bytes.Length), length = 1 + random.Next(Math.Min(64, bytes.Length - at));
        switch (random.Next(9))
        {
            case 0: return With(bytes, copy => copy[at] ^= (byte)(1 << random.Next(8)));
            case 1: return With(bytes, copy => copy[at] = (byte)random.Next(256));
            case 2: return bytes[..at];
            case 3: return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4: return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                byte[] noise = new byte[length];
                random.NextBytes(noise);
                return [.. bytes[..at], .. noise, .. bytes[at..]];
            case 6: return [.. bytes[..at], .. other[Math.Min(at, other.Length)..]];
            case 7: return With(bytes, copy => Write(copy, at, random));
            // A number behind the mark of a part of a zip.
            default: return With(bytes, copy => Write(copy, Mark(copy, at) + random.Next(46), random));
        }
    }

    private static int Mark(byte[] bytes, int at)
    {
        int found = bytes.AsSpan(at).IndexOf("PK"u8);
        return found >= 0 ? at + found : Math.Max(0, bytes.AsSpan(0, at).LastIndexOf("PK"u8));
    }

    private static void Write(byte[] bytes, int at, Random random)
    {
        uint number = Numbers[random.Next(Numbers.Length)];
        int size = 1 << random.Next(3);
        if (at + 4 > bytes.Length) at = Math.Max(0, bytes.Length - 4);
        if (bytes.Length < 4) return;
        if (size == 1) bytes[at] = (byte)number;
        else if (size == 2) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)number);
        else BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), number);
    }

    private static byte[] With(byte[] bytes, Action<byte[]> change)
    {
        byte[] copy = [.. bytes];
        change(copy);
        return copy;
    }
}
