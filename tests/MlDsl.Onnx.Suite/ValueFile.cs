
namespace MlDsl.Onnx.Suite;

/// <summary>Reads the suite's inputs and expected outputs: TensorProto, SequenceProto and OptionalProto.</summary>
internal static class ValueFile
{
    public static Value Read(string file, Generators.Manifests.OnnxType type) => Read(File.ReadAllBytes(file), type);

    private static Value Read(ReadOnlySpan<byte> message, Generators.Manifests.OnnxType type) => type.Kind switch
    {
        Generators.Manifests.OnnxKind.Sequence => Sequence(message, type.Content!),
        Generators.Manifests.OnnxKind.Optional => Optional(message, type.Content!),
        _ => Tensor(message, type.Element),
    };

    // SequenceProto: 3 tensors, 5 sequences, 7 optionals.
    private static Value Sequence(ReadOnlySpan<byte> message, Generators.Manifests.OnnxType content)
    {
        var items = new List<Value>();
        var fields = new ProtobufFields(message);
        while (fields.Next())
            if (fields.Field is 3 or 5 or 7) items.Add(Read(fields.Bytes, content));
        return Value.Sequence(items);
    }

    // OptionalProto: 1 the kind, 3 a tensor, 5 a sequence; an empty content where the value is absent.
    private static Value Optional(ReadOnlySpan<byte> message, Generators.Manifests.OnnxType content)
    {
        var fields = new ProtobufFields(message);
        while (fields.Next())
            if (fields.Field is 3 or 5 && !fields.Bytes.IsEmpty) return Read(fields.Bytes, content);
        return Value.Absent;
    }

    private static Value Tensor(ReadOnlySpan<byte> message, string declared)
    {
        var shape = new List<long>();
        var texts = new List<string>();
        var numbers = new List<long>();
        var data = new List<byte>();
        var element = OnnxElementType.Undefined;
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: shape.AddRange(fields.Varints()); break;
                case 2: element = (OnnxElementType)fields.Number; break;
                case 4: data.AddRange(fields.Fixed(4)); break;
                case 5 or 7 or 11: numbers.AddRange(fields.Varints()); break;
                case 6: texts.Add(System.Text.Encoding.UTF8.GetString(fields.Bytes)); break;
                case 9: data.AddRange(fields.Bytes); break;
                case 10: data.AddRange(fields.Fixed(8)); break;
            }
        }
        // The suite's files hold bfloat16 as the 16-bit integers of its bits, because NumPy has no such type.
        if (element == OnnxElementType.UInt16 && declared == "bfloat16") element = OnnxElementType.BFloat16;
        if (element == OnnxElementType.String) return Value.Text([.. texts], [.. shape]);

        // Small integers, booleans and half floats lie in a field of wider integers: the low bytes are theirs.
        foreach (long number in numbers) data.AddRange(BitConverter.GetBytes(number).AsSpan(0, Value.SizeOf(element)));
        return Value.Tensor(element, [.. data], [.. shape]);
    }
}
