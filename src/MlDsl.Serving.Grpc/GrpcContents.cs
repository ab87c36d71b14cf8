using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using Google.Protobuf.Collections;
using MlDsl.Json;
using MlDsl.Serving.Protocol;

namespace MlDsl.Serving;

/// <summary>Elements in the field of their datatype, to and from the bytes that they are.</summary>
internal static class GrpcContents
{
    private delegate bool Taker<in T>(Span<byte> to, T element);

    /// <summary>Takes the contents of an input.</summary>
    /// <exception cref="JsonRowException">They are not as many as the shape says, in another field, or beyond their datatype.</exception>
    public static void Take(InferenceCall call, in InputTensor tensor, InferTensorContents? contents)
    {
        contents ??= new InferTensorContents();
        int all = contents.BoolContents.Count + contents.IntContents.Count + contents.Int64Contents.Count + contents.UintContents.Count + contents.Uint64Contents.Count
            + contents.Fp32Contents.Count + contents.Fp64Contents.Count + contents.BytesContents.Count;
        if (all != tensor.Count)
            throw tensor.Refused(JsonRowProblem.Value, FormattableString.Invariant($"has {all} elements in its contents, and {tensor.Count} by its shape"));
        switch (tensor.Type)
        {
            case TensorType.Bool: Each(call, in tensor, contents.BoolContents, static (to, e) => { to[0] = e ? (byte)1 : (byte)0; return true; }); break;
            case TensorType.Int8: Each(call, in tensor, contents.IntContents, static (to, e) => { to[0] = (byte)e; return e is >= sbyte.MinValue and <= sbyte.MaxValue; }); break;
            case TensorType.UInt8: Each(call, in tensor, contents.UintContents, static (to, e) => { to[0] = (byte)e; return e <= byte.MaxValue; }); break;
            case TensorType.Int16: Each(call, in tensor, contents.IntContents, static (to, e) => Write(to, (short)e) && e is >= short.MinValue and <= short.MaxValue); break;
            case TensorType.UInt16: Each(call, in tensor, contents.UintContents, static (to, e) => Write(to, (ushort)e) && e <= ushort.MaxValue); break;
            case TensorType.Int32: Each(call, in tensor, contents.IntContents, static (to, e) => Write(to, e)); break;
            case TensorType.UInt32: Each(call, in tensor, contents.UintContents, static (to, e) => Write(to, e)); break;
            case TensorType.Int64: Each(call, in tensor, contents.Int64Contents, static (to, e) => Write(to, e)); break;
            case TensorType.UInt64: Each(call, in tensor, contents.Uint64Contents, static (to, e) => Write(to, e)); break;
            case TensorType.Fp32: Each(call, in tensor, contents.Fp32Contents, static (to, e) => BinaryPrimitives.TryWriteSingleLittleEndian(to, e)); break;
            case TensorType.Fp64: Each(call, in tensor, contents.Fp64Contents, static (to, e) => BinaryPrimitives.TryWriteDoubleLittleEndian(to, e)); break;
            case TensorType.Bytes: Texts(call, in tensor, contents.BytesContents); break;
            default:
                if (tensor.Count > 0) throw tensor.Refused(JsonRowProblem.Value, "has contents of FP16, for which there is no field; send raw contents, or FP32");
                break;
        }
    }

    /// <summary>The contents of an output.</summary>
    public static InferTensorContents Of(TensorType type, ReadOnlySpan<byte> elements)
    {
        var contents = new InferTensorContents();
        while (!elements.IsEmpty)
        {
            int size = type.Size();
            switch (type)
            {
                case TensorType.Bool: contents.BoolContents.Add(elements[0] != 0); break;
                case TensorType.Int64: contents.Int64Contents.Add(BinaryPrimitives.ReadInt64LittleEndian(elements)); break;
                case TensorType.Fp32: contents.Fp32Contents.Add(BinaryPrimitives.ReadSingleLittleEndian(elements)); break;
                case TensorType.Fp64: contents.Fp64Contents.Add(BinaryPrimitives.ReadDoubleLittleEndian(elements)); break;
                default:
                    size = 4 + (int)BinaryPrimitives.ReadUInt32LittleEndian(elements);
                    contents.BytesContents.Add(ByteString.CopyFrom(elements[4..size]));
                    break;
            }
            elements = elements[size..];
        }
        return contents;
    }

    private static void Each<T>(InferenceCall call, in InputTensor tensor, RepeatedField<T> field, Taker<T> take)
    {
        Check(in tensor, field.Count);
        int size = tensor.Type.Size();
        for (int i = 0; i < field.Count; i++)
        {
            if (!take(call.Tensors.Data.GetSpan(size), field[i])) throw tensor.Refused(JsonRowProblem.Value, FormattableString.Invariant($"has an element {i} that is no {tensor.Type.Word()}"));
            call.Tensors.Data.Advance(size);
        }
    }

    private static void Texts(InferenceCall call, in InputTensor tensor, RepeatedField<ByteString> field)
    {
        Check(in tensor, field.Count);
        foreach (ByteString text in field)
        {
            BinaryPrimitives.WriteInt32LittleEndian(call.Tensors.Data.GetSpan(4), text.Length);
            call.Tensors.Data.Advance(4);
            call.Tensors.Data.Write(text.Span);
        }
    }

    // All elements there are must lie in the field of the datatype.
    private static void Check(in InputTensor tensor, int found)
    {
        if (found != tensor.Count) throw tensor.Refused(JsonRowProblem.Value, $"has contents in another field than that of {tensor.Type.Word()}");
    }

    private static bool Write<T>(Span<byte> to, T value) where T : IBinaryInteger<T> => value.TryWriteLittleEndian(to, out _);
}
