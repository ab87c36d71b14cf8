using System.Runtime.InteropServices;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Onnx;

/// <summary>Reads TensorProto.</summary>
internal static class TensorReader
{
    /// <returns>The name, and the tensor; null for an element type that compiled graphs do not calculate with.</returns>
    /// <exception cref="InvalidDataException">There are not as many elements as the shape needs, or they lie in another file.</exception>
    public static (string Name, Tensor? Tensor) Read(ReadOnlySpan<byte> message)
    {
        string name = "";
        long kind = 0;
        List<long> shape = [], wholes = [];
        List<ulong> singles = [], doubles = [];
        List<string> texts = [];
        ReadOnlySpan<byte> raw = default;
        bool isRaw = false;
        for (var part = new WireSpan(message); part.Next();)
        {
            switch (part.Field)
            {
                case 1: part.AddTo(shape); break;
                case 2: kind = part.Int64; break;
                case 4: part.AddTo(singles, sizeof(float)); break;
                case 5 or 7 or 11: part.AddTo(wholes); break;
                case 6: texts.Add(part.Text); break;
                case 8: name = part.Text; break;
                case 9:
                    raw = part.Bytes;
                    isRaw = true;
                    break;
                case 10: part.AddTo(doubles, sizeof(double)); break;
                case 13: throw new InvalidDataException($"the weight '{name}' lies in another file; save the model with its weights in one file");
            }
        }
        long[] sizes = [.. shape];
        return (name, kind switch
        {
            1 => Make(name, sizes, raw, isRaw, singles, static bits => BitConverter.UInt32BitsToSingle((uint)bits)),
            2 => Make(name, sizes, raw, isRaw, wholes, static n => unchecked((byte)n)),
            3 => Make(name, sizes, raw, isRaw, wholes, static n => unchecked((sbyte)n)),
            4 => Make(name, sizes, raw, isRaw, wholes, static n => unchecked((ushort)n)),
            5 => Make(name, sizes, raw, isRaw, wholes, static n => unchecked((short)n)),
            6 => Make(name, sizes, raw, isRaw, wholes, static n => unchecked((int)n)),
            7 => Make(name, sizes, raw, isRaw, wholes, static n => n),
            8 => Checked(name, texts.ToArray(), sizes),
            9 => Make(name, sizes, raw, isRaw, wholes, static n => n != 0),
            10 => Make(name, sizes, raw, isRaw, wholes, static n => BitConverter.UInt16BitsToHalf(unchecked((ushort)n))),
            11 => Make(name, sizes, raw, isRaw, doubles, static bits => BitConverter.UInt64BitsToDouble(bits)),
            12 => Make(name, sizes, raw, isRaw, wholes, static n => unchecked((uint)n)),
            13 => Make(name, sizes, raw, isRaw, wholes, static n => unchecked((ulong)n)),
            _ => (Tensor?)null,
        });
    }

    /// <summary>The name of a SparseTensorProto: that of its values.</summary>
    public static string SparseName(ReadOnlySpan<byte> message)
    {
        for (var part = new WireSpan(message); part.Next();)
            if (part.Field == 1) return Read(part.Bytes).Name;
        return "";
    }

    private static Tensor<T> Make<T, TStored>(string name, long[] shape, ReadOnlySpan<byte> raw, bool isRaw, List<TStored> stored, Func<TStored, T> convert)
        where T : unmanaged
    {
        if (!isRaw) return Checked(name, [.. stored.Select(convert)], shape);
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
