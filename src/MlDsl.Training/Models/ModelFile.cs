using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>
/// The <c>*.mldsl</c> file: a zip of <c>manifest.json</c>, <c>learned.json</c> and <c>weights.bin</c>. The manifest holds the SHA-256 of
/// the other two, the archive's comment that of the manifest. The same model gives the same bytes. Reading runs no code.
/// </summary>
internal static class ModelFile
{
    private const string ManifestName = "manifest.json", LearnedName = "learned.json", WeightsName = "weights.bin";
    private const long MaxEntryBytes = 1L << 30;

    // The earliest time that a zip can hold: a file says nothing of when it was written.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes beside <paramref name="path"/> first, so that no partial file is left behind.</summary>
    public static void Write<TLearned>(string path, ModelState<TLearned> state, DatasetSchema schema) where TLearned : class, ILearned<TLearned>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = ToBytes(state, schema);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The SHA-256 of the file that the model would be written to, in lower-case hexadecimal.</summary>
    public static string HashOf<TLearned>(ModelState<TLearned> state, DatasetSchema schema) where TLearned : class, ILearned<TLearned> =>
        Hash(ToBytes(state, schema));

    /// <summary>Reads the model <paramref name="name"/> of <paramref name="schema"/>.</summary>
    /// <exception cref="ModelFileException">The file is absent, cut short, altered, of another model or of another schema.</exception>
    public static ModelState<TLearned> Read<TLearned>(string path, string name, string task, DatasetSchema schema)
        where TLearned : class, ILearned<TLearned>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new ModelFileException($"There is no model file '{path}'; fit the model and save it there");
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            byte[] manifest = Entry(archive, ManifestName, path);
            if (archive.Comment != Hash(manifest)) throw Altered(path, ManifestName);
            using JsonDocument document = JsonDocument.Parse(manifest);
            ManifestReader reader = new(document.RootElement, path);
            reader.Check(name, task, schema);
            byte[] learned = Entry(archive, LearnedName, path), weights = Entry(archive, WeightsName, path);
            if (reader.LearnedHash != Hash(learned)) throw Altered(path, LearnedName);
            if (reader.WeightsHash != Hash(weights)) throw Altered(path, WeightsName);
            using JsonDocument state = JsonDocument.Parse(learned);
            TLearned read = TLearned.Read(state.RootElement);
            return new ModelState<TLearned>(read, WeightsBlob.Read(weights, read.Width, reader.Outputs, path), reader.Card());
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException or EndOfStreamException or ArgumentException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ModelFileException($"'{path}' is not a complete model file ({problem.Message}); save the model again", problem);
        }
    }

    private static byte[] ToBytes<TLearned>(ModelState<TLearned> state, DatasetSchema schema) where TLearned : class, ILearned<TLearned>
    {
        using var learnedStream = new MemoryStream();
        using (var json = new Utf8JsonWriter(learnedStream)) state.Learned.Write(json);
        byte[] learned = learnedStream.ToArray(), weights = WeightsBlob.Write(state.Weights);
        byte[] manifest = ManifestWriter.Write(state.Card, state.Weights, schema, Hash(learned), Hash(weights));

        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, ManifestName, manifest);
            Add(archive, LearnedName, learned);
            Add(archive, WeightsName, weights);
            archive.Comment = Hash(manifest);
        }
        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Timestamp;
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Entry(ZipArchive archive, string name, string path)
    {
        ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new ModelFileException($"'{path}' holds no {name}; it is no model file, or was altered");
        if (entry.Length > MaxEntryBytes) throw new ModelFileException($"{name} in '{path}' is {entry.Length} bytes long, more than {MaxEntryBytes}; it was altered");
        // The length in the directory may lie; reading stops there, so a bomb does not expand.
        byte[] content = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }

    private static ModelFileException Altered(string path, string name) =>
        new($"{name} in '{path}' is not what was saved: its SHA-256 differs; take the original file or save the model again");

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
}
