using System;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Transforms;

namespace Course.Chapter04
{
    public interface ITrainerBase
    {
        string Name { get; }
        void Fit(string trainingFileName);
        BinaryClassificationMetrics Evaluate();
        void Save();
    }

    public abstract class TrainerBase<TParameters> : ITrainerBase where TParameters : class
    {
        public string Name { get; protected set; } = "";

        protected static string ModelPath => Path.Combine(AppContext.BaseDirectory, "classification.mdl");

        protected readonly MLContext MlContext;

        protected DataOperationsCatalog.TrainTestData _dataSplit;
        protected ITrainerEstimator<BinaryPredictionTransformer<TParameters>, TParameters> _model = null!;
        protected ITransformer _trainedModel = null!;

        protected TrainerBase()
        {
            MlContext = new MLContext(111);
        }

        public void Fit(string trainingFileName)
        {
            if (!File.Exists(trainingFileName))
            {
                throw new FileNotFoundException($"File {trainingFileName} doesn't exist.");
            }

            _dataSplit = LoadAndPrepareData(trainingFileName);
            var dataProcessPipeline = BuildDataProcessingPipeline();
            var trainingPipeline = dataProcessPipeline.Append(_model);

            _trainedModel = trainingPipeline.Fit(/*MLD1102:*/_dataSplit.TrainSet/*=> _dataSplit.TestSet*/);
        }

        public BinaryClassificationMetrics Evaluate()
        {
            var testSetTransform = _trainedModel.Transform(/*MLD1101:*/_dataSplit.TestSet/*=> _dataSplit.TrainSet*/);
            return MlContext.BinaryClassification.EvaluateNonCalibrated(testSetTransform/*MLD1006:*//*=> , "Other"*/);
        }

        public void Save()
        {
            MlContext.Model.Save(_trainedModel, /*MLD1015:*/_dataSplit.TrainSet.Schema/*=> null*/, ModelPath);
        }

        private EstimatorChain<NormalizingTransformer> BuildDataProcessingPipeline()
        {
            return MlContext.Transforms.Text.FeaturizeText(inputColumnName: /*MLD1001:*/nameof(Penguin.Island)/*=> "Isle"*/, outputColumnName: "IslandFeaturized")
                .Append(MlContext.Transforms.Concatenate("Features",
                    "IslandFeaturized",
                    /*MLD1001:*/nameof(Penguin.CulmenDepth)/*=> "CulmenDeep"*/,
                    /*MLD1201:*/nameof(Penguin.BodyMass)/*=> nameof(Penguin.Label)*/))
                .Append(MlContext.Transforms.NormalizeMinMax("Features", "Features"));
        }

        private DataOperationsCatalog.TrainTestData LoadAndPrepareData(string trainingFileName)
        {
            var trainingDataView = MlContext.Data.LoadFromTextFile<Penguin>(trainingFileName, hasHeader: true, separatorChar: ',');
            return MlContext.Data.TrainTestSplit(/*MLD1501:*/trainingDataView/*=> MlContext.Transforms.NormalizeMinMax("CulmenDepth").Fit(trainingDataView).Transform(trainingDataView)*/, testFraction: /*MLD1105:*/0.3/*=> 0.9*/);
        }
    }

    public sealed class ForestTrainer : TrainerBase<FastForestBinaryModelParameters>
    {
        public ForestTrainer(int leaves, int trees)
        {
            Name = $"Forest {leaves}/{trees}";
            _model = MlContext.BinaryClassification.Trainers.FastForest(numberOfLeaves: leaves, numberOfTrees: trees);
        }
    }

    public sealed class MeanTrainer : TrainerBase<LinearBinaryModelParameters>
    {
        public MeanTrainer()
        {
            Name = "Averaged perceptron";
            _model = MlContext.BinaryClassification.Trainers.AveragedPerceptron(/*MLD1001:*/"Label"/*=> "Labels"*/, "Features");
        }
    }

    public class Penguin
    {
        [LoadColumn(0)] public string Island { get; set; } = "";
        [LoadColumn(1)] public float CulmenDepth { get; set; }
        [LoadColumn(2)] public /*MLD1012:*/float/*=> decimal*/ BodyMass { get; set; }
        [LoadColumn(3), ColumnName("Label")] public bool Label { get; set; }
    }
}
