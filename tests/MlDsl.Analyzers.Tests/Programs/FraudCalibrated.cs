// mutate: label=IsFraud ml=ml metric=Accuracy evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Fraud;

public class FraudModel
{
    private readonly MLContext ml;

    public FraudModel(MLContext ml) => this.ml = ml;

    public void Build(string trainPath, string testPath)
    {
        IDataView train = ml.Data.LoadFromTextFile<Payment>(path: trainPath, hasHeader: true, separatorChar: ',');
        IDataView test = ml.Data.LoadFromTextFile<Payment>(path: testPath, hasHeader: true, separatorChar: ',');
        var chain = ml.Transforms.Conversion.ConvertType("Foreign", "IsForeign", DataKind.Single)
            .Append(ml.Transforms.Concatenate("Features", "Amount", "Foreign", "Hour"))
            .Append(ml.Transforms.NormalizeMeanVariance("Features"));
        var svm = chain.Append(ml.BinaryClassification.Trainers.LinearSvm(labelColumnName: "IsFraud"));
        var raw = svm.Fit(train);
        var rawMetrics = ml.BinaryClassification.EvaluateNonCalibrated(raw.Transform(test), labelColumnName: "IsFraud");
        var calibrated = svm.Append(ml.BinaryClassification.Calibrators.Platt(labelColumnName: "IsFraud")).Fit(train);
        var metrics = ml.BinaryClassification.Evaluate(calibrated.Transform(test), labelColumnName: "IsFraud");
        Console.WriteLine($"{rawMetrics.Accuracy} {metrics.Accuracy} {metrics.LogLoss}");
        ml.Model.Save(calibrated, train.Schema, "fraud.zip");
    }
}

public class Payment
{
    [LoadColumn(0)] public float Amount { get; set; }
    [LoadColumn(1)] public bool IsForeign { get; set; }
    [LoadColumn(2)] public float Hour { get; set; }
    [LoadColumn(3)] public bool IsFraud { get; set; }
}
