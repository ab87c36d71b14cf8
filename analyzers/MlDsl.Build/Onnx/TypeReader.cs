using System.Globalization;
using MlDsl.Build.Text;

namespace MlDsl.Build.Onnx;

/// <summary>Reads TypeProto into the notation of the manifest.</summary>
internal static class TypeReader
{
    /// <summary>The type of a value whose type the file leaves out.</summary>
    public const string Unknown = "unknown";

    public static string Read(WireReader reader)
    {
        string type = Unknown;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: type = ReadTensor(reader, "tensor"); break;
                case 4: type = $"sequence({ReadElement(reader)})"; break;
                case 5: type = ReadMap(reader); break;
                case 7: type = ReadOpaque(reader); break;
                case 8: type = ReadTensor(reader, "sparse_tensor"); break;
                case 9: type = $"optional({ReadElement(reader)})"; break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return type;
    }

    // A tensor without a shape has an unknown rank, which is not the same as the empty shape of a scalar.
    private static string ReadTensor(WireReader reader, string kind)
    {
        string element = ElementTypes.Name(0), shape = "";
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: element = ElementTypes.Name(reader.Int64()); break;
                case 2: shape = ReadShape(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return $"{kind}({element}){shape}";
    }

    private static string ReadShape(WireReader reader)
    {
        var dimensions = new List<string>();
        long outer = reader.Open();
        while (reader.Next())
        {
            if (reader.Field == 1) dimensions.Add(ReadDimension(reader));
            else reader.Skip();
        }
        reader.Close(outer);
        return $"[{string.Join(", ", dimensions)}]";
    }

    private static string ReadDimension(WireReader reader)
    {
        string dimension = "?";
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                // Some exporters write -1 where they mean "any".
                case 1: dimension = reader.Int64() is >= 0 and long size ? size.ToString(CultureInfo.InvariantCulture) : "?"; break;
                case 2: dimension = reader.Text() is { Length: > 0 } name ? Quoted.Text(name) : "?"; break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return dimension;
    }

    private static string ReadElement(WireReader reader)
    {
        string type = Unknown;
        long outer = reader.Open();
        while (reader.Next())
        {
            if (reader.Field == 1) type = Read(reader);
            else reader.Skip();
        }
        reader.Close(outer);
        return type;
    }

    private static string ReadMap(WireReader reader)
    {
        string key = ElementTypes.Name(0), value = Unknown;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = ElementTypes.Name(reader.Int64()); break;
                case 2: value = Read(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return $"map({key}, {value})";
    }

    private static string ReadOpaque(WireReader reader)
    {
        string domain = "", name = "";
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: name = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return $"opaque({Quoted.Text(domain)}, {Quoted.Text(name)})";
    }
}
