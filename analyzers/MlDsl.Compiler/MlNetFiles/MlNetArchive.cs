using System.IO.Compression;
using System.Runtime.InteropServices;

namespace MlDsl.Compiler.MlNetFiles;

/// <summary>
/// The entries of an ML.NET model, which is a zip. Names have forward slashes here, whatever wrote them. Entries are unpacked when they are
/// asked for, never beyond the limits: what an archive says of its sizes is not believed.
/// </summary>
internal sealed class MlNetArchive
{
    /// <summary>The most bytes of all entries together, and the most entries.</summary>
    public const long MaxBytes = 1L << 30;
    private const int MaxEntries = 20_000;

    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.OrdinalIgnoreCase);
    private long left = MaxBytes;

    private MlNetArchive()
    {
    }

    /// <exception cref="InvalidDataException">The bytes are no zip, or one with too many entries or two of one name.</exception>
    public static MlNetArchive Open(ReadOnlyMemory<byte> file)
    {
        byte[] bytes = MemoryMarshal.TryGetArray(file, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : file.ToArray();
        var archive = new MlNetArchive();
        try
        {
            var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MaxEntries) throw new InvalidDataException($"it has {zip.Entries.Count} entries; ML.NET's models of up to {MaxEntries} are read");
            foreach (ZipArchiveEntry entry in zip.Entries)
                if (!archive.entries.TryAdd(Plain(entry.FullName), entry)) throw new InvalidDataException($"it has two entries '{Plain(entry.FullName)}'");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InvalidDataException($"the file is no model of ML.NET, which is a zip: {e.Message}");
        }
        return archive;
    }

    public bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>An entry's content.</summary>
    /// <exception cref="InvalidDataException">It is absent, damaged or too large.</exception>
    public byte[] Read(string name)
    {
        if (!entries.TryGetValue(name, out ZipArchiveEntry? entry)) throw new InvalidDataException($"the entry '{name}' is missing");
        try
        {
            using Stream stream = entry.Open();
            return Unpack(stream, name, ref left);
        }
        catch (InvalidDataException)
        {
            throw;
        }
        catch (Exception e) when (e is IOException or NotSupportedException)
        {
            throw new InvalidDataException($"the entry '{name}' cannot be unpacked: {e.Message}");
        }
    }

    /// <summary>All of a stream, as long as the limit allows.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="left">The bytes that may still come; those that came are taken away.</param>
    /// <exception cref="InvalidDataException">It has more.</exception>
    public static byte[] Unpack(Stream stream, string name, ref long left)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            left -= read;
            if (left < 0) throw new InvalidDataException($"'{name}' unpacks to more than ML.NET's models may have, {MaxBytes} bytes in all");
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    private static string Plain(string name) => name.Replace('\\', '/');
}
