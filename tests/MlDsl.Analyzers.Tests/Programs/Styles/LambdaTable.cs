using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Crops;

public class Comparison
{
    private readonly MLContext mlContext = new MLContext(seed: 123);

    private Dictionary<string, Func<IEstimator<ITransformer>>> Trainers => new Dictionary<string, Func<IEstimator<ITransformer>>>
    {
        ["Tree"] = () => mlContext.MulticlassClassification.Trainers.LightGbm(/*MLD1001:*/"Label"/*=> "Class"*/),
        ["MaxEnt"] = () => mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(labelColumnName: "Label", featureColumnName: /*MLD1001:*/"Features"/*=> "Inputs"*/),
        ["OneVersusAll"] = () => mlContext.MulticlassClassification.Trainers.OneVersusAll(mlContext.BinaryClassification.Trainers.AveragedPerceptron("Label")),
    };

    public string Choose(string file)
    {
        var fields = mlContext.Data.LoadFromTextFile<Field>(file, hasHeader: true, separatorChar: ',');
        var first = mlContext.Data.TrainTestSplit(fields, testFraction: 0.2);
        var second = mlContext.Data.TrainTestSplit(first.TrainSet, testFraction: 0.2);

        var results = Trainers.Select(pair =>
        {
            var model = Prepare().Append(pair.Value()).Fit(/*MLD1102:*/second.TrainSet/*=> first.TestSet*/);
            var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(/*MLD1104:*/second.TestSet/*=> second.TrainSet*/)/*MLD1006:*//*=> , "Crop"*/);
            return (pair.Key, Model: model, metrics.MacroAccuracy);
        }).OrderByDescending(r => r.MacroAccuracy).ToList();

        var best = results[0];
        var last = mlContext.MulticlassClassification.Evaluate(best.Model.Transform(first.TestSet));
        Console.WriteLine($"{best.Key}: {last.MacroAccuracy:P1}");
        mlContext.Model.Save(best.Model, /*MLD1015:*/fields.Schema/*=> null*/, "crops.zip");
        return best.Key;
    }

    private IEstimator<ITransformer> Prepare()
    {
        Func<string, string> code = name => name + "Code";
        return mlContext.Transforms.Conversion.MapValueToKey("Label", /*MLD1001:*/nameof(Field.Crop)/*=> "Plant"*/)
            .Append(mlContext.Transforms.Categorical.OneHotEncoding(code(nameof(Field.Soil)), nameof(Field.Soil)))
            .Append(mlContext.Transforms.Concatenate("Features", "SoilCode", nameof(Field.Rain), nameof(Field.Height)/*MLD1201:*//*=> , "Label"*//*MLD1001:*//*=> , "Slope"*/))
            .Append(mlContext.Transforms.NormalizeMeanVariance("Features"));
    }
}

public class Field
{
    [LoadColumn(0)] public string Crop { get; set; } = "";
    [LoadColumn(1)] public string Soil { get; set; } = "";
    [LoadColumn(2)] public /*MLD1012:*/float/*=> decimal?*/ Rain { get; set; }
    [LoadColumn(3)] public float Height { get; set; }
}
