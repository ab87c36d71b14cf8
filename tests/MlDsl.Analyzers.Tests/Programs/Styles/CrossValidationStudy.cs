using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Study;

/// <summary>Five folds for each of three learners; the mean decides, and the test rows are asked once.</summary>
internal static class Concrete
{
    private const int Folds = 5;

    private static void Main()
    {
        var ml = new MLContext(seed: 31);
        IDataView mixes = ml.Data.LoadFromTextFile<Mix>("concrete.csv", separatorChar: ',', hasHeader: true);
        var outer = ml.Data.TrainTestSplit(mixes, testFraction: 0.2);

        var candidates = new (string Name, IEstimator<ITransformer> Trainer)[]
        {
            ("linear", ml.Regression.Trainers.Sdca(/*MLD1001:*/"Strength"/*=> "Strenght"*/)),
            ("forest", ml.Regression.Trainers.FastForest("Strength", /*MLD1001:*/"Features"/*=> "Feature"*/)),
            ("boosted", ml.Regression.Trainers.FastTree("Strength")),
        };

        var scores = new List<(string Name, double Mean, double Spread)>();
        foreach (var (name, trainer) in candidates)
        {
            var results = ml.Regression.CrossValidate(/*MLD1102:*/outer.TrainSet/*=> outer.TestSet*/, Prepared(ml, trainer), numberOfFolds: Folds, labelColumnName: "Strength");
            double mean = results.Average(r => r.Metrics.RootMeanSquaredError);
            scores.Add((name, mean, results.Max(r => r.Metrics.RootMeanSquaredError) - results.Min(r => r.Metrics.RootMeanSquaredError)));
            Console.WriteLine($"{name}: {/*MLD1603:*/mean/*=> results.Min(r => r.Metrics.MeanAbsoluteError)*/:F2}");
        }

        string best = scores.OrderBy(s => s.Mean).First().Name;
        var chosen = candidates.Single(c => c.Name == best);
        ITransformer final = Prepared(ml, chosen.Trainer).Fit(/*MLD1102:*/outer.TrainSet/*=> outer.TestSet*/);
        var test = ml.Regression.Evaluate(final.Transform(/*MLD1101:*/outer.TestSet/*=> outer.TrainSet*/), labelColumnName: /*MLD1006:*/"Strength"/*=> "Age"*/);
        Console.WriteLine($"test: {test.RootMeanSquaredError:F2}");
        ml.Model.Save(/*MLD1603:*/final/*=> ml.Regression.CrossValidate(outer.TrainSet, Prepared(ml, ml.Regression.Trainers.FastTree("Strength")), labelColumnName: "Strength").OrderBy(r => r.Metrics.RootMeanSquaredError).First().Model*/, mixes.Schema, "concrete.zip");
    }

    private static IEstimator<ITransformer> Prepared(MLContext ml, IEstimator<ITransformer> trainer) => ml.Transforms
        .Concatenate("Features", "Cement", "Water", /*MLD1001:*/"Age"/*=> "Days"*//*MLD1201:*//*=> , "Strength"*/)
        .Append(ml.Transforms.NormalizeMeanVariance("Features"))
        .Append(trainer);
}

internal sealed class Mix
{
    [LoadColumn(0)] public float Cement { get; set; }
    [LoadColumn(3)] public float Water { get; set; }
    [LoadColumn(7)] public /*MLD1012:*/float/*=> float?*/ Age { get; set; }
    [LoadColumn(8)] public float Strength { get; set; }
}
