namespace MlDsl.Onnx;

/// <summary>
/// Writes an ONNX file: a graph of inputs, outputs, constants and nodes. Nothing is checked here; ONNX Runtime checks a file when it is
/// loaded. The same calls give the same bytes.
/// </summary>
/// <example><code>
/// byte[] file = new OnnxGraphBuilder("double")
///     .Input(OnnxValueInfo.Tensor("x", OnnxElementType.Float, "N", 3))
///     .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 3))
///     .Node("Add", ["x", "x"], ["y"])
///     .ToBytes();
/// </code></example>
public sealed class OnnxGraphBuilder
{
    /// <summary>The domain of the operators for classical models: trees, linear models, encoders.</summary>
    public const string MachineLearning = "ai.onnx.ml";

    private readonly string name;
    private readonly ProtobufWriter inputs = new();
    private readonly ProtobufWriter outputs = new();
    private readonly ProtobufWriter initializers = new();
    private readonly ProtobufWriter nodes = new();
    private readonly ProtobufWriter values = new();
    private readonly ProtobufWriter metadata = new();
    private readonly SortedDictionary<string, long> opsets = new(StringComparer.Ordinal) { [""] = 17 };
    private long irVersion = 8;

    /// <summary>An empty graph.</summary>
    /// <param name="name">The graph's name, which ONNX requires.</param>
    public OnnxGraphBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        this.name = name;
    }

    /// <summary>The version of the file format; 8 unless said otherwise.</summary>
    public OnnxGraphBuilder IrVersion(long version)
    {
        irVersion = version;
        return this;
    }

    /// <summary>The version of a domain's operators; 17 for ONNX's own (the empty domain) unless said otherwise.</summary>
    public OnnxGraphBuilder Opset(string domain, long version)
    {
        opsets[domain] = version;
        return this;
    }

    /// <summary>A key and its value in the file's metadata.</summary>
    public OnnxGraphBuilder Metadata(string key, string value)
    {
        metadata.Message(14, entry =>
        {
            entry.Text(1, key);
            entry.Text(2, value);
        });
        return this;
    }

    /// <summary>An input of the graph.</summary>
    public OnnxGraphBuilder Input(OnnxValueInfo value)
    {
        ArgumentNullException.ThrowIfNull(value);
        inputs.Message(11, message => WriteValue(message, value));
        return this;
    }

    /// <summary>An output of the graph.</summary>
    public OnnxGraphBuilder Output(OnnxValueInfo value)
    {
        ArgumentNullException.ThrowIfNull(value);
        outputs.Message(12, message => WriteValue(message, value));
        return this;
    }

    /// <summary>The type of a value within the graph, where a reader cannot infer it from the nodes.</summary>
    public OnnxGraphBuilder Value(OnnxValueInfo value)
    {
        ArgumentNullException.ThrowIfNull(value);
        values.Message(13, message => WriteValue(message, value));
        return this;
    }

    /// <summary>A constant tensor.</summary>
    /// <exception cref="ArgumentException">The length is not that of the shape, or no tensor has such elements.</exception>
    public OnnxGraphBuilder Constant<T>(string constant, ReadOnlySpan<T> elements, params long[] shape)
        where T : unmanaged
    {
        initializers.Message(5, TensorMessage.Of(constant, elements, shape));
        return this;
    }

    /// <summary>A constant tensor of strings.</summary>
    /// <exception cref="ArgumentException">The length is not that of the shape.</exception>
    public OnnxGraphBuilder Constant(string constant, string[] elements, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(elements);
        initializers.Message(5, TensorMessage.Of(constant, elements, shape));
        return this;
    }

    /// <summary>A node of ONNX's own operators.</summary>
    public OnnxGraphBuilder Node(
        string operation, IReadOnlyList<string> from, IReadOnlyList<string> to, params IReadOnlyList<OnnxSetting> attributes) =>
        Node("", operation, from, to, attributes);

    /// <summary>A node; inputs that the operator may go without are given as empty names.</summary>
    public OnnxGraphBuilder Node(
        string domain,
        string operation,
        IReadOnlyList<string> from,
        IReadOnlyList<string> to,
        params IReadOnlyList<OnnxSetting> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        nodes.Message(1, node =>
        {
            foreach (string value in from) node.Bytes(1, System.Text.Encoding.UTF8.GetBytes(value));
            foreach (string value in to) node.Bytes(2, System.Text.Encoding.UTF8.GetBytes(value));
            node.Text(4, operation);
            foreach (OnnxSetting attribute in attributes) node.Message(5, attribute.Write);
            node.Text(7, domain);
        });
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var graph = new ProtobufWriter();
        graph.Append(nodes);
        graph.Text(2, name);
        graph.Append(initializers);
        graph.Append(inputs);
        graph.Append(outputs);
        graph.Append(values);
        var model = new ProtobufWriter();
        model.Int64(1, irVersion);
        model.Text(2, "MlDsl");
        model.Bytes(7, graph.Written);
        foreach ((string domain, long version) in opsets)
            model.Message(8, opset =>
            {
                opset.Text(1, domain);
                opset.Int64(2, version);
            });
        model.Append(metadata);
        return model.Written.ToArray();
    }

    private static void WriteValue(ProtobufWriter message, OnnxValueInfo value)
    {
        message.Text(1, value.Name);
        message.Message(2, type => WriteType(type, value));
    }

    private static void WriteType(ProtobufWriter message, OnnxValueInfo value)
    {
        switch (value.Kind)
        {
            case OnnxKind.Tensor:
                message.Message(1, type => WriteTensorType(type, value.ElementType, value.Shape));
                break;
            case OnnxKind.Sequence:
                message.Message(4, type => type.Message(1, content => WriteType(content, value.Content!)));
                break;
            case OnnxKind.Optional:
                message.Message(9, type => type.Message(1, content => WriteType(content, value.Content!)));
                break;
            case OnnxKind.Map:
                message.Message(5, type =>
                {
                    type.Int64(1, (int)value.KeyType);
                    type.Message(2, content => content.Message(1, tensor => WriteTensorType(tensor, value.ElementType, [])));
                });
                break;
            default:
                throw new ArgumentException($"'{value}' cannot be written; tensors, sequences, optionals and maps can", nameof(value));
        }
    }

    private static void WriteTensorType(ProtobufWriter type, OnnxElementType element, IReadOnlyList<OnnxDimension>? shape)
    {
        type.Int64(1, (int)element);
        if (shape is null) return;
        type.Message(2, sizes =>
        {
            foreach (OnnxDimension size in shape)
                sizes.Message(1, dimension =>
                {
                    if (size.IsFixed) dimension.Int64(1, size.Size);
                    else dimension.Text(2, size.Symbol);
                });
        });
    }
}
