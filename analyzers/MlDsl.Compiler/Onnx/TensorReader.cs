using System.Runtime.InteropServices;
using MlDsl.Build.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Onnx;

/// <summary>Reads TensorProto.</summary>
internal static class TensorReader
{
    /// <returns>The name, and the tensor; null for an element type that compiled graphs do not calculate with.</returns>
    /// <exception cref="InvalidDataException">There are not as many elements as the shape needs, or they lie in another file.</exception>
    public static (string Name, Tensor? Tensor) Read(WireReader reader)
    {
        string name = "";
        long kind = 0;
        List<long> shape = [], wholes = [];
        List<float> singles = [];
        List<double> doubles = [];
        List<string> texts = [];
        byte[]? raw = null;
        bool isElsewhere = false;
        long outer = reader.Open();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.Repeated(0, r => shape.Add(r.Int64())); break;
                case 2: kind = reader.Int64(); break;
                case 4: reader.Repeated(5, r => singles.Add(r.Single())); break;
                case 5 or 7 or 11: reader.Repeated(0, r => wholes.Add(r.Int64())); break;
                case 6: texts.Add(reader.Characters()); break;
                case 8: name = reader.Text(); break;
                case 9: raw = reader.Bytes(); break;
                case 10: reader.Repeated(1, r => doubles.Add(r.Double())); break;
                default:
                    isElsewhere |= reader.Field == 13;
                    reader.Skip();
                    break;
            }
        }
        reader.Close(outer);
        if (isElsewhere) throw new InvalidDataException($"the weight '{name}' lies in another file; save the model with its weights in one file");
        long[] sizes = [.. shape];
        return (name, kind switch
        {
            1 => Make(name, sizes, raw, singles, static n => n),
            2 => Make(name, sizes, raw, wholes, static n => unchecked((byte)n)),
            3 => Make(name, sizes, raw, wholes, static n => unchecked((sbyte)n)),
            4 => Make(name, sizes, raw, wholes, static n => unchecked((ushort)n)),
            5 => Make(name, sizes, raw, wholes, static n => unchecked((short)n)),
            6 => Make(name, sizes, raw, wholes, static n => unchecked((int)n)),
            7 => Make(name, sizes, raw, wholes, static n => n),
            8 => Checked(name, texts.ToArray(), sizes),
            9 => Make(name, sizes, raw, wholes, static n => n != 0),
            10 => Make(name, sizes, raw, wholes, static n => BitConverter.UInt16BitsToHalf(unchecked((ushort)n))),
            11 => Make(name, sizes, raw, doubles, static n => n),
            12 => Make(name, sizes, raw, wholes, static n => unchecked((uint)n)),
            13 => Make(name, sizes, raw, wholes, static n => unchecked((ulong)n)),
            _ => (Tensor?)null,
        });
    }

    /// <summary>The name of a SparseTensorProto: that of its values.</summary>
    public static string SparseName(WireReader reader)
    {
        string name = "";
        long outer = reader.Open();
        while (reader.Next())
        {
            if (reader.Field == 1) name = Read(reader).Name;
            else reader.Skip();
        }
        reader.Close(outer);
        return name;
    }

    private static Tensor<T> Make<T, TStored>(string name, long[] shape, byte[]? raw, List<TStored> stored, Func<TStored, T> convert)
        where T : unmanaged
    {
        if (raw is null) return Checked(name, [.. stored.Select(convert)], shape);
        if (raw.Length % System.Runtime.CompilerServices.Unsafe.SizeOf<T>() != 0) throw new InvalidDataException($"the weight '{name}' has {raw.Length} bytes");
        return Checked(name, MemoryMarshal.Cast<byte, T>(raw).ToArray(), shape);
    }

    private static Tensor<T> Checked<T>(string name, T[] elements, long[] shape)
    {
        try
        {
            return new Tensor<T>(elements, shape);
        }
        catch (OperatorException e)
        {
            throw new InvalidDataException($"the weight '{name}' is broken: {e.Message}");
        }
    }
}
