using System.Security.Cryptography;

namespace MlDsl;

/// <summary>What the index of a registry is signed with. It comes from configuration and never lies in the folder.</summary>
/// <remarks>
/// A signature tells an index that was altered, or made by someone without the key; and with it, by their SHA-256, each model file. It does not tell that the newest indexes were
/// taken away (see <see cref="RegistryOptions.AtLeast"/>), and keeps nothing secret.
/// </remarks>
public abstract class RegistryKey
{
    private protected RegistryKey()
    {
    }

    /// <summary>The kind's name in the index.</summary>
    internal abstract string Kind { get; }

    internal abstract byte[] Sign(ReadOnlySpan<byte> data);

    internal abstract bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    /// <summary>HMAC-SHA-256: who can read can write.</summary>
    /// <param name="key">At least 16 bytes, drawn at random once.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static RegistryKey Hmac(ReadOnlySpan<byte> key) => new HmacKey(key);

    /// <summary>ECDSA with SHA-256. A service that only reads has the public key alone, and cannot promote anything.</summary>
    /// <param name="key">The key, with its private part where the registry is written. The caller disposes of it, after the registry.</param>
    public static RegistryKey Ecdsa(ECDsa key) => new EcdsaKey(key);

    private sealed class HmacKey : RegistryKey
    {
        private const int FewestBytes = 16;
        private readonly byte[] key;

        public HmacKey(ReadOnlySpan<byte> key) => this.key = key.Length >= FewestBytes
            ? key.ToArray()
            : throw new ArgumentException($"The registry's key has {key.Length} bytes, and needs {FewestBytes} or more; draw them at random once and keep them with the service's secrets", nameof(key));

        internal override string Kind => "hmac-sha256";

        internal override byte[] Sign(ReadOnlySpan<byte> data) => HMACSHA256.HashData(key, data);

        internal override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(Sign(data), signature);
    }

    private sealed class EcdsaKey : RegistryKey
    {
        private readonly ECDsa key;

        public EcdsaKey(ECDsa key)
        {
            ArgumentNullException.ThrowIfNull(key);
            this.key = key;
        }

        internal override string Kind => "ecdsa-sha256";

        internal override byte[] Sign(ReadOnlySpan<byte> data)
        {
            try
            {
                return key.SignData(data, HashAlgorithmName.SHA256);
            }
            catch (CryptographicException problem)
            {
                throw new RegistryException("The registry's key has no private part, so that it reads and does not write; give the process that registers models the private key", problem);
            }
        }

        internal override bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => key.VerifyData(data, signature, HashAlgorithmName.SHA256);
    }
}

/// <summary>How a registry is opened.</summary>
public sealed record RegistryOptions
{
    /// <summary>What its index is signed with.</summary>
    public required RegistryKey Key { get; init; }

    /// <summary>The index must have this generation or a later one: who remembers the last that it saw is not shown an older one.</summary>
    public long AtLeast { get; init; }

    /// <summary>How long a change waits while another process makes one; 30 seconds unless set.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What takes a model's file away.</summary>
    internal Action<string> Delete { get; init; } = File.Delete;
}

/// <summary>A registry that cannot be read or changed; the message names the file and the way out.</summary>
public sealed class RegistryException : Exception
{
    internal RegistryException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
