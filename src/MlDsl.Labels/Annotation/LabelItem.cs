using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Labels;

/// <summary>Something that is labelled.</summary>
/// <param name="Id">What tells it from others.</param>
/// <param name="Hash">The hash of what is shown of it.</param>
/// <param name="Shown">The names and texts that are shown.</param>
/// <param name="Fields">The texts of all columns, in the order of the file.</param>
public sealed record LabelItem(string Id, string Hash, IReadOnlyList<KeyValuePair<string, string>> Shown, IReadOnlyList<string> Fields)
{
    /// <summary>The first 16 hexadecimal digits of the SHA-256 of texts, each behind its length.</summary>
    internal static string HashOf(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (string text in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return Convert.ToHexString(hash.GetHashAndReset())[..16].ToLowerInvariant();
    }
}

/// <summary>The items of a project, as their file has them.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Items">The items.</param>
public sealed record LabelItems(IReadOnlyList<string> Columns, IReadOnlyList<LabelItem> Items)
{
    private readonly Dictionary<string, LabelItem> byId = Items.ToDictionary(static item => item.Id, StringComparer.Ordinal);

    /// <summary>The item of an id; null where there is none.</summary>
    public LabelItem? Find(string id) => byId.GetValueOrDefault(id);
}
