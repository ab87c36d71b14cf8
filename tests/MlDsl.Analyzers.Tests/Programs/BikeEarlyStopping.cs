// mutate: label=Rentals ml=ml metric=RootMeanSquaredError evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bikes;

public static class Program
{
    public static void Main()
    {
        var ml = new MLContext(seed: 9);
        var days = ml.Data.LoadFromTextFile<Day>("days.csv", hasHeader: true, separatorChar: ',');
        var outer = ml.Data.TrainTestSplit(days, testFraction: 0.2);
        var inner = ml.Data.TrainTestSplit(outer.TrainSet, testFraction: 0.2);

        var preparation = ml.Transforms.Concatenate("Features", "Season", "Temperature", "Wind").Append(ml.Transforms.NormalizeMinMax("Features")).Fit(inner.TrainSet);
        var trainer = ml.Regression.Trainers.LightGbm(labelColumnName: "Rentals");
        var model = trainer.Fit(preparation.Transform(inner.TrainSet), preparation.Transform(inner.TestSet));

        var validation = ml.Regression.Evaluate(model.Transform(preparation.Transform(inner.TestSet)), "Rentals");
        var test = ml.Regression.Evaluate(model.Transform(preparation.Transform(outer.TestSet)), "Rentals");
        Console.WriteLine($"{validation.RootMeanSquaredError:F1} {test.RootMeanSquaredError:F1}");
        ml.Model.Save(preparation.Append(model), days.Schema, "bikes.zip");
    }
}

public class Day
{
    [LoadColumn(0)] public float Season { get; set; }
    [LoadColumn(1)] public float Temperature { get; set; }
    [LoadColumn(2)] public float Wind { get; set; }
    [LoadColumn(3)] public float Rentals { get; set; }
}
