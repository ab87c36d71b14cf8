#nullable disable
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML.Trainers.LightGbm;

public sealed class LightGbmBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<LightGbmBinaryTrainer.Model>, LightGbmBinaryTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; public int EarlyStoppingRound; }
    public BinaryPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class LightGbmRegressionTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<LightGbmRegressionTrainer.Model>, LightGbmRegressionTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; public int EarlyStoppingRound; }
    public RegressionPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class LightGbmMulticlassTrainer : TrainerEstimatorBase<MulticlassPredictionTransformer<LightGbmMulticlassTrainer.Model>, LightGbmMulticlassTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; public int EarlyStoppingRound; }
    public MulticlassPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class LightGbmRankingTrainer : TrainerEstimatorBase<RankingPredictionTransformer<LightGbmRankingTrainer.Model>, LightGbmRankingTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithGroupId { public int[] CustomGains; public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; public int EarlyStoppingRound; }
    public RankingPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}
