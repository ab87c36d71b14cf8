using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Desk;

public class Form { public event EventHandler? Shown; protected void Show() => Shown?.Invoke(this, EventArgs.Empty); }

public partial class MainForm : Form
{
    private MLContext? mlContext;
    private IDataView? allData;
    private IDataView? trainData;
    private IDataView? testData;
    private ITransformer? trainedModel;
    private string? path;
    private readonly List<string> log = [];

    public MainForm()
    {
        Shown += OnShown;
    }

    private void OnShown(object? sender, EventArgs e)
    {
        mlContext = new MLContext(seed: 0);
        path = "wine.csv";
        LoadData();
    }

    private void LoadData()
    {
        allData = mlContext!.Data.LoadFromTextFile<Wine>(path, separatorChar: ';', hasHeader: true);
        var parts = mlContext.Data.TrainTestSplit(allData, testFraction: /*MLD1105:*/0.25/*=> 0.95*/);
        trainData = parts.TrainSet;
        testData = parts.TestSet;
    }

    private void trainButton_Click(object sender, EventArgs e)
    {
        string[] features = [nameof(Wine.Acidity), nameof(Wine.Sugar), nameof(Wine.Alcohol)/*MLD1201:*//*=> , nameof(Wine.Quality)*//*MLD1001:*//*=> , "Chlorides"*/];
        var pipeline = mlContext!.Transforms.Concatenate("Features", features)
            .Append(mlContext.Transforms.NormalizeMeanVariance(/*MLD1001:*/"Features"/*=> "Feature"*/))
            .Append(mlContext.Regression.Trainers.Sdca(labelColumnName: /*MLD1001:*/nameof(Wine.Quality)/*=> "Qualty"*/, maximumNumberOfIterations: 50));
        trainedModel = pipeline.Fit(/*MLD1102:*/trainData/*=> testData*/);
        log.Add("trained");
    }

    private void evaluateButton_Click(object sender, EventArgs e)
    {
        if (trainedModel == null)
        {
            log.Add("train first");
            return;
        }
        var predictions = trainedModel.Transform(/*MLD1101:*/testData/*=> trainData*/);
        var metrics = mlContext!.Regression.Evaluate(predictions, labelColumnName: /*MLD1006:*/nameof(Wine.Quality)/*=> nameof(Wine.Sugar)*/);
        log.Add($"R2 {metrics.RSquared:0.##} RMSE {metrics.RootMeanSquaredError:0.##}");
    }

    private void saveButton_Click(object sender, EventArgs e)
    {
        mlContext!.Model.Save(trainedModel, /*MLD1015:*/allData!.Schema/*=> null*/, "wine.zip");
    }

    private void predictButton_Click(object sender, EventArgs e)
    {
        var engine = mlContext!.Model.CreatePredictionEngine<Wine, WineScore>(trainedModel);
        var answer = engine.Predict(new Wine { Acidity = 7.4f, Sugar = 1.9f, Alcohol = 9.4f/*MLD4003:*//*=> , Quality = log.Count*/ });
        log.Add(answer.Value.ToString("0.0"));
    }
}

public class Wine
{
    [LoadColumn(0)] public float Acidity;
    [LoadColumn(3)] public float Sugar;
    [LoadColumn(10)] public float Alcohol;
    [LoadColumn(11)] public float Quality;
}

public class WineScore
{
    [ColumnName(/*MLD1009:*/"Score"/*=> "Quality score"*/)] public float Value;
}
