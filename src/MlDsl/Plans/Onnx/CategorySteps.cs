using System.Globalization;
using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>The slot of a category in a graph: <c>count</c> for none and one more for a value that is refused, as a <see cref="SlotPiece"/> has it.</summary>
internal sealed class CategorySteps(GraphNodes nodes, GraphInput input, int count)
{
    public string LookUp(LookUpOp op)
    {
        string slots = Found(op);
        return input.Present is { } present ? nodes.Where(present, slots, Scalar(op.Missing)) : slots;
    }

    public string Hash(HashOp op, bool isAllowed)
    {
        string name = input.Name;
        if (op.Hash != CategoryHash.Murmur3)
        {
            throw new OnnxExportException(name,
                $"'{name}' is hashed as models of the first file format were, which no operator computes: fit the model again, and it is hashed with MurmurHash3");
        }
        // Both values of a flag are known.
        string slots = input.Type.Element == OnnxElementType.Bool ? nodes.Where(input.Value, Bucket("true"), Bucket("false")) : Hashed(op, isAllowed);
        return input.Present is { } present ? nodes.Where(present, slots, Scalar(op.Missing)) : slots;

        string Bucket(string text) => nodes.Scalar((long)(MurmurHash.Of(text) & ((1u << op.Bits) - 1)));
    }

    private string Hashed(HashOp op, bool isAllowed)
    {
        if (!isAllowed)
        {
            throw new OnnxExportException(input.Name,
                $"'{input.Name}' is hashed, and no operator of ONNX hashes: allow ONNX Runtime's own (AllowContribOperators), or choose another encoding");
        }
        (string key, string? refused) = op.Key switch
        {
            "string" or "char" or "Guid" => (input.Value, null),
            "long" => (nodes.Cast(input.Value, OnnxElementType.Int64), null),
            "ulong" => (nodes.Cast(input.Value, OnnxElementType.UInt64), null),
            "DateOnly" => (Days(), null),
            "float" or "Half" => Number(OnnxElementType.Float, 0f),
            "double" or "decimal" => Number(OnnxElementType.Double, 0d),
            _ => throw Unknown(op.Key),
        };
        string hash = nodes.CallContrib("MurmurHash3", key, OnnxElementType.UInt32, OnnxSetting.Of("positive", 1), OnnxSetting.Of("seed", 0));
        string slots = nodes.Call("Mod", nodes.Cast(hash, OnnxElementType.Int64), nodes.Scalar(1L << op.Bits));
        return refused is null ? slots : nodes.Where(refused, slots, Scalar(LookUpOp.Refused));
    }

    // A number with one zero, and whether it is finite.
    private (string Key, string Finite) Number<T>(OnnxElementType element, T zero)
        where T : unmanaged
    {
        string number = input.Type.Element == element ? input.Value : nodes.Cast(input.Value, element);
        return (nodes.Where(nodes.Call("Equal", number, nodes.Scalar(zero)), nodes.Scalar(zero), number), nodes.IsFinite(number, zero));
    }

    private string Found(LookUpOp op) => op.Key switch
    {
        "string" when input.Type.Element == OnnxElementType.Bool => nodes.Where(input.Value, Place(op, "true"), Place(op, "false")),
        "string" or "char" or "Guid" when input.Type.Element == OnnxElementType.String =>
            Encoded(op, input.Value, OnnxSetting.Of("keys_strings", op.Keys.IsEmpty ? [""] : [.. op.Keys.Select(Checked)])),
        "long" => Encoded(op, nodes.Cast(input.Value, OnnxElementType.Int64), Integers(op, static key => long.Parse(key, CultureInfo.InvariantCulture))),
        "ulong" => Encoded(
            op, nodes.Cast(input.Value, OnnxElementType.Int64), Integers(op, static key => unchecked((long)ulong.Parse(key, CultureInfo.InvariantCulture)))),
        "DateOnly" => Encoded(op, Days(), Integers(op, static key => DateOnly.Parse(key, CultureInfo.InvariantCulture).DayNumber)),
        "float" => Compared(op, OnnxElementType.Float, 0f, static key => float.Parse(key, CultureInfo.InvariantCulture)),
        // The shortest text of a half is that of another float.
        "Half" => Compared(op, OnnxElementType.Float, 0f, static key => (float)Half.Parse(key, CultureInfo.InvariantCulture)),
        "double" => Compared(op, OnnxElementType.Double, 0d, static key => double.Parse(key, CultureInfo.InvariantCulture)),
        "decimal" => Compared(op, OnnxElementType.Double, 0d, static key => (double)decimal.Parse(key, CultureInfo.InvariantCulture)),
        _ => throw Unknown(op.Key),
    };

    private string Place(LookUpOp op, string key) => Scalar(op.Keys.IndexOf(key) is >= 0 and int place ? place : op.Unknown);

    // The operator wants one key at least; without any, one that means unknown.
    private static OnnxSetting Integers(LookUpOp op, Func<string, long> read)
    {
        long[] keys = op.Keys.IsEmpty ? [0] : [.. op.Keys.Select(read)];
        return OnnxSetting.Of("keys_int64s", keys);
    }

    private string Encoded(LookUpOp op, string value, OnnxSetting keys)
    {
        long[] places = op.Keys.IsEmpty ? [Code(op.Unknown)] : [.. Enumerable.Range(0, op.Keys.Length).Select(static i => (long)i)];
        return nodes.CallMl(
            "LabelEncoder", value, OnnxElementType.Int64, keys, OnnxSetting.Of("values_int64s", places), OnnxSetting.Of("default_int64", Code(op.Unknown)));
    }

    // LabelEncoder has no doubles before version 4; comparing is exact, and -0 is 0.
    private string Compared<T>(LookUpOp op, OnnxElementType element, T zero, Func<string, T> read)
        where T : unmanaged
    {
        (string number, string finite) = Number(element, zero);
        T[] keys = [.. op.Keys.Select(read)];
        if (keys.Distinct().Count() < keys.Length)
        {
            throw new OnnxExportException(input.Name,
                $"'{input.Name}' has decimal categories that are the same number as doubles, which is what ONNX has: make it a text, or a 'double'");
        }
        if (keys.Length == 0) return nodes.Where(finite, Scalar(op.Unknown), Scalar(LookUpOp.Refused));
        string isKey = nodes.Cast(nodes.Call("Equal", number, nodes.Constant<T>(keys, 1, keys.Length)), OnnxElementType.Int64);
        // 0 for no key, else the place from 1.
        string place = nodes.RowSum(nodes.Call("Mul", isKey, nodes.Constant<long>([.. Enumerable.Range(1, keys.Length).Select(static i => (long)i)], 1, keys.Length)));
        long[] slots = [Code(op.Unknown), .. Enumerable.Range(0, keys.Length).Select(static i => (long)i)];
        return nodes.Where(finite, nodes.Gather(nodes.Constant<long>(slots, slots.Length), place), Scalar(LookUpOp.Refused));
    }

    private string Days() => nodes.Call("Div", input.Value, nodes.Scalar(TimeSpan.TicksPerDay));

    private string Scalar(int slot) => nodes.Scalar(Code(slot));

    private long Code(int slot) => slot switch { LookUpOp.None => count, LookUpOp.Refused => count + 1, _ => slot };

    // A string of ONNX is UTF-8.
    private string Checked(string key)
    {
        for (int i = 0; i < key.Length; i++)
        {
            if (!char.IsSurrogate(key[i])) continue;
            if (i + 1 < key.Length && char.IsSurrogatePair(key[i], key[i + 1])) i++;
            else throw new OnnxExportException(input.Name, $"'{input.Name}' has a category with half of a surrogate pair, which UTF-8 cannot hold: correct the training rows");
        }
        return key;
    }

    private OnnxExportException Unknown(string key) => new(input.Name,
        $"'{input.Name}' is a '{input.Column.Type}' with categories of the type '{key}', which the export does not know: choose another type or encoding");
}
