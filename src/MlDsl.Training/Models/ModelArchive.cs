using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MlDsl.Training;

/// <summary>
/// The zip around a model. The manifest holds the SHA-256 of the entries that make the model, the archive's comment that of the manifest and,
/// from the second format on, that of the evaluations. The same model gives the same bytes.
/// </summary>
internal sealed class ModelArchive : IDisposable
{
    public const string Manifest = "manifest.json", Plan = "plan.json", Predictor = "predictor.bin", Outcome = "outcome.json", Evaluations = "evaluations.json",
        Reference = "reference.bin";

    // Text that does not grow with the features.
    private const long MostText = 1L << 26;

    // Other versions may add entries; a file of many is something else.
    private const int MostEntries = 64;

    // What deflate can make of one byte at most.
    private const int MostExpansion = 1032;

    // The earliest time that a zip can hold: a file says nothing of when it was written.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive archive;
    private readonly string source;

    /// <summary>Opens the archive and checks its directory.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">What the file is called in messages.</param>
    /// <exception cref="ModelFileException">An entry is there twice, or is larger than it can be.</exception>
    /// <exception cref="InvalidDataException">It is no zip.</exception>
    public ModelArchive(ReadOnlyMemory<byte> bytes, string source)
    {
        this.source = source;
        ArraySegment<byte> segment = MemoryMarshal.TryGetArray(bytes, out var array) ? array : bytes.ToArray();
        archive = new ZipArchive(new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false), ZipArchiveMode.Read);
        try
        {
            Check(bytes.Length);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The SHA-256 that the manifest must have.</summary>
    public string ManifestHash => archive.Comment.Split(' ')[0];

    /// <summary>The SHA-256 that the evaluations must have; empty in a file of the first format.</summary>
    public string EvaluationsHash => archive.Comment.Split(' ') is [_, var hash] ? hash : "";

    /// <summary>A file of the entries.</summary>
    public static byte[] Write(IEnumerable<(string Name, byte[] Content)> entries, string comment)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries) Add(archive, name, content);
            archive.Comment = comment;
        }
        return stream.ToArray();
    }

    /// <summary>The content of an entry, which must have the SHA-256 <paramref name="hash"/>.</summary>
    public byte[] Read(string name, string hash)
    {
        ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new ModelFileException($"{source} holds no {name}; it is no model file, or was altered");
        // The length in the directory may lie; reading stops there, so a bomb does not expand.
        byte[] content = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(content);
        return Hash(content) == hash
            ? content
            : throw new ModelFileException($"{name} in {source} is not what was saved: its SHA-256 differs; take the original file or save the model again");
    }

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();

    public void Dispose() => archive.Dispose();

    private void Check(int bytes)
    {
        if (archive.Entries.Count > MostEntries) throw Altered($"has {archive.Entries.Count} entries, more than the {MostEntries} that a model file may have");
        var names = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!names.Add(entry.FullName)) throw Altered($"holds {entry.FullName} twice");
            if (entry.FullName.AsSpan().ContainsAny('/', '\\', ':') || entry.FullName.Contains("..", StringComparison.Ordinal))
                throw Altered($"holds '{Visible.Of(entry.FullName)}', and the entries of a model file have no path");
            total += entry.Length;
            if (entry.Length > MostText && (entry.FullName is Manifest or Outcome or Evaluations))
                throw Altered($"says that {entry.FullName} is {entry.Length} bytes long, and a model has at most {MostText}");
            if (entry.Length > MostExpansion * (entry.CompressedLength + 1L) || entry.CompressedLength > bytes || total > ModelBytes.Most)
                throw Altered($"says that {entry.FullName} is {entry.Length} bytes long, which it cannot be in a model file of {bytes} bytes");
        }
    }

    private ModelFileException Altered(string how) => new($"{source} {how}; it was altered: take the original file or save the model again");

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Timestamp;
        using Stream stream = entry.Open();
        stream.Write(content);
    }
}
