using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlDsl.Conformance;

/// <summary>Elements of tensors as the binary extension has them, written and read by nothing of the server's.</summary>
internal static class Elements
{
    public static byte[] ToBytes(string datatype, JsonArray data)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (JsonNode? node in data)
        {
            Span<byte> to = bytes.GetSpan(8);
            int size = SizeOf(datatype);
            switch (datatype)
            {
                case "BOOL": to[0] = node!.GetValue<bool>() ? (byte)1 : (byte)0; break;
                case "INT8" or "UINT8": to[0] = (byte)node!.GetValue<int>(); break;
                case "INT16" or "UINT16": BinaryPrimitives.WriteInt16LittleEndian(to, (short)node!.GetValue<int>()); break;
                case "INT32" or "UINT32": BinaryPrimitives.WriteInt32LittleEndian(to, (int)node!.GetValue<long>()); break;
                case "INT64": BinaryPrimitives.WriteInt64LittleEndian(to, node!.GetValue<long>()); break;
                case "UINT64": BinaryPrimitives.WriteUInt64LittleEndian(to, node!.GetValue<ulong>()); break;
                case "FP16": BinaryPrimitives.WriteHalfLittleEndian(to, (Half)node!.GetValue<double>()); break;
                case "FP32": BinaryPrimitives.WriteSingleLittleEndian(to, (float)node!.GetValue<double>()); break;
                case "FP64": BinaryPrimitives.WriteDoubleLittleEndian(to, node!.GetValue<double>()); break;
                default:
                    byte[] text = Encoding.UTF8.GetBytes(node!.GetValue<string>());
                    BinaryPrimitives.WriteInt32LittleEndian(to, text.Length);
                    bytes.Advance(4);
                    bytes.Write(text);
                    continue;
            }
            bytes.Advance(size);
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The elements as texts, to be compared with those of JSON.</summary>
    public static List<string> Texts(string datatype, ReadOnlySpan<byte> bytes)
    {
        var texts = new List<string>();
        while (!bytes.IsEmpty)
        {
            int size = SizeOf(datatype);
            switch (datatype)
            {
                case "BOOL": texts.Add(bytes[0] == 1 ? "true" : "false"); break;
                case "INT32": texts.Add(JsonSerializer.Serialize(BinaryPrimitives.ReadInt32LittleEndian(bytes))); break;
                case "INT64": texts.Add(JsonSerializer.Serialize(BinaryPrimitives.ReadInt64LittleEndian(bytes))); break;
                case "FP32": texts.Add(JsonSerializer.Serialize(BinaryPrimitives.ReadSingleLittleEndian(bytes))); break;
                case "FP64": texts.Add(JsonSerializer.Serialize(BinaryPrimitives.ReadDoubleLittleEndian(bytes))); break;
                default:
                    size = 4 + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                    texts.Add(Encoding.UTF8.GetString(bytes[4..size]));
                    break;
            }
            bytes = bytes[size..];
        }
        return texts;
    }

    /// <summary>The same of an output in JSON.</summary>
    public static List<string> Texts(JsonNode output) =>
        [.. output["data"]!.AsArray().Select(static e => e!.GetValueKind() == JsonValueKind.String ? e.GetValue<string>() : e.ToJsonString())];

    private static int SizeOf(string datatype) => datatype switch
    {
        "BOOL" or "INT8" or "UINT8" => 1,
        "INT16" or "UINT16" or "FP16" => 2,
        "INT64" or "UINT64" or "FP64" => 8,
        _ => 4,
    };
}
