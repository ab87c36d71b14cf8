// mutate: ml=ml
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Machines;

public static class Detector
{
    public static void Run(string normalPath, string mixedPath)
    {
        var ml = new MLContext(seed: 1);
        var normal = ml.Data.LoadFromTextFile<Reading>(normalPath, separatorChar: ',');
        var mixed = ml.Data.LoadFromTextFile<Reading>(mixedPath, separatorChar: ',');
        var pipeline = ml.Transforms.Concatenate("Features", "Heat", "Noise", "Speed")
            .Append(ml.Transforms.NormalizeMeanVariance("Features"))
            .Append(ml.AnomalyDetection.Trainers.RandomizedPca(featureColumnName: "Features", rank: 2));
        var model = pipeline.Fit(normal);
        var metrics = ml.AnomalyDetection.Evaluate(model.Transform(mixed), labelColumnName: "Broken");
        Console.WriteLine(metrics.AreaUnderRocCurve);
    }
}

public class Reading
{
    [LoadColumn(0)] public float Heat { get; set; }
    [LoadColumn(1)] public float Noise { get; set; }
    [LoadColumn(2)] public float Speed { get; set; }
    [LoadColumn(3)] public bool Broken { get; set; }
}
