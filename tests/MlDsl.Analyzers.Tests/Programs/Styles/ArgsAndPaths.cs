using System;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;

internal static class Tool
{
    public static int Main(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("usage: tool train.tsv test.tsv [model.zip]");
            return 2;
        }
        string root = Path.GetDirectoryName(Path.GetFullPath(args[0])) ?? ".";
        string modelPath = args.Length > 2 ? args[2] : Path.Combine(root, "model.zip");

        MLContext ml = new MLContext(seed: 99);
        TextLoader loader = ml.Data.CreateTextLoader(new[]
        {
            new TextLoader.Column("Label", DataKind.Boolean, 0),
            new TextLoader.Column("Review", DataKind.String, 1),
            new TextLoader.Column("Stars", DataKind.Single, 2),
        }, hasHeader: true);

        IDataView train = loader.Load(args[0]);
        IDataView test = loader.Load(/*MLD1103:*/args[1]/*=> args[0]*/);

        IEstimator<ITransformer> pipeline = ml.Transforms.Text.FeaturizeText("Words", /*MLD1001:*/"Review"/*=> "Text"*/)
            .Append(ml.Transforms.Concatenate("Features", "Words", /*MLD1001:*/"Stars"/*=> "Rating"*//*MLD1201:*//*=> , "Label"*/));
        ITransformer model;
        switch (Environment.GetEnvironmentVariable("TRAINER"))
        {
            case "svm":
                model = pipeline.Append(ml.BinaryClassification.Trainers.LinearSvm()).Fit(/*MLD1102:*/train/*=> ml.Data.TrainTestSplit(test).TestSet*/);
                break;
            case "tree":
                model = pipeline.Append(ml.BinaryClassification.Trainers.FastTree(labelColumnName: /*MLD1001:*/"Label"/*=> "Sentiment"*/)).Fit(train);
                break;
            default:
                model = pipeline.Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(train);
                break;
        }

        var metrics = ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(/*MLD1101:*/test/*=> train*/)/*MLD1006:*//*=> , "Stars"*/);
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
        using (FileStream stream = File.Create(modelPath))
        {
            ml.Model.Save(model, /*MLD1015:*/train.Schema/*=> null*/, stream);
        }
        return 0;
    }
}
