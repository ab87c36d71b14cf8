// mutate: ml=ml
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Segments;

public static class Clustering
{
    public static double Run(string path, int clusters)
    {
        var ml = new MLContext(seed: 5);
        var customers = ml.Data.LoadFromTextFile<Customer>(path, hasHeader: true, separatorChar: ';');
        var pipeline = ml.Transforms.Categorical.OneHotEncoding("RegionCode", nameof(Customer.Region))
            .Append(ml.Transforms.Concatenate("Numbers", nameof(Customer.Orders), nameof(Customer.Spent)))
            .Append(ml.Transforms.NormalizeMeanVariance("Numbers"))
            .Append(ml.Transforms.Concatenate("Features", "RegionCode", "Numbers"))
            .Append(ml.Clustering.Trainers.KMeans("Features", numberOfClusters: clusters));
        var model = pipeline.Fit(customers);
        var metrics = ml.Clustering.Evaluate(model.Transform(customers), scoreColumnName: "Score", featureColumnName: "Features");
        var engine = ml.Model.CreatePredictionEngine<Customer, Segment>(model);
        Console.WriteLine(engine.Predict(new Customer { Region = "North", Orders = 3, Spent = 20 }).Cluster);
        return metrics.AverageDistance;
    }
}

public class Customer
{
    [LoadColumn(0)] public string Region { get; set; } = "";
    [LoadColumn(1)] public float Orders { get; set; }
    [LoadColumn(2)] public float Spent { get; set; }
}

public class Segment
{
    [ColumnName("PredictedLabel")] public uint Cluster { get; set; }
    [ColumnName("Score")] public float[] Distances { get; set; } = [];
}
