namespace MlDsl.Onnx;

/// <summary>
/// The shapes that a model file itself declares. The runtime's description mixes them with what it infers, and where the two contradict each
/// other it calls the value a scalar; so the contract is read from the file, and only a run tells what comes.
/// </summary>
internal static class FileDeclarations
{
    private const int ModelGraph = 7, GraphInput = 11, GraphOutput = 12;

    /// <summary>The runtime's description of a graph, with the file's own shapes.</summary>
    public static OnnxSignature Declared(OnnxSignature inferred, Stream file)
    {
        Dictionary<(int, string), IReadOnlyList<OnnxDimension>?>? shapes = Read(file);
        return new OnnxSignature([.. inferred.Inputs.Select(input => With(input, GraphInput))], [.. inferred.Outputs.Select(output => With(output, GraphOutput))]);

        // A scalar is the runtime's word for what it does not know as well.
        OnnxValueInfo With(OnnxValueInfo value, int role)
        {
            if (value.Content is { } content) return value with { Content = Unknown(content) };
            if (value.Kind != OnnxKind.Tensor) return value;
            return shapes?.GetValueOrDefault((role, value.Name)) is { } shape ? value with { Shape = shape } : Unknown(value);
        }
    }

    private static OnnxValueInfo Unknown(OnnxValueInfo value) => value is { Kind: OnnxKind.Tensor, Shape.Count: 0 } ? value with { Shape = null } : value;

    // Null for the runtime's own file format, which is not protobuf.
    private static Dictionary<(int, string), IReadOnlyList<OnnxDimension>?>? Read(Stream file)
    {
        var shapes = new Dictionary<(int, string), IReadOnlyList<OnnxDimension>?>();
        var reader = new ProtobufReader(file);
        try
        {
            while (reader.Next())
            {
                if (reader.Field != ModelGraph)
                {
                    reader.Skip();
                    continue;
                }
                for (long end = reader.Open(); reader.Next(end);)
                {
                    if (reader.Field is not (GraphInput or GraphOutput))
                    {
                        reader.Skip();
                        continue;
                    }
                    int role = reader.Field;
                    var (name, shape) = ReadValue(reader);
                    shapes[(role, name)] = shape;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException)
        {
            return null;
        }
        return shapes;
    }

    private static (string Name, IReadOnlyList<OnnxDimension>? Shape) ReadValue(ProtobufReader reader)
    {
        const int name = 1, type = 2, tensor = 1, shape = 2;
        string text = "";
        List<OnnxDimension>? sizes = null;
        for (long end = reader.Open(); reader.Next(end);)
        {
            if (reader.Field == name) text = reader.Text();
            else if (reader.Field == type) Enter(reader, tensor, () => Enter(reader, shape, () => sizes = ReadShape(reader)));
            else reader.Skip();
        }
        return (text, sizes);
    }

    private static List<OnnxDimension> ReadShape(ProtobufReader reader)
    {
        const int dimension = 1, size = 1, symbol = 2;
        var sizes = new List<OnnxDimension>();
        Enter(reader, dimension, () =>
        {
            OnnxDimension read = "";
            for (long end = reader.Open(); reader.Next(end);)
            {
                // Some exporters write -1 where they mean "any".
                if (reader.Field == size) read = reader.Number() is >= 0 and long fix ? fix : "";
                else if (reader.Field == symbol) read = reader.Text();
                else reader.Skip();
            }
            sizes.Add(read);
        });
        return sizes;
    }

    // Goes through the message and stops at each field of the number, which must be read there.
    private static void Enter(ProtobufReader reader, int field, Action read)
    {
        for (long end = reader.Open(); reader.Next(end);)
        {
            if (reader.Field == field) read();
            else reader.Skip();
        }
    }
}
