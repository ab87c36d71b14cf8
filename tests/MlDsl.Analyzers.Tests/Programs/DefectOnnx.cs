// mutate: ml=ml
using System.IO;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Defects;

/// <summary>One session for the life of the service; the card where there is one.</summary>
public sealed class DefectScorer : IDisposable
{
    private const int Side = 64;
    private readonly InferenceSession session;
    private readonly SessionOptions options;

    public DefectScorer(string modelPath)
    {
        options = new SessionOptions();
        try
        {
            options.AppendExecutionProvider_CUDA(0);
        }
        catch (InvalidOperationException)
        {
            Console.Error.WriteLine("no card: the processor is used");
        }
        options.AppendExecutionProvider_CPU();
        session = new InferenceSession(modelPath, options);
    }

    public float Score(ReadOnlyMemory<float> pixels)
    {
        if (pixels.Length != Side * Side) throw new ArgumentException($"{Side * Side} pixels are needed", nameof(pixels));
        long[] shape = [1, 1, Side, Side];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(pixels.ToArray(), shape);
        using var run = new RunOptions();
        using var results = session.Run(run, new Dictionary<string, OrtValue> { ["pixels"] = input }, ["probability"]);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }

    public void Dispose()
    {
        session.Dispose();
        options.Dispose();
    }
}

public static class Endpoints
{
    public static void Add(IServiceCollection services, string modelPath) => services.AddSingleton(_ => new DefectScorer(modelPath));

    public static void Map(IEndpointRouteBuilder app, DefectScorer scorer) =>
        app.MapPost("/defects", (float[] pixels) => new { probability = scorer.Score(pixels) });
}

/// <summary>The same network over a folder of pictures, in batches.</summary>
public static class Batch
{
    public static IReadOnlyList<(string File, float Probability)> Run(string folder, string modelPath)
    {
        var ml = new MLContext();
        var files = Directory.GetFiles(folder, "*.png").Select(f => new Picture { File = f }).ToList();
        IDataView rows = ml.Data.LoadFromEnumerable(files);
        var pipeline = ml.Transforms.LoadImages("image", folder, nameof(Picture.File))
            .Append(ml.Transforms.ResizeImages("image", 64, 64))
            .Append(ml.Transforms.ConvertToGrayscale("image"))
            .Append(ml.Transforms.ExtractPixels("pixels", "image"))
            .Append(ml.Transforms.ApplyOnnxModel("probability", "pixels", modelPath, gpuDeviceId: null, fallbackToCpu: true));
        // Nothing is learned here: fitting only binds the columns.
        ITransformer scorer = pipeline.Fit(ml.Data.LoadFromEnumerable(new List<Picture>()));
        return ml.Data.CreateEnumerable<Scored>(scorer.Transform(rows), reuseRowObject: false)
            .Zip(files, (s, f) => (f.File, s.Probability[0]))
            .OrderByDescending(r => r.Item2)
            .ToList();
    }
}

public class Picture
{
    public string File { get; set; } = "";
}

public class Scored
{
    [ColumnName("probability")] public float[] Probability { get; set; } = [];
}
