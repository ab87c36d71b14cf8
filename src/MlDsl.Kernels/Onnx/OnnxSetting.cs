namespace MlDsl.Onnx;

/// <summary>A setting of a node, an attribute in the words of ONNX: a name and a number, a text, a list of either, or a tensor.</summary>
public sealed class OnnxSetting
{
    // The numbers of ONNX's AttributeProto.AttributeType.
    private enum Form
    {
        Float = 1,
        Int = 2,
        String = 3,
        Tensor = 4,
        Floats = 6,
        Ints = 7,
        Strings = 8,
    }

    private readonly string name;
    private readonly Form form;
    private readonly Action<ProtobufWriter> write;

    private OnnxSetting(string name, Form form, Action<ProtobufWriter> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        this.name = name;
        this.form = form;
        this.write = write;
    }

    /// <summary>A floating-point number.</summary>
    public static OnnxSetting Of(string name, float value) => new(name, Form.Float, message => message.Single(2, value));

    /// <summary>An integer.</summary>
    public static OnnxSetting Of(string name, long value) => new(name, Form.Int, message => message.Int64(3, value));

    /// <summary>A text.</summary>
    public static OnnxSetting Of(string name, string value) =>
        new(name, Form.String, message => message.Bytes(4, System.Text.Encoding.UTF8.GetBytes(value)));

    /// <summary>Floating-point numbers.</summary>
    public static OnnxSetting Of(string name, params float[] values) =>
        new(name, Form.Floats, message => message.PackedSingles(7, values));

    /// <summary>Integers.</summary>
    public static OnnxSetting Of(string name, params long[] values) => new(name, Form.Ints, message => message.PackedInt64s(8, values));

    /// <summary>Texts.</summary>
    public static OnnxSetting Of(string name, params string[] values) => new(name, Form.Strings, message =>
    {
        foreach (string value in values) message.Bytes(9, System.Text.Encoding.UTF8.GetBytes(value));
    });

    /// <summary>A tensor.</summary>
    /// <exception cref="ArgumentException">The length is not that of the shape, or no tensor has such elements.</exception>
    public static OnnxSetting Tensor<T>(string name, ReadOnlySpan<T> elements, params long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        Action<ProtobufWriter> tensor = TensorMessage.Of(name, elements, shape);
        return new(name, Form.Tensor, message => message.Message(5, tensor));
    }

    internal void Write(ProtobufWriter message)
    {
        message.Text(1, name);
        write(message);
        message.Int64(20, (int)form);
    }
}
