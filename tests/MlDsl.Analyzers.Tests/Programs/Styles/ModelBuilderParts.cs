using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;

namespace MLModelReviews_ConsoleApp1
{
    public partial class MLModelReviews
    {
        /// <summary>model input class for MLModelReviews.</summary>
        public class ModelInput
        {
            [LoadColumn(0)]
            [ColumnName(@"stars")]
            public /*MLD1012:*/float/*=> decimal*/ Stars { get; set; }

            [LoadColumn(1)]
            [ColumnName(/*MLD1001:*/@"review"/*=> @"comment"*/)]
            public string Review { get; set; }

            [LoadColumn(2)]
            [ColumnName(@"sentiment")]
            public string Sentiment { get; set; }
        }

        /// <summary>model output class for MLModelReviews.</summary>
        public class ModelOutput
        {
            [ColumnName(@"Features")]
            public float[] Features { get; set; }

            [ColumnName(@"PredictedLabel")]
            public string PredictedLabel { get; set; }

            [ColumnName(@"Score")]
            public float[] Score { get; set; }
        }

        private static string MLNetModelPath = Path.GetFullPath("MLModelReviews.mlnet");

        public static readonly Lazy<PredictionEngine<ModelInput, ModelOutput>> PredictEngine = new Lazy<PredictionEngine<ModelInput, ModelOutput>>(() => CreatePredictEngine(), true);

        public static ModelOutput Predict(ModelInput input)
        {
            lock (PredictEngine) return PredictEngine.Value.Predict(input);
        }

        private static PredictionEngine<ModelInput, ModelOutput> CreatePredictEngine()
        {
            var mlContext = new MLContext();
            ITransformer mlModel = mlContext.Model.Load(MLNetModelPath, out var _);
            return mlContext.Model.CreatePredictionEngine<ModelInput, ModelOutput>(mlModel);
        }
    }

    public partial class MLModelReviews
    {
        public const string RetrainFilePath = @"reviews.tsv";
        public const char RetrainSeparatorChar = '	';
        public const bool RetrainHasHeader = true;

        public static void Train(string outputModelPath, string inputDataFilePath = RetrainFilePath, char separatorChar = RetrainSeparatorChar, bool hasHeader = RetrainHasHeader)
        {
            var mlContext = new MLContext();

            var data = LoadIDataViewFromFile(mlContext, inputDataFilePath, separatorChar, hasHeader);
            var parts = mlContext.Data.TrainTestSplit(data, /*MLD1105:*/0.2/*=> 0.7*/);
            var model = RetrainModel(mlContext, /*MLD1102:*/parts.TrainSet/*=> parts.TestSet*/);
            Console.WriteLine(EvaluateModel(mlContext, model, /*MLD1101:*/parts.TestSet/*=> parts.TrainSet*/).MacroAccuracy);
            SaveModel(mlContext, model, data, outputModelPath);
        }

        public static IDataView LoadIDataViewFromFile(MLContext mlContext, string inputDataFilePath, char separatorChar, bool hasHeader)
        {
            return mlContext.Data.LoadFromTextFile<ModelInput>(inputDataFilePath, separatorChar, hasHeader);
        }

        public static void SaveModel(MLContext mlContext, ITransformer model, IDataView data, string modelSavePath)
        {
            DataViewSchema dataViewSchema = data.Schema;

            using (var fs = File.Create(modelSavePath))
            {
                mlContext.Model.Save(model, /*MLD1015:*/dataViewSchema/*=> null*/, fs);
            }
        }

        public static MulticlassClassificationMetrics EvaluateModel(MLContext mlContext, ITransformer model, IDataView testData) =>
            mlContext.MulticlassClassification.Evaluate(model.Transform(testData), labelColumnName: /*MLD1006:*/@"sentiment"/*=> @"stars"*/);

        public static ITransformer RetrainModel(MLContext mlContext, IDataView trainData)
        {
            var pipeline = BuildPipeline(mlContext);
            var model = pipeline.Fit(trainData);

            return model;
        }

        public static IEstimator<ITransformer> BuildPipeline(MLContext mlContext)
        {
            // Data process configuration with pipeline data transformations
            var pipeline = mlContext.Transforms.ReplaceMissingValues(/*MLD1001:*/@"stars"/*=> @"rating"*/, @"stars")
                                    .Append(mlContext.Transforms.Text.FeaturizeText(inputColumnName: @"review", outputColumnName: @"review"))
                                    .Append(mlContext.Transforms.Concatenate(@"Features", new[] { @"stars", @"review"/*MLD1002:*//*=> , @"review"*/ }))
                                    .Append(mlContext.Transforms.Conversion.MapValueToKey(outputColumnName: /*MLD1004:*/@"sentiment"/*=> @"sentimentKey"*/, inputColumnName: @"sentiment"))
                                    .Append(mlContext.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options() { NumberOfLeaves = 4, LabelColumnName = /*MLD1001:*/@"sentiment"/*=> @"Sentiment"*/, FeatureColumnName = /*MLD1001:*/@"Features"/*=> @"features"*/ }))
                                    .Append(mlContext.Transforms.Conversion.MapKeyToValue(outputColumnName: @"PredictedLabel", inputColumnName: /*MLD1001:*/@"PredictedLabel"/*=> @"Predicted"*/));

            return pipeline;
        }
    }
}
