using System.Globalization;
using MlDsl.Build.Text;

namespace MlDsl.Build.Onnx;

/// <summary>Reads the type, shape and place of a TensorProto; steps over its numbers.</summary>
internal static class TensorReader
{
    public static Tensor Read(WireReader reader)
    {
        string name = "", external = "";
        long type = 0;
        (long Offset, long Length)? raw = null;
        var shape = new List<string>();
        long outer = reader.Open();
        long begin = reader.Position, length = reader.Limit - begin;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Repeated(0, r => AddDimension(r, shape)); break;
                case 2: type = reader.Int64(); break;
                case 8: name = reader.Text(); break;
                case 9:
                    long bytes = reader.SkipBytes();
                    raw = (reader.Position - bytes, bytes);
                    break;
                case 13: external += ReadExternal(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        string place = external.Length > 0 ? $"external{external}"
            : raw is { } r ? Place("raw", r.Offset, r.Length)
            : Place("fields", begin, length);
        return new Tensor(name, $"{ElementTypes.Name(type)}[{string.Join(", ", shape)}]", place);
    }

    /// <summary>A sparse tensor: the type of its values and the dense shape.</summary>
    public static Tensor ReadSparse(WireReader reader)
    {
        string name = "", type = "";
        var shape = new List<string>();
        long outer = reader.Open();
        long begin = reader.Position, length = reader.Limit - begin;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    (name, type, _) = Read(reader);
                    break;
                case 3: reader.Repeated(0, r => AddDimension(r, shape)); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return new Tensor(name, $"{type.Split('[')[0]}[{string.Join(", ", shape)}]", Place("sparse", begin, length));
    }

    private static void AddDimension(WireReader reader, List<string> shape)
    {
        reader.Count();
        shape.Add(reader.Int64().ToString(CultureInfo.InvariantCulture));
    }

    // The keys are the format's own: location, offset, length, checksum.
    private static string ReadExternal(WireReader reader)
    {
        var (key, value) = ReadEntry(reader);
        if (key == "location") reader.OtherFiles.Add(value);
        return $" {Quoted.Text(key)}={Quoted.Text(value)}";
    }

    /// <summary>A StringStringEntryProto.</summary>
    public static (string Key, string Value) ReadEntry(WireReader reader)
    {
        string key = "", value = "";
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = reader.Text(); break;
                case 2: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return (key, value);
    }

    private static string Place(string kind, long offset, long length) => FormattableString.Invariant($"{kind} {offset}+{length}");
}
