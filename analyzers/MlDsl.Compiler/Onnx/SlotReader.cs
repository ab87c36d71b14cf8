using MlDsl.Build.Onnx;

namespace MlDsl.Compiler.Onnx;

/// <summary>Reads ValueInfoProto: what goes into a graph and what comes out.</summary>
internal static class SlotReader
{
    private static readonly OnnxSlot Unknown = new("", null, "a value of unknown type", null);

    public static OnnxSlot Read(WireReader reader)
    {
        string name = "";
        OnnxSlot slot = Unknown;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text(); break;
                case 2: slot = ReadType(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return slot with { Name = name };
    }

    private static OnnxSlot ReadType(WireReader reader)
    {
        OnnxSlot slot = Unknown;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: slot = ReadTensor(reader); break;
                case 4: slot = ReadSequence(reader); break;
                case 5: slot = ReadMap(reader); break;
                default:
                    if (reader.Field == 8) slot = slot with { Kind = "a sparse tensor" };
                    else if (reader.Field == 9) slot = slot with { Kind = "an optional" };
                    reader.Skip();
                    break;
            }
        }
        reader.Close(outer);
        return slot;
    }

    private static OnnxSlot ReadTensor(WireReader reader)
    {
        long element = 0;
        List<OnnxSize>? shape = null;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: element = reader.Int64(); break;
                case 2: shape = ReadShape(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return new OnnxSlot("", Elements.Type(element), "tensor", shape);
    }

    private static List<OnnxSize> ReadShape(WireReader reader)
    {
        var shape = new List<OnnxSize>();
        long outer = reader.Open();
        while (reader.Next())
        {
            if (reader.Field == 1) shape.Add(ReadSize(reader));
            else reader.Skip();
        }
        reader.Close(outer);
        return shape;
    }

    private static OnnxSize ReadSize(WireReader reader)
    {
        var size = new OnnxSize(null, "");
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                // Some exporters write -1 for a size that is open.
                case 1: size = new OnnxSize(reader.Int64() is >= 0 and long known ? known : null, ""); break;
                case 2: size = new OnnxSize(null, reader.Text()); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return size;
    }

    // Of all sequences one is known: the maps of class scores that ZipMap makes.
    private static OnnxSlot ReadSequence(WireReader reader)
    {
        var content = new OnnxSlot("", null, "", null);
        long outer = reader.Open();
        while (reader.Next())
        {
            if (reader.Field == 1) content = ReadType(reader);
            else reader.Skip();
        }
        reader.Close(outer);
        return new OnnxSlot("", content.Element is { } pair && Elements.IsPair(pair) && pair.GetGenericArguments()[1] == typeof(float) ? typeof(float) : null, "a sequence", null);
    }

    private static OnnxSlot ReadMap(WireReader reader)
    {
        long key = 0;
        var value = new OnnxSlot("", null, "", null);
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = reader.Int64(); break;
                case 2: value = ReadType(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return new OnnxSlot("", Elements.Pair(key, value.Kind == "tensor" ? value.Element : null), "a map", null);
    }
}
