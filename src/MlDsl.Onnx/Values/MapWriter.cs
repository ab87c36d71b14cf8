using System.Runtime.CompilerServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>Makes the runtime's maps of dictionaries. Nothing managed is allocated.</summary>
internal static unsafe class MapWriter
{
    /// <summary>A map with a copy of the pairs; the caller frees it.</summary>
    /// <exception cref="ArgumentException">A text is null.</exception>
    public static nint Create<TKey, TValue>(OrtApi api, Dictionary<TKey, TValue> map, string member)
        where TKey : notnull
    {
        nint value;
        nint* parts = stackalloc nint[] { 0, 0 };
        try
        {
            int count = map.Count;
            parts[0] = Tensor<TKey>(api, count);
            parts[1] = Tensor<TValue>(api, count);
            byte* keys = Data<TKey>(api, parts[0]), values = Data<TValue>(api, parts[1]);
            int at = 0;
            foreach (KeyValuePair<TKey, TValue> pair in map)
            {
                if (at == count) MapInput.ThrowChanged(member);
                if (pair.Value is null) MapInput.ThrowNoText(pair.Key, member);
                Write(api, parts[0], keys, at, pair.Key);
                Write(api, parts[1], values, at++, pair.Value);
            }
            if (at != count) MapInput.ThrowChanged(member);
            api.Check(api.CreateValue(parts, 2, (int)OnnxKind.Map, &value));
            return value;
        }
        finally
        {
            // The map holds copies.
            if (parts[0] != 0) api.ReleaseValue(parts[0]);
            if (parts[1] != 0) api.ReleaseValue(parts[1]);
        }
    }

    private static nint Tensor<T>(OrtApi api, long length)
    {
        nint tensor;
        api.Check(api.CreateTensorAsOrtValue(api.DefaultAllocator, &length, 1, (int)MapInput.Element<T>(), &tensor));
        return tensor;
    }

    private static byte* Data<T>(OrtApi api, nint tensor)
    {
        void* data = null;
        if (typeof(T) != typeof(string)) api.Check(api.GetTensorMutableData(tensor, &data));
        return (byte*)data;
    }

    private static void Write<T>(OrtApi api, nint tensor, byte* data, int position, T element)
    {
        if (typeof(T) == typeof(string)) TextWriter.Write(api, tensor, position, (string)(object)element!);
        else Unsafe.WriteUnaligned(data + ((long)position * Unsafe.SizeOf<T>()), element);
    }
}
