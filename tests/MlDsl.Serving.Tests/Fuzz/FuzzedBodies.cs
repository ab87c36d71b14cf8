using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using MlDsl.Serving.Protocol;
using MlDsl.Serving.Tests.Rows;

namespace MlDsl.Serving.Tests.Fuzz;

/// <summary>Requests to an endpoint that a seed draws: good ones that were damaged, in what they say or in their bytes.</summary>
internal static class FuzzedBodies
{
    /// <summary>The endpoints that take bodies.</summary>
    public static readonly string[] Kinds = ["row", "rows", "infer_json", "infer_binary", "grpc"];

    private const string Loan = """{"purpose":"car","amount":3.5,"origin":"north"}""", Infer = "/v2/models/{model}/infer", Grpc = "/inference.GRPCInferenceService/ModelInfer";

    /// <summary>The request whose answer must always be the same.</summary>
    public static FuzzedRequest Good(string kind) => Request(kind, seed: -1);

    /// <summary>A damaged one.</summary>
    public static FuzzedRequest Drawn(string kind, int seed)
    {
        FuzzedRequest request = Request(kind, seed);
        var damage = new Damage(~seed);
        byte[] body = request.Body;
        // What was said wrongly already may be damaged besides.
        if (damage.OneIn(request.IsGrpc ? 3 : 4)) body = request.IsGrpc ? Framed(damage.Bytes(body[5..]), damage) : damage.Bytes(body);
        return request with
        {
            Body = body,
            Cut = damage.OneIn(3) ? damage.Next(body.Length + 1) : 0,
            SaysLength = !damage.OneIn(8),
            ContentType = request.IsGrpc || !damage.OneIn(50) ? request.ContentType : damage.Of<string?>([null, "", "text/plain", "application/json; charset=utf-16", "application/vnd.x+json", ";;;"]),
        };
    }

    private static FuzzedRequest Request(string kind, int seed)
    {
        // Without a seed nothing is wrong.
        Damage? damage = seed < 0 ? null : new Damage(seed);
        switch (kind)
        {
            case "row":
                bool isLoan = damage?.OneIn(3) ?? false;
                string row = isLoan ? Loan : Made.Json;
                return new(isLoan ? "/loan" : "/ride", Damage.Utf8(Told(row, damage)));
            case "rows":
                isLoan = damage?.OneIn(3) ?? false;
                string rows = $"[{string.Join(',', Enumerable.Repeat(isLoan ? Loan : Made.Json, 1 + (damage?.Next(4) ?? 2)))}]";
                return new(isLoan ? "/loan" : "/ride", Damage.Utf8(Told(rows, damage)));
            case "infer_json":
                string json = Tensors(damage, isBinary: false).Json;
                return new(Infer, Damage.Utf8(damage is not null && damage.OneIn(2) ? damage.Tokens(json) : json)) { Model = "ride" };
            case "infer_binary":
                (json, byte[] binary) = Tensors(damage, isBinary: true);
                byte[] head = Damage.Utf8(damage is not null && damage.OneIn(4) ? damage.Tokens(json) : json);
                string length = damage is null || !damage.OneIn(8) ? head.Length.ToString(CultureInfo.InvariantCulture)
                    : damage.Of(["", "-1", "0", "4294967296", (head.Length + 1).ToString(CultureInfo.InvariantCulture), (head.Length - 1).ToString(CultureInfo.InvariantCulture), int.MaxValue.ToString(CultureInfo.InvariantCulture), "x"]);
                return new(Infer, [.. head, .. binary]) { Model = "ride", ContentType = "application/octet-stream", Headers = [("Inference-Header-Content-Length", length)] };
            default:
                return new(Grpc, Framed(Message(damage).ToByteArray(), damage)) { ContentType = "application/grpc" };
        }
    }

    // One in eight says what it should, so that what is wrong with others is the bytes alone.
    private static string Told(string json, Damage? damage) => damage is null || damage.OneIn(8) ? json : damage.Tokens(json);

    private static (string Json, byte[] Binary) Tensors(Damage? damage, bool isBinary)
    {
        var (json, binary) = (new StringBuilder("{"), new List<byte>());
        if (damage?.OneIn(4) ?? false) json.Append(CultureInfo.InvariantCulture, $"\"id\":{damage.Value()},");
        if (damage?.OneIn(3) ?? isBinary) json.Append("\"parameters\":{\"binary_data_output\":true},");
        if (damage?.OneIn(6) ?? false) json.Append(CultureInfo.InvariantCulture, $"\"outputs\":[{{\"name\":{(damage.OneIn(2) ? "\"prediction\"" : damage.Value())},\"parameters\":{{\"binary_data\":{damage.Value()}}}}}],");
        json.Append("\"inputs\":[");
        foreach ((string name, string type, byte[] elements, string data) in FuzzedTensors.Of(damage))
        {
            json.Append(CultureInfo.InvariantCulture, $"{{\"name\":\"{name}\",\"shape\":[{string.Join(',', FuzzedTensors.Shape(damage))}],\"datatype\":\"{type}\",");
            if (isBinary && !(damage?.OneIn(20) ?? false))
            {
                long size = damage is null || !damage.OneIn(20) ? elements.Length : damage.Of<long>([-1, 0, elements.Length + 1, elements.Length - 1, int.MaxValue, long.MaxValue]);
                json.Append(CultureInfo.InvariantCulture, $"\"parameters\":{{\"binary_data_size\":{size}}}}},");
                binary.AddRange(elements);
            }
            else json.Append(CultureInfo.InvariantCulture, $"\"data\":{(damage?.OneIn(20) ?? false ? damage.Value() : data)}}},");
        }
        if (json[^1] == ',') json.Length--;
        return (json.Append("]}").ToString(), [.. binary]);
    }

    private static ModelInferRequest Message(Damage? damage)
    {
        var request = new ModelInferRequest { ModelName = damage?.OneIn(50) ?? false ? damage.Of(["", "../ride", "loan", "none"]) : "ride", Id = damage?.OneIn(4) ?? false ? new string('i', damage.Next(400)) : "" };
        if (damage?.OneIn(20) ?? false) request.ModelVersion = damage.Of(["7", "8", "", "\0"]);
        if (damage?.OneIn(8) ?? false) request.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = damage.OneIn(2) ? "prediction" : "no such" });
        bool isRaw = damage?.OneIn(2) ?? true;
        foreach ((string name, string type, byte[] elements, _) in FuzzedTensors.Of(damage))
        {
            var input = new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = type };
            input.Shape.AddRange(FuzzedTensors.Shape(damage));
            if (isRaw && !(damage?.OneIn(40) ?? false)) request.RawInputContents.Add(ByteString.CopyFrom(elements));
            if (damage is not null && (!isRaw || damage.OneIn(40))) input.Contents = FuzzedTensors.Contents(type, elements, damage);
            request.Inputs.Add(input);
        }
        return request;
    }

    // A flag of compression and a length stand before each message.
    private static byte[] Framed(byte[] message, Damage? damage)
    {
        byte[] frame = new byte[5 + message.Length];
        uint length = (uint)message.Length;
        if (damage is not null && damage.OneIn(50)) length = damage.Of<uint>([0, length + 1, length - 1, int.MaxValue, uint.MaxValue]);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
