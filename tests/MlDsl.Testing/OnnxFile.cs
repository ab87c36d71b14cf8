using System.Buffers.Binary;

namespace MlDsl.Testing;

/// <summary>Writes small ONNX files for tests: protobuf by hand, so that a test can also write what no exporter would.</summary>
public sealed class OnnxFile
{
    private readonly List<byte> stream = [];

    /// <summary>The bytes so far.</summary>
    public byte[] Bytes => [.. stream];

    /// <summary>A model of one graph.</summary>
    public static OnnxFile Model(OnnxFile graph, long opset = 15, params (string Key, string Value)[] metadata)
    {
        OnnxFile model = new OnnxFile().Number(1, 8).Text(2, "MlDsl tests").Message(8, new OnnxFile().Number(2, opset)).Message(7, graph);
        foreach (var (key, value) in metadata) model.Message(14, new OnnxFile().Text(1, key).Text(2, value));
        return model;
    }

    /// <summary>A model of operators of <c>ai.onnx.ml</c>.</summary>
    public static OnnxFile MlModel(OnnxFile graph) => Model(graph).Message(8, new OnnxFile().Text(1, "ai.onnx.ml").Number(2, 3));

    /// <summary>Adds an input of the graph.</summary>
    public OnnxFile Input(string name, OnnxFile type) => Message(11, new OnnxFile().Text(1, name).Message(2, type));

    /// <summary>Adds an output of the graph.</summary>
    public OnnxFile Output(string name, OnnxFile type) => Message(12, new OnnxFile().Text(1, name).Message(2, type));

    /// <summary>Adds a node of the graph.</summary>
    public OnnxFile Node(string op, string inputs, string outputs, string domain = "", params OnnxFile[] attributes)
    {
        var node = new OnnxFile();
        foreach (string input in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) node.Text(1, input);
        foreach (string output in outputs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) node.Text(2, output);
        node.Text(3, op.ToUpperInvariant()).Text(4, op);
        foreach (OnnxFile attribute in attributes) node.Message(5, attribute);
        if (domain.Length > 0) node.Text(7, domain);
        return Message(1, node);
    }

    /// <summary>Adds a weight of floats to the graph.</summary>
    public OnnxFile Weight(string name, long[] shape, float[] values) => Message(5, Tensor(name, shape, values));

    /// <summary>A tensor of floats as raw bytes.</summary>
    public static OnnxFile Tensor(string name, long[] shape, float[] values)
    {
        byte[] raw = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        var tensor = new OnnxFile();
        foreach (long size in shape) tensor.Number(1, size);
        return tensor.Number(2, 1).Text(8, name).Raw(9, raw);
    }

    /// <summary>The type of a tensor: sizes are <see cref="long"/>, symbols <see cref="string"/>, null is neither.</summary>
    public static OnnxFile TensorType(int element, params object?[] shape)
    {
        var dimensions = new OnnxFile();
        foreach (object? size in shape)
        {
            dimensions.Message(1, size switch
            {
                null => new OnnxFile(),
                string symbol => new OnnxFile().Text(2, symbol),
                _ => new OnnxFile().Number(1, Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture)),
            });
        }
        return new OnnxFile().Message(1, new OnnxFile().Number(1, element).Message(2, dimensions));
    }

    /// <summary>The type of a tensor of unknown rank.</summary>
    public static OnnxFile TensorTypeOfAnyRank(int element) => new OnnxFile().Message(1, new OnnxFile().Number(1, element));

    /// <summary>The type of a sequence.</summary>
    public static OnnxFile SequenceType(OnnxFile content) => new OnnxFile().Message(4, new OnnxFile().Message(1, content));

    /// <summary>The type of a map from <paramref name="key"/> to scalars.</summary>
    public static OnnxFile MapType(int key, OnnxFile value) => new OnnxFile().Message(5, new OnnxFile().Number(1, key).Message(2, value));

    /// <summary>The type of an optional value.</summary>
    public static OnnxFile OptionalType(OnnxFile content) => new OnnxFile().Message(9, new OnnxFile().Message(1, content));

    /// <summary>A list of whole numbers as an attribute.</summary>
    public static OnnxFile Ints(string name, params long[] values)
    {
        OnnxFile attribute = new OnnxFile().Text(1, name);
        foreach (long value in values) attribute.Number(8, value);
        return attribute.Number(20, 7);
    }

    /// <summary>A list of texts as an attribute.</summary>
    public static OnnxFile Texts(string name, params string[] values)
    {
        OnnxFile attribute = new OnnxFile().Text(1, name);
        foreach (string value in values) attribute.Text(9, value);
        return attribute.Number(20, 8);
    }

    /// <summary>A whole number as an attribute.</summary>
    public static OnnxFile Int(string name, long value) => new OnnxFile().Text(1, name).Number(3, value).Number(20, 2);

    /// <summary>A list of floats as an attribute.</summary>
    public static OnnxFile Floats(string name, params float[] values)
    {
        OnnxFile attribute = new OnnxFile().Text(1, name);
        foreach (float value in values) attribute.Single(7, value);
        return attribute.Number(20, 6);
    }

    /// <summary>A varint field.</summary>
    public OnnxFile Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint(unchecked((ulong)value));
        return this;
    }

    /// <summary>A four-byte field.</summary>
    public OnnxFile Single(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        byte[] bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        stream.AddRange(bytes);
        return this;
    }

    /// <summary>A text field.</summary>
    public OnnxFile Text(int field, string value) => Raw(field, System.Text.Encoding.UTF8.GetBytes(value));

    /// <summary>A nested message.</summary>
    public OnnxFile Message(int field, OnnxFile message) => Raw(field, message.Bytes);

    /// <summary>A field of bytes.</summary>
    public OnnxFile Raw(int field, byte[] value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        stream.AddRange(value);
        return this;
    }

    /// <summary>Bytes that belong to no field.</summary>
    public OnnxFile Bare(params byte[] bytes)
    {
        stream.AddRange(bytes);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) stream.Add((byte)(value | 0x80));
        stream.Add((byte)value);
    }
}
