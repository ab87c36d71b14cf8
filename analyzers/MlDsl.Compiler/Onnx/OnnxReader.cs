using MlDsl.Kernels;

namespace MlDsl.Compiler.Onnx;

/// <summary>Reads ModelProto with its weights.</summary>
internal static class OnnxReader
{
    /// <exception cref="InvalidDataException">The bytes are no model.</exception>
    public static OnnxGraph Read(ReadOnlySpan<byte> file)
    {
        var graph = new OnnxGraph();
        ReadOnlySpan<byte> body = default;
        for (var model = new WireSpan(file); model.Next();)
        {
            switch (model.Field)
            {
                case 1: graph.IrVersion = model.Int64; break;
                case 7: body = model.Bytes; break;
                case 8: ReadOperatorSet(model.Bytes, graph); break;
                case 25: graph.Functions.Add(FunctionName(model.Bytes)); break;
            }
        }
        if (body.IsEmpty) throw new InvalidDataException("it holds no graph");
        ReadGraph(body, graph);
        return graph.Outputs.Count > 0 ? graph : throw new InvalidDataException("its graph has no outputs");
    }

    private static void ReadOperatorSet(ReadOnlySpan<byte> message, OnnxGraph graph)
    {
        string domain = "";
        long version = 0;
        for (var set = new WireSpan(message); set.Next();)
        {
            if (set.Field == 1) domain = set.Text;
            else if (set.Field == 2) version = set.Int64;
        }
        graph.OperatorSets[Domain(domain)] = version;
    }

    private static string FunctionName(ReadOnlySpan<byte> message)
    {
        string name = "", domain = "";
        for (var function = new WireSpan(message); function.Next();)
        {
            if (function.Field == 1) name = function.Text;
            else if (function.Field == 10) domain = function.Text;
        }
        return $"{Domain(domain)}.{name}";
    }

    private static void ReadGraph(ReadOnlySpan<byte> message, OnnxGraph graph)
    {
        for (var part = new WireSpan(message); part.Next();)
        {
            switch (part.Field)
            {
                case 1: graph.Nodes.Add(ReadNode(part.Bytes)); break;
                case 5:
                    var (name, tensor) = TensorReader.Read(part.Bytes);
                    graph.Weights[name] = tensor;
                    break;
                case 11: graph.Inputs.Add(SlotReader.Read(part.Bytes)); break;
                case 12: graph.Outputs.Add(SlotReader.Read(part.Bytes)); break;
                case 15: graph.Weights[TensorReader.SparseName(part.Bytes)] = null; break;
            }
        }
    }

    private static OnnxNode ReadNode(ReadOnlySpan<byte> message)
    {
        var node = new OnnxNode();
        for (var part = new WireSpan(message); part.Next();)
        {
            switch (part.Field)
            {
                case 1: node.Inputs.Add(part.Text); break;
                case 2: node.Outputs.Add(part.Text); break;
                case 3: node.Name = part.Text; break;
                case 4: node.Operator = part.Text; break;
                case 5:
                    var (name, value) = ReadAttribute(part.Bytes);
                    node.Attributes[name] = value;
                    break;
                case 7: node.Domain = Domain(part.Text); break;
                case 8: node.Overload = part.Text; break;
            }
        }
        return node;
    }

    private static (string Name, object? Value) ReadAttribute(ReadOnlySpan<byte> message)
    {
        string name = "", text = "";
        float single = 0f;
        long whole = 0, kind = 0;
        Tensor? tensor = null;
        List<ulong> singles = [];
        List<long> wholes = [];
        List<string> texts = [];
        for (var part = new WireSpan(message); part.Next();)
        {
            switch (part.Field)
            {
                case 1: name = part.Text; break;
                case 2: (single, kind) = (part.Single, Kind(kind, 1)); break;
                case 3: (whole, kind) = (part.Int64, Kind(kind, 2)); break;
                case 4: (text, kind) = (part.Text, Kind(kind, 3)); break;
                case 5: (tensor, kind) = (TensorReader.Read(part.Bytes).Tensor, Kind(kind, 4)); break;
                case 7: part.AddTo(singles, sizeof(float)); kind = Kind(kind, 6); break;
                case 8: part.AddTo(wholes); kind = Kind(kind, 7); break;
                case 9: texts.Add(part.Text); kind = Kind(kind, 8); break;
                case 20: kind = part.Int64; break;
            }
        }
        return (name, kind switch
        {
            1 => single,
            2 => whole,
            3 => text,
            4 => tensor,
            6 => singles.Select(static bits => BitConverter.UInt32BitsToSingle((uint)bits)).ToArray(),
            7 => wholes.ToArray(),
            8 => texts.ToArray(),
            _ => null,
        });
    }

    // Old writers leave the kind out; it follows from the field that is there.
    private static long Kind(long declared, long found) => declared == 0 ? found : declared;

    private static string Domain(string domain) => domain == "ai.onnx" ? "" : domain;
}
