namespace MlDsl.Build.Onnx;

/// <summary>Reads TypeProto.</summary>
internal static class TypeReader
{
    public static OnnxType Read(WireReader reader)
    {
        OnnxType type = OnnxType.Unknown;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: type = ReadTensor(reader, OnnxKind.Tensor); break;
                case 4: type = ReadContainer(reader, OnnxKind.Sequence); break;
                case 5: type = ReadMap(reader); break;
                case 7: type = ReadOpaque(reader); break;
                case 8: type = ReadTensor(reader, OnnxKind.SparseTensor); break;
                case 9: type = ReadContainer(reader, OnnxKind.Optional); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return type;
    }

    private static OnnxType ReadTensor(WireReader reader, OnnxKind kind)
    {
        var type = new OnnxType(kind);
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: type.Element = reader.Int64(); break;
                case 2: type.Shape = ReadShape(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return type;
    }

    private static List<Dimension> ReadShape(WireReader reader)
    {
        var shape = new List<Dimension>();
        long outer = reader.Open();
        while (reader.Next())
        {
            if (reader.Field == 1) shape.Add(ReadDimension(reader));
            else reader.Skip();
        }
        reader.Close(outer);
        return shape;
    }

    private static Dimension ReadDimension(WireReader reader)
    {
        var dimension = new Dimension(null, "");
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                // Some exporters write -1 where they mean "any".
                case 1: dimension = new Dimension(reader.Int64() is >= 0 and long size ? size : null, ""); break;
                case 2: dimension = new Dimension(null, reader.Text()); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return dimension;
    }

    private static OnnxType ReadContainer(WireReader reader, OnnxKind kind)
    {
        var type = new OnnxType(kind);
        long outer = reader.Open();
        while (reader.Next())
        {
            if (reader.Field == 1) type.Content = Read(reader);
            else reader.Skip();
        }
        reader.Close(outer);
        return type;
    }

    private static OnnxType ReadMap(WireReader reader)
    {
        var type = new OnnxType(OnnxKind.Map);
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: type.Element = reader.Int64(); break;
                case 2: type.Content = Read(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return type;
    }

    private static OnnxType ReadOpaque(WireReader reader)
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
        return new OnnxType(OnnxKind.Opaque) { Opaque = (domain, name) };
    }
}
