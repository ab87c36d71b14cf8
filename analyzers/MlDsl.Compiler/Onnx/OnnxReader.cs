using System.Runtime.InteropServices;
using MlDsl.Build.Onnx;

namespace MlDsl.Compiler.Onnx;

/// <summary>Reads a model file with its weights.</summary>
internal static class OnnxReader
{
    /// <exception cref="InvalidDataException">The bytes are no model.</exception>
    public static OnnxGraph Read(ReadOnlyMemory<byte> file)
    {
        byte[] bytes = MemoryMarshal.TryGetArray(file, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : file.ToArray();
        using var stream = new MemoryStream(bytes, writable: false);
        Model model = ModelReader.Read(stream, keepsContent: true);
        var graph = new OnnxGraph { IrVersion = model.IrVersion };
        foreach (var (domain, version) in model.OperatorSets) graph.OperatorSets[Domain(domain)] = version;
        graph.Functions.UnionWith(model.Functions.Select(static function => $"{Domain(function.Domain)}.{function.Name}"));
        graph.Inputs.AddRange(model.Graph!.Inputs.Select(Slots.Of));
        graph.Outputs.AddRange(model.Graph.Outputs.Select(Slots.Of));
        foreach (StoredTensor weight in model.Graph.Initializers) graph.Weights[weight.Name] = Weight.Of(weight, bytes);
        graph.Nodes.AddRange(model.Graph.Nodes.Select(node => Copy(node, bytes)));
        return graph;
    }

    private static OnnxNode Copy(Node node, byte[] file)
    {
        var copy = new OnnxNode { Name = node.Name, Domain = Domain(node.Domain), Operator = node.Operator, Overload = node.Overload };
        copy.Inputs.AddRange(node.Inputs);
        copy.Outputs.AddRange(node.Outputs);
        foreach (var attribute in node.Attributes) copy.Attributes[attribute.Name] = Setting.Of(attribute, file);
        return copy;
    }

    private static string Domain(string domain) => domain == "ai.onnx" ? "" : domain;
}
