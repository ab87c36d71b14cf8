using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Monitoring.Outcomes;

/// <summary>What stands for an id in the files: 128 bits of its HMAC-SHA-256.</summary>
internal readonly record struct IdKey(UInt128 Bits)
{
    public const int Bytes = 16;

    private const int FewestKeyBytes = 16;

    private static ReadOnlySpan<byte> Domain => "mldsl.id.1\0"u8;

    /// <summary>A copy of a key of ids.</summary>
    /// <exception cref="ArgumentException">It has fewer than 16 bytes.</exception>
    public static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> key, string name) => key.Length >= FewestKeyBytes
        ? key.ToArray()
        : throw new ArgumentException($"The key of ids has {key.Length} bytes, and needs {FewestKeyBytes} or more; draw them at random once and keep them with the service's secrets", name);

    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static IdKey Of(string id, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return Of([.. Domain, .. Encoding.UTF8.GetBytes(id)], key);
    }

    /// <summary>What tells a key from others without telling it.</summary>
    public static IdKey CheckOf(ReadOnlySpan<byte> key) => Of("mldsl.key.1"u8, key);

    private static IdKey Of(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, text, hash);
        return Read(hash);
    }

    public static IdKey Read(ReadOnlySpan<byte> bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes));

    public void Write(Span<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(bytes, Bits);
}
