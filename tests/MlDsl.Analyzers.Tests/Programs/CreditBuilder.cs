// mutate: label=Default ml=ml metric=F1Score evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Credit;

public static class Pipelines
{
    private const string Label = "Default";
    private static readonly InputOutputColumnPair[] Codes = [new("PurposeCode", "Purpose"), new("HousingCode", "Housing")];

    public static IEstimator<ITransformer> Preparation(MLContext ml) =>
        ml.Transforms.Categorical.OneHotEncoding(Codes)
            .Append(ml.Transforms.ReplaceMissingValues("Income", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(ml.Transforms.NormalizeLogMeanVariance("Income"))
            .Append(ml.Transforms.Concatenate("Features", "PurposeCode", "HousingCode", "Income", "Amount"))
            .Append(ml.Transforms.NormalizeMinMax("Features"));

    public static IEstimator<ITransformer> WithTrainer(MLContext ml, IEstimator<ITransformer> preparation) =>
        preparation.Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(labelColumnName: Label, featureColumnName: "Features"));

    public static void Run(string folder)
    {
        var ml = new MLContext(seed: 11);
        var loans = ml.Data.Cache(ml.Data.LoadFromTextFile<Loan>(folder + "/loans.csv", separatorChar: ',', hasHeader: true));
        var split = ml.Data.TrainTestSplit(loans, 0.2);
        var pipeline = WithTrainer(ml, Preparation(ml));
        var model = pipeline.Fit(split.TrainSet);
        var train = ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet), Label);
        var test = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), Label);
        Console.WriteLine($"{train.F1Score:F3} {test.F1Score:F3}");
        ml.Model.Save(model, loans.Schema, folder + "/loans.zip");
    }
}

public class Loan
{
    [LoadColumn(0)] public string Purpose { get; set; } = "";
    [LoadColumn(1)] public string Housing { get; set; } = "";
    [LoadColumn(2)] public float Income { get; set; }
    [LoadColumn(3)] public float Amount { get; set; }
    [LoadColumn(4)] public bool Default { get; set; }
}
