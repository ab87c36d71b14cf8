using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels.Operators;

/// <summary>
/// ML.NET's hashes of values, MurmurHash3 by Austin Appleby in two manners: files before ML.NET 1.5 have the old one. Of texts it takes
/// the bytes that UTF-8 has for characters of the first plane, three for each half of a pair of surrogates, and puts those of a
/// character in another order where they do not begin a word of 32 bits; both are kept, since hashes are what a model has learned by.
/// </summary>
/// <param name="isOld">Whether it is the manner of old files.</param>
/// <param name="mask">The bits that a hash has.</param>
internal readonly struct MlNetHash(bool isOld, uint mask)
{
    /// <summary>Continues a hash with 32 bits.</summary>
    public static uint Round(uint hash, uint chunk) => (BitOperations.RotateLeft(hash ^ Scrambled(chunk), 13) * 5) + 0xE6546B64;

    /// <summary>The key of a value of 32 bits or fewer.</summary>
    public long Of(uint seed, uint value) => Key(Mixed(Round(seed, value), sizeof(uint)));

    /// <summary>The key of a value of 64 bits.</summary>
    public long Of(uint seed, ulong value)
    {
        uint hash = Round(seed, (uint)value), high = (uint)(value >> 32);
        return Key(Mixed(isOld && high == 0 ? hash : Round(hash, high), sizeof(ulong)));
    }

    /// <summary>The key of a text without the spaces around it; 0 of an empty one.</summary>
    public long Of(uint seed, ReadOnlySpan<char> text) => text.Length == 0 ? 0 : Key(Text(seed, text.Trim(' ')));

    /// <summary>All bits of the hash of a text without the spaces around it.</summary>
    public static uint OfText(uint seed, ReadOnlySpan<char> text) => new MlNetHash(false, 0).Text(seed, text.Trim(' '));

    /// <summary>A hash whose bits are spread.</summary>
    public static uint Spread(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }

    private long Key(uint hash) => (hash & mask) + 1L;

    private uint Mixed(uint hash, int length) => Spread(isOld ? hash : hash ^ (uint)length);

    private uint Text(uint hash, ReadOnlySpan<char> text)
    {
        ulong held = 0;
        int bits = 0, length = 0;
        foreach (uint character in text)
        {
            switch (character)
            {
                case <= 0x7F:
                    held |= (ulong)character << bits;
                    bits += 8;
                    break;
                case <= 0x7FF:
                    held |= (ulong)((character & 0x3F) | ((character << 2) & 0x1F00) | 0xC080) << bits;
                    if (!isOld) held = ((held & 0xFF) << 8) | (held >> 8);
                    bits += 16;
                    break;
                default:
                    held |= (ulong)((character & 0x3F) | ((character << 2) & 0x3F00) | ((character << 4) & 0x0F0000) | 0xE08080) << bits;
                    if (!isOld) held = ((held & 0xFF) << 16) | (((held >> 8) & 0xFF) << 8) | (held >> 16);
                    bits += 24;
                    break;
            }
            if (bits < 32) continue;
            hash = Round(hash, (uint)held);
            held >>= 32;
            bits -= 32;
            length += 4;
        }
        length += bits / 8;
        if (isOld)
        {
            if (bits > 0) hash = Round(hash, (uint)held);
            return Mixed(Round(hash, (uint)length), 0);
        }
        uint rest = (length & 3) switch { 0 => 0, 1 => (uint)held & 0xFF, 2 => (uint)held & 0xFFFF, _ => (uint)held & 0xFFFFFF };
        return Mixed((length & 3) == 0 ? hash : hash ^ Scrambled(rest), length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Scrambled(uint chunk) => BitOperations.RotateLeft(chunk * 0xCC9E2D51, 15) * 0x1B873593;
}
