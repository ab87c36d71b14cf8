using MlDsl.Build.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Onnx;

/// <summary>Reads AttributeProto with its value.</summary>
internal static class AttributeReader
{
    /// <returns>The name, and the value as <see cref="OnnxNode.Attributes"/> holds it.</returns>
    public static (string Name, object? Value) Read(WireReader reader)
    {
        string name = "", text = "";
        float single = 0f;
        long whole = 0, kind = 0;
        Tensor? tensor = null;
        List<float> singles = [];
        List<long> wholes = [];
        List<string> texts = [];
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text(); break;
                case 2: (single, kind) = (reader.Single(), Kind(kind, 1)); break;
                case 3: (whole, kind) = (reader.Int64(), Kind(kind, 2)); break;
                case 4: (text, kind) = (reader.Characters(), Kind(kind, 3)); break;
                case 5: (tensor, kind) = (TensorReader.Read(reader).Tensor, Kind(kind, 4)); break;
                case 7:
                    reader.Repeated(5, r => singles.Add(r.Single()));
                    kind = Kind(kind, 6);
                    break;
                case 8:
                    reader.Repeated(0, r => wholes.Add(r.Int64()));
                    kind = Kind(kind, 7);
                    break;
                case 9:
                    texts.Add(reader.Characters());
                    kind = Kind(kind, 8);
                    break;
                case 20: kind = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }
        reader.Close(outer);
        return (name, kind switch
        {
            1 => single,
            2 => whole,
            3 => text,
            4 => tensor,
            6 => singles.ToArray(),
            7 => wholes.ToArray(),
            8 => texts.ToArray(),
            _ => null,
        });
    }

    // Old writers leave the kind out; it follows from the field that is there.
    private static long Kind(long declared, long found) => declared == 0 ? found : declared;
}
