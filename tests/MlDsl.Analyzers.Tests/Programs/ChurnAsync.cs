// mutate: label=Left ml=ml metric=AreaUnderRocCurve evaluate=Evaluate
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Churn;

public static class Training
{
    public static async Task<double> RunAsync(string path, CancellationToken cancellation)
    {
        var ml = new MLContext(seed: 3);
        var subscribers = await Task.Run(() => ml.Data.LoadFromTextFile<Subscriber>(path, separatorChar: ','), cancellation);
        var split = ml.Data.TrainTestSplit(subscribers, testFraction: 0.3, seed: 3);
        var options = new FastTreeBinaryTrainer.Options { LabelColumnName = "Left", FeatureColumnName = "Features", NumberOfLeaves = 31, NumberOfTrees = 200 };
        var pipeline = ml.Transforms.Categorical.OneHotEncoding(new[] { new InputOutputColumnPair("PlanCode", "Plan"), new InputOutputColumnPair("CountryCode", "Country") })
            .Append(ml.Transforms.ReplaceMissingValues("Minutes"))
            .Append(ml.Transforms.Concatenate("Features", "PlanCode", "CountryCode", "Minutes", "Months"))
            .Append(ml.BinaryClassification.Trainers.FastTree(options));
        ITransformer model = await Task.Run(() => pipeline.Fit(split.TrainSet), cancellation);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), labelColumnName: "Left");
        await using (var file = File.Create("churn.zip"))
        {
            ml.Model.Save(model, subscribers.Schema, file);
        }
        return metrics.AreaUnderRocCurve;
    }
}

public sealed class Subscriber
{
    [LoadColumn(0)] public string Plan { get; set; } = "";
    [LoadColumn(1)] public string Country { get; set; } = "";
    [LoadColumn(2)] public float Minutes { get; set; }
    [LoadColumn(3)] public float Months { get; set; }
    [LoadColumn(4)] public bool Left { get; set; }
}
