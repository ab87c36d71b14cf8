using System.Runtime.InteropServices;

namespace MlDsl.Kernels;

/// <summary>Lays sections one after another, each at a multiple of 64 bytes, behind the header.</summary>
internal sealed class SectionWriter
{
    private readonly List<(int Start, byte[] Content)> sections = [];
    private long length = PackedHeader.Size;

    /// <summary>Appends a section.</summary>
    /// <exception cref="TreeEnsembleException">The whole has grown beyond 2 GiB.</exception>
    public PackedSection Write<T>(ReadOnlySpan<T> content)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Packed ensembles are written on little-endian machines");
        byte[] bytes = MemoryMarshal.AsBytes(content).ToArray();
        var section = new PackedSection { Start = (int)length, Length = bytes.Length };
        sections.Add((section.Start, bytes));
        length = (length + bytes.Length + PackedHeader.Alignment - 1) / PackedHeader.Alignment * PackedHeader.Alignment;
        if (length > Array.MaxLength) throw new TreeEnsembleException("The packed ensemble is larger than 2 GiB; use fewer or smaller trees");
        return section;
    }

    /// <summary>The whole, with its header.</summary>
    public byte[] Finish(PackedHeader header)
    {
        header.Magic = PackedHeader.CurrentMagic;
        header.Version = PackedHeader.CurrentVersion;
        header.Length = (int)length;
        var result = new byte[length];
        foreach ((int start, byte[] content) in sections) content.CopyTo(result, start);
        MemoryMarshal.Write(result, in header);
        return result;
    }
}
