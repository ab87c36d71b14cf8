// mutate: label=Price ml=ml metric=RSquared evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Houses;

internal static class Program
{
    private static void Main()
    {
        var ml = new MLContext(seed: 2);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 2);

        var features = ml.Transforms.Concatenate("Features", "Rooms", "Area", "Year");
        var candidates = new Dictionary<string, IEstimator<ITransformer>>
        {
            ["trees"] = features.Append(ml.Regression.Trainers.FastTree("Price")),
            ["forest"] = features.Append(ml.Regression.Trainers.FastForest("Price")),
            ["gam"] = features.Append(ml.Regression.Trainers.Gam("Price")),
        };

        string bestName = "";
        double best = double.MinValue;
        foreach (var (name, candidate) in candidates)
        {
            var folds = ml.Regression.CrossValidate(split.TrainSet, candidate, numberOfFolds: 5, labelColumnName: "Price");
            double mean = folds.Average(f => f.Metrics.RSquared);
            if (mean > best)
            {
                best = mean;
                bestName = name;
            }
        }

        var pipeline = ml.Transforms.Concatenate("Features", "Rooms", "Area", "Year").Append(ml.Regression.Trainers.FastTree("Price"));
        var final = pipeline.Fit(split.TrainSet);
        var metrics = ml.Regression.Evaluate(final.Transform(split.TestSet), "Price");
        Console.WriteLine($"{bestName}: {metrics.RSquared:F3}");
    }
}

public class House
{
    [LoadColumn(0)] public float Rooms { get; set; }
    [LoadColumn(1)] public float Area { get; set; }
    [LoadColumn(2)] public float Year { get; set; }
    [LoadColumn(3)] public float Price { get; set; }
}
