using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MlDsl.Serving.Protocol;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Load;

/// <summary>Batches of rows of which no two are equal, as tensors.</summary>
/// <param name="channel">Where gRPC is spoken; calls share its connection.</param>
internal sealed class Batches(GrpcChannel channel)
{
    public const int Rows = 64;

    private static readonly Ride.Input[] Inputs =
    [
        .. Enumerable.Range(0, Rows).Select(static i => Made.Input with
        {
            Vendor = i % 2 == 0 ? "CMT" : "VTS",
            Seconds = 60 + (40 * i),
            Miles = 0.25f * i,
            Payment = i % 3 == 0 ? Payment.Cash : Payment.Card,
            Riders = 1 + (i % 4),
            Toll = i % 5 == 0,
        }),
    ];

    private static readonly (string Name, string Type, byte[] Elements)[] Tensors =
    [
        ("vendor", "BYTES", Each(static row => Text(row.Vendor))),
        ("seconds", "FP32", Each(static row => BitConverter.GetBytes(row.Seconds))),
        ("miles", "FP32", Each(static row => BitConverter.GetBytes(row.Miles ?? float.NaN))),
        ("payment", "BYTES", Each(static row => Text(row.Payment.ToString()))),
        ("riders", "INT32", Each(static row => BitConverter.GetBytes(row.Riders))),
        ("at", "BYTES", Each(static row => Text(row.At.ToString("s", CultureInfo.InvariantCulture)))),
        ("toll", "BOOL", Each(static row => [row.Toll ? (byte)1 : (byte)0])),
    ];

    // What each of the two models says; nothing else is an answer.
    private static readonly byte[][] Fares =
        [Each(static row => BitConverter.GetBytes(Made.Ride.Predict(row))), Each(static row => BitConverter.GetBytes(Made.OtherRide.Predict(row)))];

    /// <summary>Callers over HTTP, whose answer is known to be the model's.</summary>
    public static async Task<Callers> OfBinaryAsync(Uri address)
    {
        var json = new StringBuilder("""{"parameters":{"binary_data_output":true},"inputs":[""");
        foreach (var (name, type, elements) in Tensors)
        {
            json.Append(CultureInfo.InvariantCulture, $$$"""{"name":"{{{name}}}","datatype":"{{{type}}}","shape":[{{{Rows}}},1],"parameters":{"binary_data_size":{{{elements.Length}}}}},""");
        }
        json.Length--;
        byte[] head = Encoding.UTF8.GetBytes(json.Append("]}").ToString()), body = [.. head, .. Tensors.SelectMany(static t => t.Elements)];
        using var client = new HttpClient { BaseAddress = address };
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/octet-stream");
        content.Headers.Add("Inference-Header-Content-Length", head.Length.ToString(CultureInfo.InvariantCulture));
        using HttpResponseMessage response = await client.PostAsync(new Uri("/v2/models/ride/infer", UriKind.Relative), content);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        if (!answer.AsSpan().EndsWith(Fares[0])) throw new InvalidOperationException("The model answers other than it predicts: " + Encoding.UTF8.GetString(answer));
        return new Callers(address, "/v2/models/ride/infer", body, FormattableString.Invariant($"Content-Type: application/octet-stream\r\nInference-Header-Content-Length: {head.Length}"), [answer, [.. answer[..^Fares[0].Length], .. Fares[1]]]);
    }

    /// <summary>Asks over gRPC for some time, each caller one at a time.</summary>
    public async Task<Measured> RunAsync(int callers, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var parts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(watch, time))));
        return Measured.Of(parts, watch.Elapsed);
    }

    private async Task<Measured> CallAsync(Stopwatch watch, TimeSpan time)
    {
        var part = new Measured();
        var client = new GRPCInferenceService.GRPCInferenceServiceClient(channel);
        var request = new ModelInferRequest { ModelName = "ride" };
        foreach (var (name, type, elements) in Tensors)
        {
            var input = new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = type };
            input.Shape.Add(Rows);
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
                int place = Array.FindIndex(Fares, fares => answer.RawOutputContents[0].Span.SequenceEqual(fares));
                if (place < 0) part.Mixed++;
                else part.Answers.Add(place);
            }
            catch (RpcException)
            {
                part.Failed++;
            }
        }
        return part;
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = new byte[4 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, text.Length);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(4));
        return bytes;
    }

    private static byte[] Each(Func<Ride.Input, byte[]> element) => [.. Inputs.SelectMany(element)];
}
