using System.Text;
using MlDsl.Json;
using MlDsl.Serving.Protocol;

namespace MlDsl.Serving;

/// <summary>The tensors of a message. Their contents are all raw or all typed.</summary>
internal sealed class GrpcTensors(ModelInferRequest request) : ITensorSource
{
    // A tensor of more dimensions than a column can have is refused all the same.
    private const int MostDimensions = 8;

    public void Fill(InferenceCall call, JsonRowFormat format)
    {
        int raw = request.RawInputContents.Count;
        if (raw > 0 && raw != request.Inputs.Count)
        {
            throw new JsonRowException(
                JsonRowProblem.Shape, FormattableString.Invariant($"There are {request.Inputs.Count} inputs and {raw} raw contents; send one for each, or typed contents only"));
        }
        Span<long> shape = stackalloc long[MostDimensions];
        for (int i = 0; i < request.Inputs.Count; i++)
        {
            ModelInferRequest.Types.InferInputTensor sent = request.Inputs[i];
            int dimensions = sent.Shape.Count <= MostDimensions ? sent.Shape.Count
                : throw new JsonRowException(JsonRowProblem.Value, FormattableString.Invariant($"A shape has {sent.Shape.Count} dimensions; a column has at most 2"));
            for (int d = 0; d < dimensions; d++) shape[d] = sent.Shape[d];
            InputTensor tensor = InputTensor.Begin(call, format, Encoding.UTF8.GetBytes(sent.Name), Encoding.UTF8.GetBytes(sent.Datatype), shape[..dimensions]);
            if (raw == 0) GrpcContents.Take(call, in tensor, sent.Contents);
            else if (sent.Contents is not null) throw tensor.Refused(JsonRowProblem.Shape, "has typed contents besides raw ones; send one kind for all inputs");
            else tensor.TakeRaw(call, request.RawInputContents[i].Span);
        }
        InputTensor.CheckComplete(call, format);
        foreach (ModelInferRequest.Types.InferRequestedOutputTensor output in request.Outputs) call.Request(output.Name, null);
    }
}
