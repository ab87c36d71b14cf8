namespace MlDsl.Compiler.MlNetFiles;

/// <summary>How values of a type lie in a file.</summary>
/// <param name="Type">The type.</param>
internal sealed record Codec(ColumnType Type)
{
    private const int TextLength = int.MaxValue, MaxItems = 1 << 24, MaxDepth = 4;

    private static readonly Dictionary<string, Type> Simple = new(StringComparer.Ordinal)
    {
        ["SByte"] = typeof(sbyte),
        ["Byte"] = typeof(byte),
        ["Int16"] = typeof(short),
        ["UInt16"] = typeof(ushort),
        ["Int32"] = typeof(int),
        ["UInt32"] = typeof(uint),
        ["Int64"] = typeof(long),
        ["UInt64"] = typeof(ulong),
        ["Single"] = typeof(float),
        ["Double"] = typeof(double),
        ["TextSpan"] = typeof(string),
        ["Boolean"] = typeof(bool),
        ["TimeSpan"] = typeof(TimeSpan),
        ["DvTimeSpan"] = typeof(TimeSpan),
        ["DateTime"] = typeof(DateTime),
        ["DvDateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["DvDateTimeZone"] = typeof(DateTimeOffset),
    };

    /// <summary>Reads which codec follows; null for one that is not known, which is skipped.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static Codec? Read(FileBytes bytes) => Read(bytes, 0);

    /// <summary>Reads values that lie one after another.</summary>
    /// <param name="bytes">Where they begin.</param>
    /// <param name="count">How many; of vectors, one.</param>
    /// <returns>An array of the element type.</returns>
    /// <exception cref="InvalidDataException">They are malformed, or of a type that is not read.</exception>
    public Array Values(FileBytes bytes, int count)
    {
        if (Type.IsVector) return VectorValues(bytes, count);
        if (Type.Element == typeof(string)) return Texts(bytes, count);
        if (Type.Element == typeof(bool)) return Truths(bytes, count);
        return System.Type.GetTypeCode(Type.Element) switch
        {
            TypeCode.SByte => bytes.Numbers<sbyte>(count),
            TypeCode.Byte => bytes.Numbers<byte>(count),
            TypeCode.Int16 => bytes.Numbers<short>(count),
            TypeCode.UInt16 => bytes.Numbers<ushort>(count),
            TypeCode.Int32 => bytes.Numbers<int>(count),
            TypeCode.UInt32 => bytes.Numbers<uint>(count),
            TypeCode.Int64 => bytes.Numbers<long>(count),
            TypeCode.UInt64 => bytes.Numbers<ulong>(count),
            TypeCode.Single => bytes.Numbers<float>(count),
            TypeCode.Double => bytes.Numbers<double>(count),
            _ => throw bytes.Problem($"values of {Type} are not read"),
        };
    }

    private static Codec? Read(FileBytes bytes, int depth)
    {
        if (depth > MaxDepth) throw bytes.Problem("a type lies within too many others");
        string name = bytes.Text();
        long length = bytes.Packed(), start = bytes.Position;
        Codec? codec = name switch
        {
            "VBuffer" => Vector(bytes, depth),
            "Key2" => Key(bytes, depth, isOld: false),
            "Key" => Key(bytes, depth, isOld: true),
            _ => Simple.TryGetValue(name, out Type? element) ? new Codec(new ColumnType(element)) : null,
        };
        bytes.Seek(start + length);
        return codec;
    }

    private static Codec? Vector(FileBytes bytes, int depth)
    {
        if (Read(bytes, depth + 1) is not { Type.IsVector: false } item) return null;
        int[] sizes = bytes.Numbers<int>();
        long width = 1;
        foreach (int size in sizes)
            if (size < 0 || (width *= size) > int.MaxValue) throw bytes.Problem($"a vector has {string.Join(" × ", sizes)} items");
        return new Codec(item.Type with { Width = sizes.Length == 0 ? 0 : (int)width });
    }

    private static Codec? Key(FileBytes bytes, int depth, bool isOld)
    {
        Codec? item = Read(bytes, depth + 1);
        long count;
        if (isOld)
        {
            // Contiguous, the first key, and how many; 0 where nobody knew.
            bytes.Take(1 + sizeof(long));
            count = bytes.Int();
            if (count == 0) count = uint.MaxValue;
        }
        else
        {
            count = bytes.Long();
        }
        if (count <= 0) throw bytes.Problem($"a key has {count} values");
        return item is null ? null : new Codec(item.Type with { KeyCount = count });
    }

    // Its rows, its length, how many items each row holds (-1 for all), which they are, and the items.
    private Array VectorValues(FileBytes bytes, int count)
    {
        if (count != 1 || bytes.Int() != 1) throw bytes.Problem("one vector was expected");
        int length = bytes.Int();
        if (length == 0 && Type.Width == 0) length = bytes.Int();
        if (Type.Width > 0 && length != Type.Width) throw bytes.Problem($"a vector of {Type.Width} items has {length}");
        int held = bytes.Int();
        int[] places = bytes.Numbers<int>();
        if (length < 0 || held < -1 || held > length || (held >= 0 && places.Length != held)) throw bytes.Problem($"a vector of {length} items holds {held}");
        Array items = new Codec(Type.Item).Values(bytes, held < 0 ? length : held);
        if (held < 0) return items;
        if (length > MaxItems) throw bytes.Problem($"a vector has {length} items");
        var all = Array.CreateInstance(Type.Element, length);
        if (all is string[] texts) Array.Fill(texts, "");
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] < 0 || places[i] >= length) throw bytes.Problem($"an item has the place {places[i]} of {length}");
            all.SetValue(items.GetValue(i), places[i]);
        }
        return all;
    }

    // Where each text ends, then all of them together; what had no value in old files is empty.
    private static string[] Texts(FileBytes bytes, int count)
    {
        if (bytes.Int() != count) throw bytes.Problem($"{count} texts were expected");
        int[] ends = bytes.Numbers<int>(count);
        string all = bytes.Text();
        var texts = new string[count];
        int start = 0;
        for (int i = 0; i < count; i++)
        {
            int end = ends[i] & TextLength;
            if (end < start || end > all.Length) throw bytes.Problem($"text {i} ends at character {end} of {all.Length}");
            texts[i] = ends[i] < 0 ? "" : all[start..end];
            start = end;
        }
        return texts;
    }

    private static bool[] Truths(FileBytes bytes, int count)
    {
        ReadOnlySpan<byte> bits = bytes.Take(((long)count + 7) / 8);
        var truths = new bool[count];
        for (int i = 0; i < count; i++) truths[i] = ((bits[i / 8] >> (i % 8)) & 1) != 0;
        return truths;
    }
}
