using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Onnx;

/// <summary>
/// The hash that a class pins: of the file; where weights lie in files of their own, of the hashes of all files, each a line in lower case,
/// the model's first and the others in the order of their names. So an exchanged weights file is another model.
/// </summary>
internal static class PinnedHash
{
    /// <exception cref="OnnxRuntimeException">The model is another one.</exception>
    public static void Check(ModelSource source, string pinned)
    {
        string actual = Of(source);
        if (!actual.Equals(pinned, StringComparison.OrdinalIgnoreCase))
            throw new OnnxRuntimeException(
                OnnxErrorCode.ModelMismatch,
                source.Name,
                $"its SHA-256 is {actual}, pinned is {pinned.ToUpperInvariant()}; deploy the pinned file, or pin this one");
    }

    private static string Of(ModelSource source)
    {
        using Stream content = source.Open();
        string hash = Convert.ToHexString(SHA256.HashData(content));
        content.Position = 0;
        SortedSet<string> others = ExternalFiles.Of(content);
        if (others.Count == 0) return hash;
        content.Position = 0;
        if (ExternalFiles.Missing(source, content) is { } missing) throw new OnnxRuntimeException(OnnxErrorCode.NoSuchFile, source.Name, missing);
        IEnumerable<string> hashes = others.Select(place => OfFile(ExternalFiles.Path(source, place))).Prepend(hash);
#pragma warning disable CA1308 // As sha256sum writes them.
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes.Select(static h => h.ToLowerInvariant() + "\n")))));
#pragma warning restore CA1308
    }

    private static string OfFile(string file)
    {
        using FileStream content = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(content));
    }
}
