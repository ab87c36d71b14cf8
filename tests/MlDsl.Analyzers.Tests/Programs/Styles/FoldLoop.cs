using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

class Program
{
    static MLContext mlContext = new MLContext(seed: 1);
    static readonly string TRAIN_DATA = Environment.GetEnvironmentVariable("DIABETES_DATA") ?? "diabetes.csv";

    static void Main(string[] args)
    {
        Console.WriteLine("=== diabetes, 10 folds by hand ===");
        IDataView rows = mlContext.Data.LoadFromTextFile<Patient>(TRAIN_DATA, hasHeader: true, separatorChar: ',');
        PrintSchema(rows);

        List<double> auc = new List<double>();
        int fold = 0;
        foreach (DataOperationsCatalog.TrainTestData part in mlContext.Data.CrossValidationSplit(rows, numberOfFolds: 10, samplingKeyColumnName: "Family"))
        {
            fold++;
            ITransformer model = BuildPipeline().Fit(/*MLD1102:*/part.TrainSet/*=> part.TestSet*/);
            CalibratedBinaryClassificationMetrics m = mlContext.BinaryClassification.Evaluate(model.Transform(/*MLD1101:*/part.TestSet/*=> part.TrainSet*/), /*MLD1006:*/"Sick"/*=> "Family"*/);
            Console.WriteLine($"fold {fold}: auc {m.AreaUnderRocCurve:0.000} acc {m.Accuracy:0.000}");
            auc.Add(m.AreaUnderRocCurve);
        }
        double mean = auc.Sum() / auc.Count;
        Console.WriteLine($"mean auc {mean:0.000}");

        // train on everything for the final model
        ITransformer last = BuildPipeline().Fit(rows);
        mlContext.Model.Save(last, /*MLD1015:*/rows.Schema/*=> null*/, "diabetes.zip");
        Ask(last);
        Console.ReadKey();
    }

    static IEstimator<ITransformer> BuildPipeline()
    {
        var fill = mlContext.Transforms.ReplaceMissingValues(new[]
        {
            new InputOutputColumnPair("Insulin", /*MLD1001:*/"Insulin"/*=> "Insuline"*/),
            new InputOutputColumnPair("Bmi"),
        }, MissingValueReplacingEstimator.ReplacementMode.Mean);
        var features = mlContext.Transforms.Concatenate("Features", "Insulin", "Bmi", "Glucose"/*MLD1201:*//*=> , "Sick"*//*MLD1001:*//*=> , "Age"*/);
        var scale = mlContext.Transforms.NormalizeMinMax("Features");
        var trainer = mlContext.BinaryClassification.Trainers./*MLD1007:*/SdcaLogisticRegression/*=> SdcaNonCalibrated*/(labelColumnName: "Sick", featureColumnName: /*MLD1001:*/"Features"/*=> "Numbers"*/);
        return fill.Append(features).Append(scale).Append(trainer);
    }

    static void PrintSchema(IDataView view)
    {
        foreach (var column in view.Schema)
            Console.WriteLine($"{column.Index}: {column.Name} ({column.Type})");
    }

    static void Ask(ITransformer model)
    {
        PredictionEngine<Patient, Diagnosis> engine = mlContext.Model.CreatePredictionEngine<Patient, Diagnosis>(model);
        Diagnosis d = engine.Predict(new Patient { Bmi = 31.2f, Glucose = 140f, Insulin = 80f });
        Console.WriteLine($"{d.PredictedLabel} {d.Probability:P1}");
    }
}

class Patient
{
    [LoadColumn(0)] public string Family;
    [LoadColumn(1)] public float Glucose;
    [LoadColumn(4)] public float Insulin;
    [LoadColumn(5)] public float Bmi;
    [LoadColumn(8)] public bool Sick;
}

class Diagnosis
{
    public bool PredictedLabel;
    public /*MLD1009:*/float/*=> string*/ Probability;
}
