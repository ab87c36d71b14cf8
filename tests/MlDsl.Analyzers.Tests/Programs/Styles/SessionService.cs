using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Vision.Api;

public sealed class Detector : IDisposable
{
    private readonly InferenceSession session;
    private readonly SessionOptions options;
    private readonly string input;

    public Detector(string path)
    {
        options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        session = new InferenceSession(path, options);
        input = session.InputMetadata.Keys.First();
    }

    public float[] Detect(ReadOnlySpan<float> pixels, int side)
    {
        var tensor = new DenseTensor<float>(pixels.ToArray(), new[] { 1, 3, side, side });
        var values = new List<NamedOnnxValue> { NamedOnnxValue.CreateFromTensor(input, tensor) };
        /*MLD2102:*/using var results/*=> var results*/ = session.Run(values);
        return results.First().AsEnumerable<float>().ToArray();
    }

    public string Best(ReadOnlySpan<float> pixels, IReadOnlyList<string> labels)
    {
        var scores = Detect(pixels, side: 224);
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best]) best = i;
        }
        return labels[best];
    }

    public void Dispose()
    {
        session.Dispose();
        options.Dispose();
    }
}

[Microsoft.AspNetCore.Mvc.ApiController]
public sealed class DetectController(Detector detector) : Microsoft.AspNetCore.Mvc.ControllerBase
{
    [Microsoft.AspNetCore.Mvc.HttpPost]
    public float[] Post(float[] pixels)
    {
        /*MLD2101:*//*=> using var own = new InferenceSession("detect.onnx");*/
        return detector.Detect(pixels, 224);
    }
}

public static class Gpu
{
    public static SessionOptions Options(int device)
    {
        var options = new SessionOptions();
        options.AppendExecutionProvider_CUDA(device);
        options.AppendExecutionProvider_CPU();
        return options;
    }
}
