using System.Globalization;
using MlDsl.Build.Text;

namespace MlDsl.Build.Onnx;

/// <summary>Reads GraphProto, its nodes and their attributes, which may hold graphs again.</summary>
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
                case 5: node.Attributes.Add(ReadAttribute(reader)); break;
                case 7: node.Domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return node;
    }

    private static Value ReadValue(WireReader reader)
    {
        string name = "", type = TypeReader.Unknown;
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

    private static Attribute ReadAttribute(WireReader reader)
    {
        var attribute = new Attribute();
        long outer = reader.Open();
        attribute.Place = (reader.Position, reader.Limit - reader.Position);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: attribute.Name = reader.Text(); break;
                case 2: attribute.Single = Number(reader.Single()); break;
                case 3: attribute.Single = Number(reader.Int64()); break;
                case 4: attribute.Single = ReadBytes(reader); break;
                case 5: attribute.Single = Show(TensorReader.Read(reader)); break;
                case 6 or 11: attribute.Graphs.Add(Read(reader)); break;
                case 7: reader.Repeated(5, r => Add(attribute, r, Number(r.Single()))); break;
                case 8: reader.Repeated(0, r => Add(attribute, r, Number(r.Int64()))); break;
                case 9: Add(attribute, reader, ReadBytes(reader)); break;
                case 10: Add(attribute, reader, Show(TensorReader.Read(reader))); break;
                case 14: attribute.Single = TypeReader.Read(reader); break;
                case 15: Add(attribute, reader, TypeReader.Read(reader)); break;
                case 20: attribute.Kind = reader.Int64(); break;
                case 21: attribute.Reference = reader.Text(); break;
                case 22: attribute.Single = Show(TensorReader.ReadSparse(reader)); break;
                case 23: Add(attribute, reader, Show(TensorReader.ReadSparse(reader))); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return attribute;
    }

    // ONNX lets a text attribute hold any bytes; what is too long for a name is data, and only its length is told.
    private static string ReadBytes(WireReader reader)
    {
        const int longestName = 4096;
        var (text, length) = reader.TextUpTo(longestName);
        return text is not null ? Quoted.Text(text) : FormattableString.Invariant($"bytes({reader.Position - length}+{length})");
    }

    private static void Add(Attribute attribute, WireReader reader, string element)
    {
        if (!attribute.Add(element)) return;
        reader.Count();
    }

    private static string Show(Tensor tensor) => $"tensor({tensor.Type} {tensor.Place})";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
