using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlDsl.Build.Onnx;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Onnx;

/// <summary>The numbers of a tensor that lies in the file.</summary>
internal static class Weight
{
    /// <returns>The tensor; null for an element type that compiled graphs do not calculate with.</returns>
    /// <exception cref="InvalidDataException">There are not as many elements as the shape needs, or they lie in another file.</exception>
    public static Tensor? Of(StoredTensor stored, byte[] file)
    {
        if (stored.Elsewhere.Count > 0) throw new InvalidDataException($"the weight '{stored.Name}' lies in another file; save the model with its weights in one file");
        if (stored.IsSparse) return null;
        return stored.Element switch
        {
            1 => Make(stored, file, stored.Singles, static n => n),
            2 => Make(stored, file, stored.Wholes, static n => unchecked((byte)n)),
            3 => Make(stored, file, stored.Wholes, static n => unchecked((sbyte)n)),
            4 => Make(stored, file, stored.Wholes, static n => unchecked((ushort)n)),
            5 => Make(stored, file, stored.Wholes, static n => unchecked((short)n)),
            6 => Make(stored, file, stored.Wholes, static n => unchecked((int)n)),
            7 => Make(stored, file, stored.Wholes, static n => n),
            8 => Checked<string>(stored, stored.Texts?.ToArray() ?? []),
            9 => Make(stored, file, stored.Wholes, static n => n != 0),
            10 => Make(stored, file, stored.Wholes, static n => BitConverter.UInt16BitsToHalf(unchecked((ushort)n))),
            11 => Make(stored, file, stored.Doubles, static n => n),
            12 => Make(stored, file, stored.Wholes, static n => unchecked((uint)n)),
            13 => Make(stored, file, stored.Wholes, static n => unchecked((ulong)n)),
            _ => (Tensor?)null,
        };
    }

    private static Tensor<T> Make<T, TStored>(StoredTensor stored, byte[] file, List<TStored>? elements, Func<TStored, T> convert)
        where T : unmanaged
    {
        if (stored.Raw is not { } raw) return Checked<T>(stored, elements is null ? [] : [.. elements.Select(convert)]);
        if (raw.Length % Unsafe.SizeOf<T>() != 0) throw new InvalidDataException($"the weight '{stored.Name}' has {raw.Length} bytes");
        return Checked(stored, MemoryMarshal.Cast<byte, T>(file.AsSpan((int)raw.Offset, (int)raw.Length)).ToArray());
    }

    private static Tensor<T> Checked<T>(StoredTensor stored, T[] elements)
    {
        try
        {
            return new Tensor<T>(elements, [.. stored.Shape]);
        }
        catch (OperatorException e)
        {
            throw new InvalidDataException($"the weight '{stored.Name}' is broken: {e.Message}");
        }
    }
}
