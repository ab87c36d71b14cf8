#nullable disable
using System;
using System.Collections.Generic;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML
{
    public static class RecommenderCatalog
    {
        public static RecommendationCatalog Recommendation(this MLContext ctx) => default;
    }

    public sealed class RecommendationCatalog : TrainCatalogBase
    {
        internal RecommendationCatalog() : base(null, null) { }
        public RecommendationTrainers Trainers => default;
        public RegressionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score") => default;
        public sealed class RecommendationTrainers
        {
            public MatrixFactorizationTrainer MatrixFactorization(MatrixFactorizationTrainer.Options options) => default;
            public MatrixFactorizationTrainer MatrixFactorization(string labelColumnName, string matrixColumnIndexColumnName, string matrixRowIndexColumnName, int approximationRank = 8, double learningRate = 0.1, int numberOfIterations = 20) => default;
        }
    }
}

namespace Microsoft.ML.Trainers
{
    public sealed class MatrixFactorizationTrainer : IEstimator<MatrixFactorizationPredictionTransformer>
    {
        public sealed class Options
        {
            public string MatrixColumnIndexColumnName;
            public string MatrixRowIndexColumnName;
            public string LabelColumnName;
            public int NumberOfIterations;
            public int ApproximationRank;
            public LossFunctionType LossFunction;
        }
        public enum LossFunctionType { SquareLossRegression = 0, SquareLossOneClass = 12 }
        public MatrixFactorizationPredictionTransformer Fit(IDataView input) => default;
        public MatrixFactorizationPredictionTransformer Fit(IDataView trainData, IDataView validationData) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }

    public sealed class MatrixFactorizationPredictionTransformer : TransformerBase { }
}
