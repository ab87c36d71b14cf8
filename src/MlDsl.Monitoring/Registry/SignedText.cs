using System.Text;

namespace MlDsl.Monitoring.Registry;

/// <summary>A line of text and a line of its signature, which says as well what kind of text it is of.</summary>
internal static class SignedText
{
    /// <summary>The two lines.</summary>
    /// <param name="key">The key.</param>
    /// <param name="domain">What kind of text it is: of another kind the signature does not hold.</param>
    /// <param name="text">The text, on one line.</param>
    public static byte[] Write(RegistryKey key, ReadOnlySpan<byte> domain, byte[] text) =>
        [.. text, (byte)'\n', .. Encoding.ASCII.GetBytes($"{key.Kind} {Convert.ToBase64String(key.Sign([.. domain, .. text]))}\n")];

    /// <summary>The text.</summary>
    /// <exception cref="FormatException">It is cut off, altered, or signed with another key; the message is the rest of a sentence.</exception>
    public static ReadOnlyMemory<byte> Read(byte[] file, RegistryKey key, ReadOnlySpan<byte> domain)
    {
        int end = Array.IndexOf(file, (byte)'\n');
        if (end < 0 || file[^1] != '\n' || Array.IndexOf(file, (byte)'\n', end + 1) != file.Length - 1) throw new FormatException("is cut off");
        string[] signed = Encoding.ASCII.GetString(file, end + 1, file.Length - end - 2).Split(' ');
        if (signed.Length != 2) throw new FormatException("has no signature");
        if (signed[0] != key.Kind) throw new FormatException($"is signed by {signed[0]}, and the key given is one of {key.Kind}");
        byte[] signature = new byte[signed[1].Length];
        // The last sign of base 64 has bits that mean nothing, and may be altered as little as others.
        return Convert.TryFromBase64String(signed[1], signature, out int length) && Convert.ToBase64String(signature.AsSpan(0, length)) == signed[1] && key.Verify([.. domain, .. file.AsSpan(0, end)], signature.AsSpan(0, length))
            ? file.AsMemory(0, end)
            : throw new FormatException("was altered, or signed with another key");
    }
}
