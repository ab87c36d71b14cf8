using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using MlDsl.Serving.Load.Models;

namespace MlDsl.Serving.Load.Server;

/// <summary>A row as the minimal APIs beside ours take it: by the serializer's generated metadata, which is the fastest that there is.</summary>
internal sealed record TripBody(float Seconds, float Miles, float Riders, float Tolls, float Hour, float Weekday, float Pickup, float Dropoff)
{
    public void CopyTo(Span<float> to) => (to[0], to[1], to[2], to[3], to[4], to[5], to[6], to[7]) = (Seconds, Miles, Riders, Tolls, Hour, Weekday, Pickup, Dropoff);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TripBody))]
[JsonSerializable(typeof(TripBody[]))]
[JsonSerializable(typeof(float))]
[JsonSerializable(typeof(float[]))]
internal sealed partial class TripBodies : JsonSerializerContext;

/// <summary>The same forest behind a minimal API, as it is written without this library: rows in JSON, and batches as nothing but the floats of the rows, which is less work than any protocol makes.</summary>
internal sealed class Peers : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly PredictionEngine<TripVector, TripScore> engine;
    private readonly object gate = new();

    public Peers(string folder)
    {
        // On cores that serve requests one thread to each call is the fastest.
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        session = new InferenceSession(MadeModels.OnnxFile(folder), options);
        var ml = new MLContext(seed: 1);
        engine = ml.Model.CreatePredictionEngine<TripVector, TripScore>(ml.Model.Load(MadeModels.MlNetFile(folder), out _));
    }

    public void Map(WebApplication app)
    {
        app.MapPost("/onnx", (TripBody row) =>
        {
            var features = new float[TripVector.Width];
            row.CopyTo(features);
            return Onnx(features)[0];
        });
        app.MapPost("/onnx/rows", (TripBody[] rows) => Onnx(Features(rows)));
        app.MapPost("/onnx/raw", context => RawAsync(context, Onnx));
        app.MapPost("/mlnet", (TripBody row) =>
        {
            var features = new float[TripVector.Width];
            row.CopyTo(features);
            return MlNet(features)[0];
        });
        app.MapPost("/mlnet/raw", context => RawAsync(context, MlNet));
    }

    public void Dispose()
    {
        session.Dispose();
        run.Dispose();
        engine.Dispose();
    }

    private static float[] Features(TripBody[] rows)
    {
        var features = new float[TripVector.Width * rows.Length];
        for (int i = 0; i < rows.Length; i++) rows[i].CopyTo(features.AsSpan(i * TripVector.Width));
        return features;
    }

    private float[] Onnx(float[] features)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(features, [features.Length / TripVector.Width, TripVector.Width]);
        using var outputs = session.Run(run, session.InputNames, [input], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    // An engine is not safe for several threads.
    private float[] MlNet(float[] features)
    {
        var scores = new float[features.Length / TripVector.Width];
        var (row, score) = (new TripVector(), new TripScore());
        lock (gate)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                features.AsSpan(i * TripVector.Width, TripVector.Width).CopyTo(row.Features);
                engine.Predict(row, ref score);
                scores[i] = score.Score;
            }
        }
        return scores;
    }

    private static async Task RawAsync(HttpContext context, Func<float[], float[]> predict)
    {
        ReadOnlySequence<byte> body = await Bodies.ReadAsync(context.Request);
        var features = new float[body.Length / sizeof(float)];
        body.CopyTo(MemoryMarshal.AsBytes(features.AsSpan()));
        context.Request.BodyReader.AdvanceTo(body.End);
        float[] scores = predict(features);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = scores.Length * sizeof(float);
        context.Response.BodyWriter.Write(MemoryMarshal.AsBytes<float>(scores));
        await context.Response.BodyWriter.FlushAsync();
    }
}
