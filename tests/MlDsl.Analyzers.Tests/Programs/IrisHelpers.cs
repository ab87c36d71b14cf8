// mutate: label=Species ml=ml metric=MacroAccuracy evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Iris;

internal static class Program
{
    private static readonly string[] Measures = ["SepalLength", "SepalWidth", "PetalLength", "PetalWidth"];

    private static void Main()
    {
        var ml = new MLContext(1);
        var (train, test) = Split(ml, "iris.csv");
        ITransformer model = Train(ml, train);
        Report(ml, model, test);
        ml.Model.Save(model, train.Schema, "iris.zip");
        var engine = ml.Model.CreatePredictionEngine<Flower, FlowerPrediction>(model);
        Console.WriteLine(engine.Predict(new Flower { SepalLength = 5, SepalWidth = 3, PetalLength = 1, PetalWidth = 0.2f }).PredictedLabel);
    }

    private static (IDataView Train, IDataView Test) Split(MLContext ml, string path)
    {
        IDataView all = ml.Data.LoadFromTextFile<Flower>(path, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(all, testFraction: 0.2);
        return (split.TrainSet, split.TestSet);
    }

    private static ITransformer Train(MLContext ml, IDataView rows)
    {
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", "Species")
            .Append(ml.Transforms.Concatenate("Features", Measures))
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .AppendCacheCheckpoint(ml)
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        return pipeline.Fit(rows);
    }

    private static void Report(MLContext ml, ITransformer model, IDataView rows)
    {
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(rows));
        Console.WriteLine(metrics.MacroAccuracy);
    }
}

public class Flower
{
    [LoadColumn(0)] public float SepalLength;
    [LoadColumn(1)] public float SepalWidth;
    [LoadColumn(2)] public float PetalLength;
    [LoadColumn(3)] public float PetalWidth;
    [LoadColumn(4)] public string Species = "";
}

public class FlowerPrediction
{
    public string PredictedLabel = "";
    public float[] Score = [];
}
