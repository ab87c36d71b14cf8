using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace MlDsl.Testing;

/// <summary>Arrays of NumPy's files: version 1 of its format, of bytes, integers or doubles, by rows or by columns.</summary>
public static partial class NumpyArrays
{
    /// <summary>The matrix or vector of a name in a zip of arrays, row after row, and its columns.</summary>
    public static (float[] Values, int Columns) Read(string path, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        using Stream entry = (archive.GetEntry($"{name}.npy") ?? throw new FormatException($"'{path}' has no array {name}")).Open();
        using var memory = new MemoryStream();
        entry.CopyTo(memory);
        return Parse(memory.ToArray(), $"The array {name} of '{path}'");
    }

    /// <summary>The matrix or vector of a file of one array, row after row, and its columns.</summary>
    public static (float[] Values, int Columns) Read(string path) => Parse(File.ReadAllBytes(path), $"'{path}'");

    private static (float[] Values, int Columns) Parse(ReadOnlySpan<byte> bytes, string what)
    {
        int header = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        Match match = Header().Match(Encoding.ASCII.GetString(bytes.Slice(10, header)));
        if (bytes[6] != 1 || !match.Success) throw new FormatException($"{what} is in no format that is known here");
        int[] shape = [.. match.Groups[3].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static n => int.Parse(n, CultureInfo.InvariantCulture))];
        int rows = shape[0], columns = shape.Length > 1 ? shape[1] : 1;
        bool isByColumns = match.Groups[2].Value == "True";
        ReadOnlySpan<byte> data = bytes[(10 + header)..];
        var values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            int at = isByColumns ? (i % columns * rows) + (i / columns) : i;
            values[i] = match.Groups[1].Value switch
            {
                "|u1" => data[at],
                "<i4" => BinaryPrimitives.ReadInt32LittleEndian(data[(at * 4)..]),
                "<i8" => BinaryPrimitives.ReadInt64LittleEndian(data[(at * 8)..]),
                "<f8" => (float)BinaryPrimitives.ReadDoubleLittleEndian(data[(at * 8)..]),
                var type => throw new FormatException($"{what} is of {type}"),
            };
        }
        return (values, columns);
    }

    [GeneratedRegex(@"'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \(([^)]*)\)")]
    private static partial Regex Header();
}
