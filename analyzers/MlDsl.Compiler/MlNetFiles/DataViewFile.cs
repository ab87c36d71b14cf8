using System.Buffers.Binary;
using System.IO.Compression;

namespace MlDsl.Compiler.MlNetFiles;

/// <summary>A column of a data view: name and type, and what is known of its keys and slots.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type; null for one that is not read.</param>
internal sealed record DataViewColumn(string Name, ColumnType? Type)
{
    /// <summary>What the keys stand for, from the first on; null where nobody says it.</summary>
    public Array? KeyValues { get; init; }

    /// <summary>The names of a vector's items; null where they have none.</summary>
    public string[]? SlotNames { get; init; }
}

/// <summary>A data view in ML.NET's binary format: schemas beside models have no rows, look-up tables have some.</summary>
internal sealed class DataViewFile
{
    // "CML DVB" and zeros.
    private const ulong Signature = 0x00425644004C4D43;
    private const int HeaderSize = 256, MaxColumns = 1 << 16, MaxRows = 1 << 22;

    private readonly byte[] file;
    private readonly string name;
    private readonly List<(Codec? Codec, bool IsPacked, int RowsPerBlock, long Blocks)> places = [];
    private readonly long rows;
    // Of all blocks together.
    private long left = MlNetArchive.MaxBytes / 4;

    /// <exception cref="InvalidDataException">The bytes are no data view.</exception>
    public DataViewFile(byte[] file, string name)
    {
        (this.file, this.name) = (file, name);
        var bytes = new FileBytes(file, name);
        if (file.Length < HeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(file) != Signature) throw bytes.Problem("it is no data view of ML.NET");
        bytes.Seek(24);
        long contents = bytes.Long();
        bytes.Long();
        rows = bytes.Long();
        int count = bytes.Int();
        if (count is < 0 or > MaxColumns || rows < 0) throw bytes.Problem($"it counts {count} columns and {rows} rows");
        if (count > 0) bytes.Seek(contents);
        var columns = new List<DataViewColumn>();
        for (int i = 0; i < count; i++) columns.Add(Column(bytes));
        Columns = columns;
    }

    public IReadOnlyList<DataViewColumn> Columns { get; }

    /// <summary>The values of a column that is no vector.</summary>
    /// <exception cref="InvalidDataException">They are malformed, or too many.</exception>
    public Array Values(int column)
    {
        var (codec, isPacked, rowsPerBlock, blocks) = places[column];
        if (codec is null || codec.Type.IsVector) throw new InvalidDataException($"'{name}' is broken: values of its column '{Columns[column].Name}' are not read");
        var bytes = new FileBytes(file, name);
        if (rows > MaxRows || (rows > 0 && rowsPerBlock == 0)) throw bytes.Problem($"it counts {rows} rows");
        var all = Array.CreateInstance(codec.Type.Element, rows);
        for (long start = 0; start < rows; start += rowsPerBlock, blocks += 16)
        {
            bytes.Seek(blocks);
            long offset = bytes.Long();
            int length = bytes.Int(), held = (int)Math.Min(rowsPerBlock, rows - start);
            Array block = codec.Values(Block(offset, length, isPacked), held);
            block.CopyTo(all, start);
        }
        return all;
    }

    private DataViewColumn Column(FileBytes bytes)
    {
        string column = bytes.Text();
        Codec? codec = Codec.Read(bytes);
        byte packing = bytes.Byte();
        long rowsPerBlock = bytes.Packed(), blocks = bytes.Long(), annotations = bytes.Long();
        if (packing > 1) codec = null;
        if (rowsPerBlock > int.MaxValue) throw bytes.Problem($"a block has {rowsPerBlock} rows");
        places.Add((codec, packing == 1, (int)rowsPerBlock, blocks));
        var known = new DataViewColumn(column, codec?.Type);
        if (annotations == 0) return known;
        int next = bytes.Position;
        bytes.Seek(annotations);
        for (long left = bytes.Packed(); left > 0; left--)
        {
            string kind = bytes.Text();
            Codec? how = Codec.Read(bytes);
            byte howPacked = bytes.Byte();
            long offset = bytes.Long(), length = bytes.Packed();
            if (how is null || howPacked > 1 || kind is not ("KeyValues" or "SlotNames")) continue;
            Array values = how.Values(Block(offset, length, howPacked == 1), 1);
            known = kind == "KeyValues" ? known with { KeyValues = values } : known with { SlotNames = values as string[] };
        }
        bytes.Seek(next);
        return known;
    }

    private FileBytes Block(long offset, long length, bool isPacked)
    {
        var bytes = new FileBytes(file, name);
        bytes.Seek(offset);
        bytes.Take(length);
        if (!isPacked) return new FileBytes(file.AsMemory((int)offset, (int)length), name);
        try
        {
            using var packed = new DeflateStream(new MemoryStream(file, (int)offset, (int)length, writable: false), CompressionMode.Decompress);
            return new FileBytes(MlNetArchive.Unpack(packed, name, ref left), name);
        }
        catch (InvalidDataException e)
        {
            throw bytes.Problem(e.Message);
        }
    }
}
