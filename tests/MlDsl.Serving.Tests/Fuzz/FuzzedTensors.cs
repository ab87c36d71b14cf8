using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using MlDsl.Serving.Protocol;

namespace MlDsl.Serving.Tests.Fuzz;

/// <summary>The tensors of two rides: with damage some lie about their names, datatypes, shapes, sizes and elements.</summary>
internal static class FuzzedTensors
{
    private const int Rows = 2;

    private static readonly (string Name, string Type, byte[] Elements, string Data)[] Good =
    [
        ("vendor", "BYTES", [.. Text("CMT"), .. Text("VTS")], "[\"CMT\",\"VTS\"]"),
        ("seconds", "FP32", [.. BitConverter.GetBytes(600f), .. BitConverter.GetBytes(90.5f)], "[600,90.5]"),
        ("miles", "FP32", [.. BitConverter.GetBytes(2.5f), .. BitConverter.GetBytes(float.NaN)], "[2.5,null]"),
        ("payment", "BYTES", [.. Text("Card"), .. Text("Cash")], "[[\"Card\"],[\"Cash\"]]"),
        ("riders", "INT32", [.. BitConverter.GetBytes(2), .. BitConverter.GetBytes(4)], "[2,4]"),
        ("at", "BYTES", [.. Text("2024-05-01T13:45:00"), .. Text("2024-05-01T03:00:00")], "[\"2024-05-01T13:45:00\",\"2024-05-01T03:00:00\"]"),
        ("toll", "BOOL", [1, 0], "[true,false]"),
    ];

    private static readonly string[] Types = ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BYTES", "bytes", "", "FP128", "\\u0046P32"];

    public static IEnumerable<(string Name, string Type, byte[] Elements, string Data)> Of(Damage? damage)
    {
        foreach ((string name, string type, byte[] elements, string data) in Good)
        {
            if (damage is null)
            {
                yield return (name, type, elements, data);
                continue;
            }
            if (damage.OneIn(40)) continue;
            for (int times = damage.OneIn(60) ? 2 : 1; times > 0; times--)
            {
                yield return (
                    damage.OneIn(60) ? damage.Of(["", "Vendor", "vendor_id", new string('n', 300), "m\\u0069les", "\\ud800"]) : name,
                    damage.OneIn(25) ? damage.Of(Types) : type,
                    damage.OneIn(12) ? Lying(type, elements, damage) : elements,
                    damage.OneIn(12) ? $"[{damage.Value()},{damage.Value()}]" : data);
            }
        }
    }

    public static long[] Shape(Damage? damage) => damage is null || !damage.OneIn(25)
        ? [Rows, 1]
        : damage.Of<long[]>([[], [Rows], [1], [1, Rows], [0, 1], [Rows, 0], [-1, 1], [Rows, -1], [3, 1], [int.MaxValue, 1], [1L << 62, 4], [long.MaxValue, long.MaxValue], [long.MinValue, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1], [Rows, 1, 1]]);

    /// <summary>The elements in the field of their datatype, or of another one.</summary>
    public static InferTensorContents Contents(string type, byte[] elements, Damage damage)
    {
        var contents = new InferTensorContents();
        switch (damage.OneIn(20) ? damage.Of(Types) : type)
        {
            case "BOOL": contents.BoolContents.AddRange(elements.Select(static e => e != 0)); break;
            case "FP32": for (int i = 0; i + 4 <= elements.Length; i += 4) contents.Fp32Contents.Add(BitConverter.ToSingle(elements, i)); break;
            case "INT32" or "INT8" or "INT16": for (int i = 0; i + 4 <= elements.Length; i += 4) contents.IntContents.Add(BitConverter.ToInt32(elements, i)); break;
            case "FP64": contents.Fp64Contents.AddRange([1, double.NaN]); break;
            case "INT64": contents.Int64Contents.AddRange([long.MinValue, long.MaxValue]); break;
            case "UINT64": contents.Uint64Contents.AddRange([0, ulong.MaxValue]); break;
            case "UINT8" or "UINT16" or "UINT32": contents.UintContents.AddRange([0, uint.MaxValue]); break;
            default:
                for (int i = 0; i + 4 <= elements.Length;)
                {
                    int length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(elements.AsSpan(i)), (uint)(elements.Length - i - 4));
                    contents.BytesContents.Add(ByteString.CopyFrom(elements, i + 4, length));
                    i += 4 + length;
                }
                break;
        }
        return contents;
    }

    // Lengths of texts that are none, bits that are no flag or no number, too many or too few bytes.
    private static byte[] Lying(string type, byte[] elements, Damage damage)
    {
        byte[] bytes = [.. elements];
        switch (damage.Next(4))
        {
            case 0: return damage.Bytes(bytes);
            case 1 when type == "BYTES":
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, damage.Of<uint>([0, 1, 4, 0x7FFFFFFF, 0x80000000, uint.MaxValue, (uint)bytes.Length]));
                return bytes;
            case 2: return damage.OneIn(2) ? [.. bytes, 0] : bytes[..^1];
            default:
                Array.Fill(bytes, damage.Of<byte>([0, 2, 0x7F, 0x80, 0xFF]));
                return bytes;
        }
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, text.Length);
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(4));
        return bytes;
    }
}
