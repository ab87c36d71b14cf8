namespace MlDsl.Build.Onnx;

/// <summary>Reads GraphProto and its nodes, whose attributes may hold graphs again.</summary>
internal static class GraphReader
{
    public static Graph Read(WireReader reader)
    {
        var graph = new Graph();
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: graph.Nodes.Add(ReadNode(reader)); break;
                case 2: graph.Name = reader.Text(); break;
                case 5: graph.Initializers.Add(TensorReader.Read(reader)); break;
                case 11: graph.Inputs.Add(ReadValue(reader)); break;
                case 12: graph.Outputs.Add(ReadValue(reader)); break;
                case 15: graph.Initializers.Add(TensorReader.ReadSparse(reader)); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return graph;
    }

    public static Node ReadNode(WireReader reader)
    {
        var node = new Node();
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node.Inputs.Add(reader.Text()); break;
                case 2: node.Outputs.Add(reader.Text()); break;
                case 3: node.Name = reader.Text(); break;
                case 4: node.Operator = reader.Text(); break;
                case 5: node.Attributes.Add(AttributeReader.Read(reader)); break;
                case 7: node.Domain = reader.Text(); break;
                case 8: node.Overload = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return node;
    }

    private static Value ReadValue(WireReader reader)
    {
        string name = "";
        OnnxType type = OnnxType.Unknown;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text(); break;
                case 2: type = TypeReader.Read(reader); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return new Value(name, type);
    }
}
