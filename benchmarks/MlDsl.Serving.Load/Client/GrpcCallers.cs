using System.Diagnostics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MlDsl.Serving.Load.Models;
using MlDsl.Serving.Protocol;

namespace MlDsl.Serving.Load.Client;

/// <summary>Callers over gRPC, with raw contents; they share one connection.</summary>
/// <param name="channel">Where gRPC is spoken.</param>
/// <param name="models">The models that can answer.</param>
internal sealed class GrpcCallers(GrpcChannel channel, MadeModels models) : ICallers
{
    private readonly byte[][] answers =
        [.. models.Each.Select(static model => MemoryMarshal.AsBytes<float>(MadeModels.Inputs.Select(row => model.Predict(row)).ToArray()).ToArray())];

    public async Task<Measured> RunAsync(int connections, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        return Measured.Of(await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => CallAsync(watch, time)))));
    }

    private async Task<Measured> CallAsync(Stopwatch watch, TimeSpan time)
    {
        var part = new Measured();
        var client = new GRPCInferenceService.GRPCInferenceServiceClient(channel);
        var request = new ModelInferRequest { ModelName = "trip" };
        foreach ((string name, byte[] elements) in TripRequests.Tensors)
        {
            var input = new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = "FP32" };
            input.Shape.Add(MadeModels.Rows);
            input.Shape.Add(1);
            request.Inputs.Add(input);
            request.RawInputContents.Add(ByteString.CopyFrom(elements));
        }
        while (watch.Elapsed < time)
        {
            long started = Stopwatch.GetTimestamp();
            try
            {
                ModelInferResponse answer = await client.ModelInferAsync(request);
                part.Add(Stopwatch.GetElapsedTime(started));
                int place = Array.FindIndex(answers, fares => answer.RawOutputContents[0].Span.SequenceEqual(fares));
                if (place < 0) part.Mixed++;
                else part.Answers.Add(place);
            }
            catch (RpcException problem) when (problem.Status.DebugException is System.Net.Sockets.SocketException or HttpRequestException)
            {
                // The connection takes no more calls, or there is none: nothing was begun. Whatever the service itself says has no such exception.
                part.Closed++;
                return part;
            }
            catch (RpcException problem)
            {
                Console.Error.WriteLine($"gRPC: {problem.Status}");
                part.Failed++;
            }
        }
        return part;
    }
}
