namespace MlDsl.Build.Onnx;

/// <summary>Reads AttributeProto.</summary>
internal static class AttributeReader
{
    public static Attribute Read(WireReader reader)
    {
        var attribute = new Attribute();
        long outer = reader.Open();
        attribute.Place = (reader.Position, reader.Limit - reader.Position);
        while (reader.Next()) Read(attribute, reader);
        reader.Close(outer);
        return attribute;
    }

    private static void Read(Attribute attribute, WireReader reader)
    {
        switch (reader.Field)
        {
            case 1: attribute.Name = reader.Text(); break;
            case 2: attribute.Single = reader.Single(); break;
            case 3: attribute.Whole = reader.Int64(); break;
            case 4: attribute.Text = Text(reader); break;
            case 5: attribute.Tensor = TensorReader.Read(reader); break;
            case 6 or 11: attribute.Graphs.Add(reader.WithoutContent(GraphReader.Read)); break;
            case 7: reader.Repeated(5, r => Add(attribute, r, r.Single())); break;
            case 8: reader.Repeated(0, r => Add(attribute, r, r.Int64())); break;
            case 9 when attribute.Keeps(reader): (attribute.Texts ??= []).Add(Text(reader)); break;
            case 10 when attribute.Keeps(reader): (attribute.Tensors ??= []).Add(TensorReader.Read(reader)); break;
            case 14: attribute.Type = TypeReader.Read(reader); break;
            case 15 when attribute.Keeps(reader): (attribute.Types ??= []).Add(TypeReader.Read(reader)); break;
            case 20: attribute.Kind = reader.Int64(); break;
            case 21: attribute.Reference = reader.Text(); break;
            case 22: attribute.Tensor = TensorReader.ReadSparse(reader); break;
            case 23 when attribute.Keeps(reader): (attribute.Tensors ??= []).Add(TensorReader.ReadSparse(reader)); break;
            default: reader.Skip(); break;
        }
    }

    private static void Add(Attribute attribute, WireReader reader, float element)
    {
        if (!attribute.Keeps(reader)) return;
        if (!reader.KeepsContent) reader.Count();
        (attribute.Singles ??= []).Add(element);
    }

    private static void Add(Attribute attribute, WireReader reader, long element)
    {
        if (!attribute.Keeps(reader)) return;
        if (!reader.KeepsContent) reader.Count();
        (attribute.Wholes ??= []).Add(element);
    }

    // ONNX lets a text attribute hold any bytes; what is too long for a name is data, and only its place is told.
    private static StoredText Text(WireReader reader)
    {
        const int longestName = 4096;
        var (text, length) = reader.TextUpTo(reader.KeepsContent ? int.MaxValue : longestName);
        return new StoredText(text, reader.Position - length, length);
    }
}
