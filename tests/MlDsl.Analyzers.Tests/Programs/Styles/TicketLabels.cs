using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HelpDesk
{
    public class IssueLabeler
    {
        private static string _trainDataPath => System.IO.Path.Combine("Data", "issues_train.tsv");
        private static string _testDataPath => System.IO.Path.Combine("Data", /*MLD1103:*/"issues_test.tsv"/*=> "issues_train.tsv"*/);

        private static MLContext _mlContext = new MLContext(seed: 0);
        private static ITransformer? _trainedModel;
        static IDataView? _trainingDataView;

        public static void Run()
        {
            _trainingDataView = _mlContext.Data.LoadFromTextFile<Issue>(_trainDataPath, hasHeader: true);
            var pipeline = ProcessData();
            BuildAndTrainModel(_trainingDataView, pipeline);
            Evaluate(_trainingDataView.Schema);
        }

        public static IEstimator<ITransformer> ProcessData()
        {
            var pipeline = _mlContext.Transforms.Conversion.MapValueToKey(inputColumnName: /*MLD1001:*/"Area"/*=> "Section"*/, outputColumnName: "Label")
                .Append(_mlContext.Transforms.Text.FeaturizeText(inputColumnName: "Title", outputColumnName: "TitleFeaturized"))
                .Append(_mlContext.Transforms.Text.FeaturizeText(inputColumnName: /*MLD1001:*/"Description"/*=> "Body"*/, outputColumnName: "DescriptionFeaturized"))
                .Append(_mlContext.Transforms.Concatenate("Features", "TitleFeaturized", /*MLD1002:*/"DescriptionFeaturized"/*=> "TitleFeaturized"*/))
                .AppendCacheCheckpoint(_mlContext);
            return pipeline;
        }

        public static IEstimator<ITransformer> BuildAndTrainModel(IDataView trainingDataView, IEstimator<ITransformer> pipeline)
        {
            var trainingPipeline = pipeline.Append(_mlContext.MulticlassClassification.Trainers.SdcaMaximumEntropy(/*MLD1001:*/"Label"/*=> "Area_"*/, "Features"))
                .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
            _trainedModel = trainingPipeline.Fit(trainingDataView);
            var predEngine = _mlContext.Model.CreatePredictionEngine<Issue, IssuePrediction>(_trainedModel);
            var prediction = predEngine.Predict(new Issue { Title = "WebSockets communication is slow", Description = "The sockets in .NET use two threads." });
            Console.WriteLine($"=============== {prediction.Area} ===============");
            return trainingPipeline;
        }

        public static void Evaluate(DataViewSchema trainingDataViewSchema)
        {
            var testDataView = _mlContext.Data.LoadFromTextFile<Issue>(_testDataPath, hasHeader: true);
            var testMetrics = _mlContext.MulticlassClassification.Evaluate(_trainedModel!.Transform(/*MLD1101:*/testDataView/*=> _trainingDataView*/)/*MLD1006:*//*=> , "Area"*/);
            Console.WriteLine($"MicroAccuracy {testMetrics.MicroAccuracy:0.###} LogLoss {testMetrics.LogLoss:#.###}");
            _mlContext.Model.Save(_trainedModel, /*MLD1015:*/trainingDataViewSchema/*=> null*/, "model.zip");
        }
    }

    public class Issue
    {
        [LoadColumn(0)] public string? Id { get; set; }
        [LoadColumn(1)] public string? Area { get; set; }
        [LoadColumn(2)] public required string Title { get; set; }
        [LoadColumn(3)] public required string Description { get; set; }
    }

    public class IssuePrediction
    {
        [ColumnName("PredictedLabel")] public string? Area;
    }
}
