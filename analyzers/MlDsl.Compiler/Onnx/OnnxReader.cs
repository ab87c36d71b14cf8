using System.Runtime.InteropServices;
using MlDsl.Build.Onnx;

namespace MlDsl.Compiler.Onnx;

/// <summary>Reads ModelProto with its weights.</summary>
internal static class OnnxReader
{
    /// <exception cref="InvalidDataException">The bytes are no model.</exception>
    public static OnnxGraph Read(ReadOnlyMemory<byte> file)
    {
        byte[] bytes = MemoryMarshal.TryGetArray(file, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : file.ToArray();
        using var stream = new MemoryStream(bytes, writable: false);
        var graph = new OnnxGraph();
        bool hasGraph = false;
        for (var model = new WireReader(stream); model.Next();)
        {
            switch (model.Field)
            {
                case 1: graph.IrVersion = model.Int64(); break;
                case 7:
                    ReadGraph(model, graph);
                    hasGraph = true;
                    break;
                case 8: ReadOperatorSet(model, graph); break;
                case 25: graph.Functions.Add(FunctionName(model)); break;
                default: model.Skip(); break;
            }
        }
        if (!hasGraph) throw new InvalidDataException("it holds no graph");
        return graph.Outputs.Count > 0 ? graph : throw new InvalidDataException("its graph has no outputs");
    }

    private static void ReadOperatorSet(WireReader reader, OnnxGraph graph)
    {
        string domain = "";
        long version = 0;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        graph.OperatorSets[Domain(domain)] = version;
    }

    private static string FunctionName(WireReader reader)
    {
        string name = "", domain = "";
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text(); break;
                case 10: domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return $"{Domain(domain)}.{name}";
    }

    private static void ReadGraph(WireReader reader, OnnxGraph graph)
    {
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: graph.Nodes.Add(ReadNode(reader)); break;
                case 5:
                    var (name, tensor) = TensorReader.Read(reader);
                    graph.Weights[name] = tensor;
                    break;
                case 11: graph.Inputs.Add(SlotReader.Read(reader)); break;
                case 12: graph.Outputs.Add(SlotReader.Read(reader)); break;
                case 15: graph.Weights[TensorReader.SparseName(reader)] = null; break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
    }

    private static OnnxNode ReadNode(WireReader reader)
    {
        var node = new OnnxNode();
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node.Inputs.Add(reader.Text()); break;
                case 2: node.Outputs.Add(reader.Text()); break;
                case 3: node.Name = reader.Text(); break;
                case 4: node.Operator = reader.Text(); break;
                case 5:
                    var (name, value) = AttributeReader.Read(reader);
                    node.Attributes[name] = value;
                    break;
                case 7: node.Domain = Domain(reader.Text()); break;
                case 8: node.Overload = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return node;
    }

    private static string Domain(string domain) => domain == "ai.onnx" ? "" : domain;
}
