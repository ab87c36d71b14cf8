using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// Reads tensors of strings. A string that equals the last one read at its position is not made again: class names repeat from call to
/// call, and then reading them allocates nothing.
/// </summary>
internal sealed unsafe class TextReader(OrtApi api) : IDisposable
{
    private AlignedBuffer bytes = new(api.Processor);
    private AlignedBuffer offsets = new(api.Processor);
    private string?[] last = [];
    private int count;
    private nuint total;

    /// <summary>Takes all strings of a tensor; they are valid until the next call.</summary>
    public void Read(nint tensor, int length)
    {
        count = length;
        nuint size = 0;
        if (length > 0) api.Check(api.GetStringTensorDataLength(tensor, &size));
        total = size;
        bytes.Reserve(total);
        offsets.Reserve((nuint)length * (nuint)sizeof(nuint));
        if (length > 0) api.Check(api.GetStringTensorContent(tensor, bytes.Data, total, (nuint*)offsets.Data, (nuint)length));
        if (last.Length < length) Array.Resize(ref last, length);
    }

    /// <summary>The UTF-8 bytes at a position.</summary>
    public ReadOnlySpan<byte> Utf8(int position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)count, nameof(position));
        var starts = (nuint*)offsets.Data;
        nuint end = position + 1 < count ? starts[position + 1] : total;
        return new ReadOnlySpan<byte>((byte*)bytes.Data + starts[position], checked((int)(end - starts[position])));
    }

    /// <summary>The string at a position.</summary>
    public string Text(int position)
    {
        ReadOnlySpan<byte> utf8 = Utf8(position);
        return last[position] is { } text && SameText(utf8, text) ? text : last[position] = System.Text.Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Whether UTF-8 bytes spell a string, without making one.</summary>
    public static bool SameText(ReadOnlySpan<byte> utf8, string text)
    {
        Span<byte> buffer = stackalloc byte[256];
        return text.Length <= utf8.Length && utf8.Length <= buffer.Length
            && System.Text.Encoding.UTF8.TryGetBytes(text, buffer, out int written)
            && utf8.SequenceEqual(buffer[..written]);
    }

    public void Dispose()
    {
        bytes.Free();
        offsets.Free();
    }
}
