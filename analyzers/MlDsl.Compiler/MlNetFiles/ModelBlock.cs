using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MlDsl.Compiler.MlNetFiles;

/// <summary>
/// One part of a model: the entry <c>Model.key</c> of a folder, or <c>Model.bin</c>. A header of 256 bytes says what wrote it, in which version, and where its
/// fields and its strings are. The assembly that it names as well is never looked at.
/// </summary>
internal sealed class ModelBlock
{
    public const string EntryName = "Model.key";

    private const string StreamName = "Model.bin";

    // "ML MODEL" with a zero for the space.
    private const ulong Signature = 0x4C45444F4D004C4D;
    private const int HeaderSize = 256, MaxDepth = 32;

    private readonly MlNetArchive archive;
    private readonly string[] strings;

    private ModelBlock(MlNetArchive archive, string folder, string loader, uint version, FileBytes fields, string[] strings)
    {
        (this.archive, Folder, Loader, Version, Fields, this.strings) = (archive, folder, loader, version, fields, strings);
    }

    /// <summary>The folder, by which messages call the part.</summary>
    public string Folder { get; }

    /// <summary>The name under which ML.NET registers what reads the part.</summary>
    public string Loader { get; }

    /// <summary>The version of the fields, as in <c>0x00010005</c>.</summary>
    public uint Version { get; }

    /// <summary>The oldest version of a reader that the fields are for.</summary>
    public uint ReadableVersion { get; private init; }

    /// <summary>The fields, from the first on.</summary>
    public FileBytes Fields { get; }

    /// <summary>The part of a folder; null where the folder has none.</summary>
    /// <exception cref="InvalidDataException">Its header is malformed.</exception>
    public static ModelBlock? Find(MlNetArchive archive, string folder)
    {
        string name = $"{folder}/{EntryName}";

        // Some calibrators are streams of their own, which begin alike.
        if (!archive.Contains(name) && !archive.Contains(name = $"{folder}/{StreamName}")) return null;
        if (folder.Count(static c => c == '/') > MaxDepth) throw new InvalidDataException($"'{folder}' lies deeper than {MaxDepth} folders");
        byte[] bytes = archive.Read(name);
        var whole = new FileBytes(bytes, name);
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Signature) throw whole.Problem("it does not begin as a part of an ML.NET model does");
        long model = At(bytes, 0x10), size = At(bytes, 0x18);
        whole.Seek(model);
        whole.Take(size);
        string[] strings = Strings(bytes, whole);
        return new ModelBlock(archive, folder, Encoding.ASCII.GetString(bytes, 0x50, 24).TrimEnd('\0'), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(0x48)),
            new FileBytes(bytes.AsMemory((int)model, (int)size), name), strings)
        {
            ReadableVersion = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(0x4C)),
        };
    }

    /// <summary>The part of a folder within this one's; null where there is none.</summary>
    public ModelBlock? Find(string child) => Find(archive, $"{Folder}/{child}");

    /// <summary>The part of a folder within this one's.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public ModelBlock Child(string child) => Find(child) ?? throw new InvalidDataException($"the entry '{Folder}/{child}/{EntryName}' is missing");

    /// <summary>Another entry of the folder; null where there is none.</summary>
    public byte[]? Entry(string name) => archive.Contains($"{Folder}/{name}") ? archive.Read($"{Folder}/{name}") : null;

    /// <summary>A string, by its number.</summary>
    /// <exception cref="InvalidDataException">There is none of that number.</exception>
    public string Text() => TextOrNull() ?? throw Fields.Problem("a name is missing");

    /// <summary>A string, or null where the number is -1.</summary>
    /// <exception cref="InvalidDataException">There is none of that number.</exception>
    public string? TextOrNull()
    {
        int number = Fields.Int();
        if (number == -1) return null;
        return number >= 0 && number < strings.Length ? strings[number] : throw Fields.Problem($"it names string {number} of {strings.Length}");
    }

    /// <summary>An error that names the part.</summary>
    public InvalidDataException Problem(string what) => new($"{this}: {what}");

    public override string ToString() => $"{Folder} ({Loader})";

    private static long At(byte[] bytes, int offset) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(offset));

    // Each string ends where a table of 64-bit numbers says, counted from where the first one begins.
    private static string[] Strings(byte[] bytes, FileBytes whole)
    {
        long table = At(bytes, 0x20), tableSize = At(bytes, 0x28), characters = At(bytes, 0x30), size = At(bytes, 0x38);
        if (table == 0) return [];
        whole.Seek(table);
        ReadOnlySpan<long> ends = MemoryMarshal.Cast<byte, long>(whole.Take(tableSize));
        whole.Seek(characters);
        ReadOnlySpan<char> all = MemoryMarshal.Cast<byte, char>(whole.Take(size));
        var strings = new string[ends.Length];
        long start = 0;
        for (int i = 0; i < strings.Length; i++)
        {
            long end = ends[i] / sizeof(char);
            if (end < start || end > all.Length) throw whole.Problem($"string {i} ends at character {end}");
            strings[i] = all[(int)start..(int)end].ToString();
            start = end;
        }
        return strings;
    }
}
