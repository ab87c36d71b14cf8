using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>Writes a string into a tensor of strings: UTF-8 straight into the element's own memory, so zero characters survive.</summary>
internal static unsafe class TextWriter
{
    public static void Write(OrtApi api, nint tensor, int position, ReadOnlySpan<char> text)
    {
        int length = System.Text.Encoding.UTF8.GetByteCount(text);
        byte* element;
        api.Check(api.GetResizedStringTensorElementBuffer(tensor, (nuint)position, (nuint)length, &element));
        if (length > 0) System.Text.Encoding.UTF8.GetBytes(text, new Span<byte>(element, length));
    }
}
