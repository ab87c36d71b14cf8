using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.MlNet;

/// <summary>
/// The assemblies that a model file of ML.NET names. ML.NET's loader loads every one of them, so a file that names another than ML.NET's
/// own, or than one of the service's mappings, is refused before the loader sees it. Nothing is loaded here.
/// </summary>
internal static class NamedAssemblies
{
    // "ML MODEL" with a zero for the space; the header behind it.
    private const ulong Signature = 0x4C45444F4D004C4D;
    private const int HeaderSize = 256, LoaderAt = 0x50, LoaderLength = 24, OtherLoaderAt = 0x68, AssemblyAt = 0x90, AssemblyLengthAt = 0x98;
    private const uint WithAssembly = 0x00010002;
    private const int VersionAt = 0x48, ModelAt = 0x10, TableAt = 0x20, TableLengthAt = 0x28, CharactersAt = 0x30, CharactersLengthAt = 0x38;

    // Of an archive that says nothing true about itself.
    private const int MaxEntries = 20_000;
    private const long MaxBytes = 1L << 30;

    /// <summary>Those of ML.NET, old names included.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.ML", "Microsoft.ML.Core", "Microsoft.ML.Data", "Microsoft.ML.DataView", "Microsoft.ML.StandardTrainers", "Microsoft.ML.StandardLearners", "Microsoft.ML.Transforms",
        "Microsoft.ML.FastTree", "Microsoft.ML.LightGbm", "Microsoft.ML.LightGBM", "Microsoft.ML.KMeansClustering", "Microsoft.ML.PCA", "Microsoft.ML.Ensemble", "Microsoft.ML.EntryPoints",
        "Microsoft.ML.Mkl.Components", "Microsoft.ML.HalLearners", "Microsoft.ML.Recommender", "Microsoft.ML.TimeSeries", "Microsoft.ML.OnnxTransformer", "Microsoft.ML.TensorFlow",
        "Microsoft.ML.ImageAnalytics", "Microsoft.ML.Vision", "Microsoft.ML.Dnn", "Microsoft.ML.DnnAnalyzer", "Microsoft.ML.TorchSharp", "Microsoft.ML.Featurizers",
    };

    /// <summary>Why a file is refused; null where every assembly that it names may be loaded.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="mappings">The simple names of assemblies with custom mappings; null where they are not looked at, because the file is only read.</param>
    public static string? Refusal(byte[] file, IReadOnlyCollection<string>? mappings)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MaxEntries) return $"it has {zip.Entries.Count} entries; models of up to {MaxEntries} are loaded";
            long left = MaxBytes;
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                byte[]? part = Part(entry, ref left);
                if (left < 0) return $"it unpacks to more than {MaxBytes} bytes";
                if (part is not null && Named(part, mappings) is { } named) return $"its entry '{entry.FullName}' {named}";
            }
            return null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or NotSupportedException)
        {
            return $"it is no zip, as models of ML.NET are: {e.Message}";
        }
    }

    /// <summary>Whether a file has a custom mapping, whose assembly has to be made known to ML.NET.</summary>
    public static bool HasMapping(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        long left = MaxBytes;
        foreach (ZipArchiveEntry entry in zip.Entries)
            if (Part(entry, ref left) is { } part && IsMapping(part)) return true;
        return false;
    }

    // Whatever begins as a part of a model does, under any name; null for everything else, whose bytes are counted.
    private static byte[]? Part(ZipArchiveEntry entry, ref long left)
    {
        using Stream stream = entry.Open();
        byte[] head = new byte[HeaderSize];
        int length = stream.ReadAtLeast(head, HeaderSize, throwOnEndOfStream: false);
        left -= length;
        bool isPart = length == HeaderSize && BinaryPrimitives.ReadUInt64LittleEndian(head) == Signature;
        using var content = new MemoryStream();
        content.Write(head);
        byte[] buffer = new byte[1 << 16];
        for (int read; left >= 0 && (read = stream.Read(buffer)) > 0; left -= read)
            if (isPart) content.Write(buffer, 0, read);
        return isPart ? content.ToArray() : null;
    }

    private static string? Named(byte[] part, IReadOnlyCollection<string>? mappings)
    {
        long at = BinaryPrimitives.ReadInt64LittleEndian(part.AsSpan(AssemblyAt));
        int length = BinaryPrimitives.ReadInt32LittleEndian(part.AsSpan(AssemblyLengthAt));
        if (length != 0)
        {
            if (at < 0 || length < 0 || at > part.Length - length) return "names an assembly that is not in it";
            string named = Simple(Encoding.Unicode.GetString(part, (int)at, length));
            if (!Known.Contains(named)) return $"names the assembly '{named}', which is none of ML.NET's";
        }
        if (mappings is null || !IsMapping(part)) return null;
        if (MappingAssembly(part) is not { } mapping) return null;
        string assembly = Simple(mapping);
        return mappings.Contains(assembly, StringComparer.OrdinalIgnoreCase) ? null
            : $"is a custom mapping of the assembly '{assembly}', which the service does not name; declare the class in that assembly, or give the assembly to Load";
    }

    private static bool IsMapping(byte[] part) => Loader(part, LoaderAt).Contains("Custom", StringComparison.OrdinalIgnoreCase) || Loader(part, OtherLoaderAt).Contains("Custom", StringComparison.OrdinalIgnoreCase);

    private static string Loader(byte[] part, int at) => Encoding.ASCII.GetString(part, at, LoaderLength).TrimEnd('\0');

    // The fields are the numbers of two strings: the contract's name, and the assembly that has it, which files before version 1.2 leave out. ML.NET reads both
    // before it looks at how many bytes there are: what is not just so is a name of no assembly, and refused as one.
    private static string? MappingAssembly(byte[] part)
    {
        long size = At(ModelAt + sizeof(long)), table = At(TableAt), tableLength = At(TableLengthAt), characters = At(CharactersAt), charactersLength = At(CharactersLengthAt);
        bool isOld = BinaryPrimitives.ReadUInt32LittleEndian(part.AsSpan(VersionAt)) < WithAssembly;
        if (At(ModelAt) != HeaderSize || size != (isOld ? 1 : 2) * sizeof(int) || size > part.Length - HeaderSize) return "";
        if (isOld) return null;
        int number = BinaryPrimitives.ReadInt32LittleEndian(part.AsSpan(HeaderSize + sizeof(int)));
        if (!IsWithin(table, tableLength) || !IsWithin(characters, charactersLength)) return "";
        ReadOnlySpan<long> ends = MemoryMarshal.Cast<byte, long>(part.AsSpan((int)table, (int)tableLength));
        if (number < 0 || number >= ends.Length) return "";
        long start = number == 0 ? 0 : ends[number - 1], end = ends[number];
        return start < 0 || end < start || end > charactersLength ? "" : Encoding.Unicode.GetString(part, (int)(characters + start), (int)(end - start));

        long At(int place) => BinaryPrimitives.ReadInt64LittleEndian(part.AsSpan(place));

        bool IsWithin(long first, long length) => first > 0 && length >= 0 && length <= part.Length && first <= part.Length - length;
    }

    // What stands before the version and the key. A name with any other sign, such as one that escapes, is kept whole and so is none that is known.
    private static string Simple(string assembly)
    {
        int comma = assembly.IndexOf(',');
        string name = (comma < 0 ? assembly : assembly[..comma]).Trim();
        return name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? name : assembly;
    }
}
