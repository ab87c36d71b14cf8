namespace MlDsl.Build.Onnx;

/// <summary>Reads TensorProto and SparseTensorProto.</summary>
internal static class TensorReader
{
    public static StoredTensor Read(WireReader reader)
    {
        var tensor = new StoredTensor();
        long outer = reader.Open();
        tensor.Place = (reader.Position, reader.Limit - reader.Position);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Repeated(0, r => AddDimension(r, tensor)); break;
                case 2: tensor.Element = reader.Int64(); break;
                case 8: tensor.Name = reader.Text(); break;
                case 9:
                    long bytes = reader.SkipBytes();
                    tensor.Raw = (reader.Position - bytes, bytes);
                    break;
                case 13: ReadElsewhere(reader, tensor); break;
                default: ReadContent(reader, tensor); break;
            }
        }
        reader.Close(outer);
        return tensor;
    }

    /// <summary>A sparse tensor: the name and the element type of its values, and the dense shape.</summary>
    public static StoredTensor ReadSparse(WireReader reader)
    {
        var tensor = new StoredTensor { IsSparse = true };
        long outer = reader.Open();
        tensor.Place = (reader.Position, reader.Limit - reader.Position);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    StoredTensor values = reader.WithoutContent(Read);
                    (tensor.Name, tensor.Element) = (values.Name, values.Element);
                    break;
                case 3: reader.Repeated(0, r => AddDimension(r, tensor)); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return tensor;
    }

    private static void ReadContent(WireReader reader, StoredTensor tensor)
    {
        switch (reader.KeepsContent ? reader.Field : 0)
        {
            case 4: reader.Repeated(5, r => (tensor.Singles ??= []).Add(r.Single())); break;
            case 5 or 7 or 11: reader.Repeated(0, r => (tensor.Wholes ??= []).Add(r.Int64())); break;
            case 6: (tensor.Texts ??= []).Add(reader.Characters()); break;
            case 10: reader.Repeated(1, r => (tensor.Doubles ??= []).Add(r.Double())); break;
            default: reader.Skip(); break;
        }
    }

    private static void AddDimension(WireReader reader, StoredTensor tensor)
    {
        reader.Count();
        tensor.Shape.Add(reader.Int64());
    }

    private static void ReadElsewhere(WireReader reader, StoredTensor tensor)
    {
        var (key, value) = ReadEntry(reader);
        if (key == "location") reader.OtherFiles.Add(value);
        tensor.Elsewhere.Add((key, value));
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
}
