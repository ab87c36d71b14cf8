using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MlDsl.Serving.Load.Models;

namespace MlDsl.Serving.Load.Client;

/// <summary>The requests, of the same rows for all.</summary>
internal static class TripRequests
{
    private static readonly string[] Names = ["seconds", "miles", "riders", "tolls", "hour", "weekday", "pickup", "dropoff"];

    /// <summary>The columns of a batch as tensors of float32.</summary>
    public static IReadOnlyList<(string Name, byte[] Elements)> Tensors { get; } =
        [.. Names.Select(static (name, i) => (name, Bytes([.. MadeModels.Inputs.Select(row => MadeModels.Features(row)[i])])))];

    /// <summary>One row in JSON.</summary>
    public static Callers Row(Uri address, string route) => Json(address, route, Text(MadeModels.Inputs[0]));

    /// <summary>A batch as an array in JSON.</summary>
    public static Callers Rows(Uri address, string route) => Json(address, route, $"[{string.Join(',', MadeModels.Inputs.Select(static row => Text(row)))}]");

    /// <summary>A batch as nothing but the features of its rows.</summary>
    public static Callers Raw(Uri address, string route) =>
        new(address, route, Bytes([.. MadeModels.Inputs.SelectMany(static row => MadeModels.Features(row))]), "Content-Type: application/octet-stream");

    /// <summary>A batch as binary tensors of the Open Inference Protocol.</summary>
    public static Callers Binary(Uri address, string route)
    {
        var json = new StringBuilder("""{"parameters":{"binary_data_output":true},"inputs":[""");
        foreach ((string name, byte[] elements) in Tensors)
            json.Append(CultureInfo.InvariantCulture, $$$"""{"name":"{{{name}}}","datatype":"FP32","shape":[{{{MadeModels.Rows}}},1],"parameters":{"binary_data_size":{{{elements.Length}}}}},""");
        json.Length--;
        byte[] head = Encoding.UTF8.GetBytes(json.Append("]}").ToString());
        return new(address, route, [.. head, .. Tensors.SelectMany(static t => t.Elements)], FormattableString.Invariant($"Content-Type: application/octet-stream\r\nInference-Header-Content-Length: {head.Length}"));
    }

    /// <summary>Whether an answer in JSON, whole or in one chunk, is what a model predicts: the bits of our own, and of peers that sum otherwise nearly so.</summary>
    public static Func<byte[], bool> IsJson(TripModel model, int rows, bool isExact) => body =>
    {
        string text = Encoding.UTF8.GetString(body).Split("\r\n") is [_, var chunk, ..] ? chunk : Encoding.UTF8.GetString(body);
        return AreEqual(model, [.. text.Trim('[', ']').Split(',').Select(static number => float.Parse(number, CultureInfo.InvariantCulture))], rows, isExact);
    };

    /// <summary>The same of an answer that ends in the scores of a batch.</summary>
    public static Func<byte[], bool> IsRaw(TripModel model, bool isExact) => body =>
        AreEqual(model, MemoryMarshal.Cast<byte, float>(body.AsSpan(Math.Max(0, body.Length - (MadeModels.Rows * sizeof(float))))).ToArray(), MadeModels.Rows, isExact);

    private static bool AreEqual(TripModel model, float[] said, int rows, bool isExact)
    {
        float[] expected = [.. MadeModels.Inputs.Take(rows).Select(row => model.Predict(row))];
        return said.Length == rows && said.Zip(expected).All(pair => isExact ? pair.First.Equals(pair.Second) : MathF.Abs(pair.First - pair.Second) <= 1e-4f * (1 + MathF.Abs(pair.Second)));
    }

    private static Callers Json(Uri address, string route, string body) => new(address, route, Encoding.UTF8.GetBytes(body), "Content-Type: application/json");

    private static string Text(Trip.Input row) => "{" + string.Join(',', MadeModels.Features(row).Select(static (value, i) => string.Create(CultureInfo.InvariantCulture, $"\"{Names[i]}\":{value}"))) + "}";

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
