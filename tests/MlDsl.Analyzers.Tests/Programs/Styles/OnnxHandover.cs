using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Handover;

/// <summary>Trains with ML.NET, hands the model over as ONNX, and scores with ONNX Runtime elsewhere.</summary>
public sealed class Exporter
{
    public required string Folder { get; init; }
    public MLContext Ml { get; } = new(seed: 0);

    public string Export(string data)
    {
        var view = Ml.Data.LoadFromTextFile<Flow>(data, separatorChar: ',', hasHeader: true);
        var split = Ml.Data.TrainTestSplit(view, 0.2);
        var pipeline = Ml.Transforms.Concatenate("Features", nameof(Flow.Volume), /*MLD1001:*/nameof(Flow.Density)/*=> "Mass"*//*MLD1201:*//*=> , nameof(Flow.Leaks)*/)
            .Append(Ml.Transforms./*MLD2105:*/NormalizeMinMax/*=> NormalizeRobustScaling*/("Features"))
            .Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression(/*MLD1001:*/nameof(Flow.Leaks)/*=> "Leaking"*/, "Features"));
        var model = pipeline.Fit(/*MLD1102:*/split.TrainSet/*=> split.TestSet*/);
        var metrics = Ml.BinaryClassification.Evaluate(model.Transform(/*MLD1101:*/split.TestSet/*=> split.TrainSet*/), nameof(Flow.Leaks));
        Console.WriteLine(metrics.Entropy);

        string path = Path.Combine(Folder, "leaks.onnx");
        using FileStream stream = File.Create(path);
        Ml.Model.ConvertToOnnx(model, view, stream);
        return path;
    }
}

public sealed class LeakScorer : IDisposable
{
    private readonly InferenceSession session;

    public LeakScorer(string path)
    {
        using var options = new SessionOptions();
        session = new InferenceSession(path, options);
    }

    public IReadOnlyList<float> Score(IReadOnlyList<Flow> flows)
    {
        var scores = new List<float>();
        foreach (Flow flow in flows)
        {
            var inputs = new[]
            {
                NamedOnnxValue.CreateFromTensor("Volume", new DenseTensor<float>(new[] { flow.Volume }, new[] { 1, 1 })),
                NamedOnnxValue.CreateFromTensor("Density", new DenseTensor<float>(new[] { flow.Density }, new[] { 1, 1 })),
            };
            /*MLD2102:*/using var results/*=> var results*/ = session.Run(inputs);
            scores.Add(results.First().AsEnumerable<float>().First());
        }
        return scores;
    }

    public void Dispose() => session.Dispose();
}

public static class Scoring
{
    private static readonly Lazy<LeakScorer> Scorer = new(() => new LeakScorer("leaks.onnx"));

    public static void Map(Microsoft.AspNetCore.Builder.IEndpointRouteBuilder app) => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(app, "/leaks", (Flow flow) =>
    {
        /*MLD2101:*//*=> using var session = new InferenceSession("leaks.onnx");*/
        return Scorer.Value.Score([flow])[0];
    });
}

public class Flow
{
    [LoadColumn(0)] public float Volume { get; set; }
    [LoadColumn(1)] public float Density { get; set; }
    [LoadColumn(2)] public /*MLD1004:*/bool/*=> float*/ Leaks { get; set; }
}
