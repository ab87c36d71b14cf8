using System.Globalization;
using System.Text;
using MlDsl.Build.Contract;
using MlDsl.Build.Onnx;
using MlDsl.Build.Text;

namespace MlDsl.Build;

/// <summary>
/// Writes what a model file holds as text: one fact per line, texts in quotes, the same bytes for the same file everywhere.
/// What the contract needs comes first; operators and weights follow, so that a reader of the contract can stop early.
/// </summary>
internal sealed class ManifestWriter
{
    /// <summary>The first line, and the start of the second one.</summary>
    public const string Header = "mldsl-manifest 1", ModelLine = "model ";

    /// <summary>What the line of a file of weights begins with, and that of the model file's own hash where there are such files.</summary>
    public const string WeightsLine = "weights ", FileLine = "file ";

    /// <summary>What the line of a fault begins with, the third and last.</summary>
    public const string FaultLine = "fault ";

    private readonly StringBuilder text = new();

    /// <summary>The manifest of a file that no class can use: its name and the reason.</summary>
    public static string WriteFault(string path, string reason) => $"{Header}\n{ModelLine}{Quoted.Text(path)}\n{FaultLine}{Quoted.Text(reason)}\n";

    public static string Write(string path, ModelHash hash, long bytes, Model model)
    {
        var writer = new ManifestWriter();
        writer.Line(0, Header);
        writer.Line(0, ModelLine + Quoted.Text(path));
        writer.Line(0, "sha256 " + hash.Sha256);
        writer.Line(0, Invariant($"bytes {bytes}"));
        if (hash.Others.Count > 0) writer.Line(0, FileLine + hash.File);
        foreach (var (place, sha256) in hash.Others) writer.Line(0, $"{WeightsLine}{Quoted.Text(place)} {sha256}");
        writer.Line(0, Invariant($"ir {model.IrVersion}"));
        writer.Line(0, $"producer {Quoted.Text(model.Producer)} {Quoted.Text(model.ProducerVersion)}");
        foreach (var (domain, version) in model.OperatorSets) writer.Line(0, Invariant($"opset {Quoted.Text(Domain(domain))} {version}"));
        foreach (var (key, value) in model.Metadata) writer.Line(0, $"metadata {Quoted.Text(key)} {Quoted.Text(value)}");
        writer.Write(model.Graph!);
        foreach (Function function in model.Functions) writer.Write(function);
        return writer.text.ToString();
    }

    private void Write(Graph graph)
    {
        // Old exporters list weights among the inputs: they are defaults, not something a caller gives.
        var weights = new HashSet<string>(graph.Initializers.Select(static i => i.Name), StringComparer.Ordinal);
        foreach (Value input in graph.Inputs)
            Line(0, $"{(weights.Contains(input.Name) ? "default" : "input")} {Quoted.Text(input.Name)} {TypeText.Of(input.Type)}");
        foreach (Value output in graph.Outputs) Line(0, $"output {Quoted.Text(output.Name)} {TypeText.Of(output.Type)}");
        foreach (var (output, labels) in Classes.Of(graph)) Line(0, $"classes {Quoted.Text(output)} {string.Join(" ", AttributeText.Elements(labels))}");
        foreach (var (output, ignored) in Dependencies.Ignored(graph)) Line(0, $"ignores {Quoted.Text(output)} {string.Join(" ", ignored.Select(Quoted.Text))}");
        WriteBody(graph, 0);
    }

    private void WriteBody(Graph graph, int depth)
    {
        foreach (StoredTensor weight in graph.Initializers) Line(depth, $"weight {Quoted.Text(weight.Name)} {TensorText.Of(weight)}");
        foreach (Node node in graph.Nodes) Write(node, depth);
    }

    private void Write(Node node, int depth)
    {
        Line(depth, $"node {Quoted.Text(Domain(node.Domain))} {Quoted.Text(node.Operator)} {Quoted.Text(node.Name)} ({List(node.Inputs)}) -> ({List(node.Outputs)})");
        foreach (Onnx.Attribute attribute in node.Attributes) Write(attribute, depth + 1);
    }

    private void Write(Onnx.Attribute attribute, int depth)
    {
        Line(depth, $"{Quoted.Text(attribute.Name)} = {AttributeText.Of(attribute)}");
        foreach (Graph graph in attribute.Graphs)
        {
            Line(depth + 1, $"graph {Quoted.Text(graph.Name)}");
            foreach (Value input in graph.Inputs) Line(depth + 2, $"input {Quoted.Text(input.Name)} {TypeText.Of(input.Type)}");
            foreach (Value output in graph.Outputs) Line(depth + 2, $"output {Quoted.Text(output.Name)} {TypeText.Of(output.Type)}");
            WriteBody(graph, depth + 2);
        }
    }

    private void Write(Function function)
    {
        Line(0, $"function {Quoted.Text(function.Domain)} {Quoted.Text(function.Name)} [{List(function.Attributes)}] ({List(function.Inputs)}) -> ({List(function.Outputs)})");
        foreach (Node node in function.Nodes) Write(node, 1);
    }

    // ONNX writes its own domain as nothing at all; people and diagnostics call it by its name.
    private static string Domain(string domain) => domain.Length == 0 ? "ai.onnx" : domain;

    private static string List(List<string> names) => string.Join(", ", names.Select(Quoted.Text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Line(int depth, string line) => text.Append(' ', 2 * depth).Append(line).Append('\n');
}
