using MlDsl.Json;

namespace MlDsl.Serving;

/// <summary>A body of JSON with the elements of tensors behind it.</summary>
internal sealed class InferenceBody : ITensorSource
{
    private ReadOnlyMemory<byte> body;
    private int json;

    public void Set(ReadOnlyMemory<byte> body, int json) => (this.body, this.json) = (body, json);

    public void Fill(InferenceCall call, JsonRowFormat format) => InferenceReader.Read(call, format, body.Span[..json], body.Span[json..]);
}
