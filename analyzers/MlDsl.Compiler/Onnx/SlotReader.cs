namespace MlDsl.Compiler.Onnx;

/// <summary>Reads ValueInfoProto: what goes into a graph and what comes out.</summary>
internal static class SlotReader
{
    public static OnnxSlot Read(ReadOnlySpan<byte> message)
    {
        string name = "";
        var slot = new OnnxSlot("", null, "a value of unknown type", null);
        for (var part = new WireSpan(message); part.Next();)
        {
            if (part.Field == 1) name = part.Text;
            else if (part.Field == 2) slot = ReadType(part.Bytes);
        }
        return slot with { Name = name };
    }

    private static OnnxSlot ReadType(ReadOnlySpan<byte> message)
    {
        var slot = new OnnxSlot("", null, "a value of unknown type", null);
        for (var part = new WireSpan(message); part.Next();)
        {
            slot = part.Field switch
            {
                1 => ReadTensor(part.Bytes),
                4 => ReadSequence(part.Bytes),
                5 => ReadMap(part.Bytes),
                8 => slot with { Kind = "a sparse tensor" },
                9 => slot with { Kind = "an optional" },
                _ => slot,
            };
        }
        return slot;
    }

    private static OnnxSlot ReadTensor(ReadOnlySpan<byte> message)
    {
        long element = 0;
        List<OnnxSize>? shape = null;
        for (var part = new WireSpan(message); part.Next();)
        {
            if (part.Field == 1) element = part.Int64;
            else if (part.Field == 2) shape = ReadShape(part.Bytes);
        }
        return new OnnxSlot("", Elements.Type(element), "tensor", shape);
    }

    private static List<OnnxSize> ReadShape(ReadOnlySpan<byte> message)
    {
        var shape = new List<OnnxSize>();
        for (var part = new WireSpan(message); part.Next();)
        {
            if (part.Field != 1) continue;
            var size = new OnnxSize(null, "");
            for (var dimension = new WireSpan(part.Bytes); dimension.Next();)
            {
                // Some exporters write -1 for a size that is open.
                if (dimension.Field == 1) size = new OnnxSize(dimension.Int64 < 0 ? null : dimension.Int64, "");
                else if (dimension.Field == 2) size = new OnnxSize(null, dimension.Text);
            }
            shape.Add(size);
        }
        return shape;
    }

    // Of all sequences one is known: the maps of class scores that ZipMap makes.
    private static OnnxSlot ReadSequence(ReadOnlySpan<byte> message)
    {
        var content = new OnnxSlot("", null, "", null);
        for (var part = new WireSpan(message); part.Next();)
            if (part.Field == 1) content = ReadType(part.Bytes);
        return new OnnxSlot("", content.Element is { } pair && Elements.IsPair(pair) && pair.GetGenericArguments()[1] == typeof(float) ? typeof(float) : null, "a sequence", null);
    }

    private static OnnxSlot ReadMap(ReadOnlySpan<byte> message)
    {
        long key = 0;
        var value = new OnnxSlot("", null, "", null);
        for (var part = new WireSpan(message); part.Next();)
        {
            if (part.Field == 1) key = part.Int64;
            else if (part.Field == 2) value = ReadType(part.Bytes);
        }
        return new OnnxSlot("", Elements.Pair(key, value.Kind == "tensor" ? value.Element : null), "a map", null);
    }
}
