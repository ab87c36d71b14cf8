using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace MlDsl.Columns;

/// <summary>
/// MurmurHash3_x86_32 (A. Appleby) with the seed 0, over the bytes that ONNX Runtime's operator of this name hashes: the UTF-8 of a text, the
/// little-endian bytes of a number.
/// </summary>
internal static class MurmurHash
{
    private const uint First = 0xCC9E2D51, Second = 0x1B873593;

    // A character has at most three bytes in UTF-8.
    private const int MostOnStack = 128;

    /// <summary>The hash of what stands for a missing category.</summary>
    public static uint Missing { get; } = Of("(missing)");

    /// <summary>The hash of a text; half of a surrogate pair counts as U+FFFD.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        if (text.Length <= MostOnStack)
        {
            Span<byte> few = stackalloc byte[3 * MostOnStack];
            return Of(few[..System.Text.Encoding.UTF8.GetBytes(text, few)]);
        }
        byte[] rented = ArrayPool<byte>.Shared.Rent(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        uint hash = Of(rented.AsSpan(0, System.Text.Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>The hash of a unique identifier as a text of lower-case digits and hyphens.</summary>
    public static uint Of(Guid id)
    {
        Span<char> text = stackalloc char[36];
        id.TryFormat(text, out int length);
        return Of(text[..length]);
    }

    /// <summary>The hash of eight bytes.</summary>
    public static uint Of(ulong bits)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, bits);
        return Of(bytes);
    }

    /// <summary>The hash of four bytes.</summary>
    public static uint Of(uint bits)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, bits);
        return Of(bytes);
    }

    /// <summary>The hash of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint hash = 0, length = (uint)bytes.Length;
        for (; bytes.Length >= 4; bytes = bytes[4..])
            hash = BitOperations.RotateLeft(hash ^ Scrambled(BinaryPrimitives.ReadUInt32LittleEndian(bytes)), 13) * 5 + 0xE6546B64;
        uint rest = 0;
        for (int i = 0; i < bytes.Length; i++) rest |= (uint)bytes[i] << (8 * i);
        hash ^= Scrambled(rest) ^ length;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }

    private static uint Scrambled(uint word) => BitOperations.RotateLeft(word * First, 15) * Second;
}
