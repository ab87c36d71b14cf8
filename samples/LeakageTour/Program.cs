using Microsoft.ML;
using Microsoft.ML.Data;

// Plain ML.NET code with eight leaks. Nothing of MlDsl is used; its analyzers are referenced, and the build names each leak.
var ml = new MLContext(seed: 1);
var flats = ml.Data.LoadFromTextFile<Flat>("flats.csv", hasHeader: true, separatorChar: ',');

// 1. The bins are chosen by the price of rows that are held out afterwards.
var prepared = ml.Transforms.NormalizeSupervisedBinning("Area", labelColumnName: "Price").Fit(flats).Transform(flats);
var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);

// 2. The price is among the features.
var everything = ml.Transforms.Concatenate("Features", "Area", "Rooms", "Price")
    .Append(ml.Regression.Trainers.FastForest("Price"));
Console.WriteLine(ml.Regression.Evaluate(everything.Fit(split.TrainSet).Transform(split.TestSet), "Price").RSquared);

// 3. The model is scored on the rows it has learnt by heart.
var trees = ml.Transforms.Concatenate("Features", "Area", "Rooms").Append(ml.Regression.Trainers.FastForest("Price"));
var remembered = trees.Fit(split.TrainSet);
Console.WriteLine(ml.Regression.Evaluate(remembered.Transform(split.TrainSet), "Price").RSquared);

// 4. The model is fitted on the rows that were to test it.
var again = ml.Data.TrainTestSplit(flats, testFraction: 0.2);
var swapped = trees.Fit(again.TestSet);
Console.WriteLine(swapped.Transform(again.TrainSet).Schema.Count);

// 5. A missing price is made up from the others.
var imputed = ml.Transforms.ReplaceMissingValues("Price").Append(trees).Fit(flats);
Console.WriteLine(imputed.Transform(flats).Schema.Count);

// 6. The best of the folds is shipped, and the luck with it.
var best = ml.Regression.CrossValidate(flats, trees, labelColumnName: "Price").OrderByDescending(f => f.Metrics.RSquared).First().Model;
ml.Model.Save(best, flats.Schema, "flats.zip");

// 7. The test rows choose the size of the forest.
double top = double.MinValue;
foreach (int size in new[] { 10, 50, 100 })
{
    var candidate = ml.Transforms.Concatenate("Features", "Area", "Rooms").Append(ml.Regression.Trainers.FastForest("Price", numberOfTrees: size));
    var score = ml.Regression.Evaluate(candidate.Fit(split.TrainSet).Transform(split.TestSet), "Price");
    if (score.RSquared > top) top = score.RSquared;
}

// 8. New flats are scaled by their own spread.
var scaler = ml.Transforms.NormalizeMinMax("Rooms");
var forest = ml.Transforms.Concatenate("Features", "Area", "Rooms").Append(ml.Regression.Trainers.FastForest("Price")).Fit(flats);
var fresh = ml.Data.LoadFromTextFile<Flat>("new-flats.csv", hasHeader: true, separatorChar: ',');
Console.WriteLine(forest.Transform(scaler.Fit(fresh).Transform(fresh)).Schema.Count);

/// <summary>A row of the file.</summary>
public class Flat
{
    [LoadColumn(0)] public float Area { get; set; }
    [LoadColumn(1)] public float Rooms { get; set; }
    [LoadColumn(2)] public float Price { get; set; }
}
