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

namespace Microsoft.ML.Trainers.FastTree;

public sealed class FastTreeBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<FastTreeBinaryTrainer.Model>, FastTreeBinaryTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; }
    public BinaryPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class GamBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<GamBinaryTrainer.Model>, GamBinaryTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
    public BinaryPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class FastForestBinaryTrainer : TrainerEstimatorBase<BinaryPredictionTransformer<FastForestBinaryTrainer.Model>, FastForestBinaryTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; }
    public BinaryPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class FastForestRegressionFeaturizationEstimator : IEstimator<FastForestRegressionFeaturizationTransformer>
{
    public sealed class Options { public string OutputColumnName; public string InputColumnName; }
    public FastForestRegressionFeaturizationTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class FastForestRegressionFeaturizationTransformer : TransformerBase { }

public sealed class FastTreeRegressionFeaturizationEstimator : IEstimator<FastTreeRegressionFeaturizationTransformer>
{
    public sealed class Options { public string OutputColumnName; public string InputColumnName; }
    public FastTreeRegressionFeaturizationTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class FastTreeRegressionFeaturizationTransformer : TransformerBase { }

public sealed class FastForestBinaryFeaturizationEstimator : IEstimator<FastForestBinaryFeaturizationTransformer>
{
    public sealed class Options { public string OutputColumnName; public string InputColumnName; }
    public FastForestBinaryFeaturizationTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class FastForestBinaryFeaturizationTransformer : TransformerBase { }

public sealed class FastTreeBinaryFeaturizationEstimator : IEstimator<FastTreeBinaryFeaturizationTransformer>
{
    public sealed class Options { public string OutputColumnName; public string InputColumnName; }
    public FastTreeBinaryFeaturizationTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class FastTreeBinaryFeaturizationTransformer : TransformerBase { }

public sealed class FastTreeRankingFeaturizationEstimator : IEstimator<FastTreeRankingFeaturizationTransformer>
{
    public sealed class Options { public string OutputColumnName; public string InputColumnName; }
    public FastTreeRankingFeaturizationTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class FastTreeRankingFeaturizationTransformer : TransformerBase { }

public sealed class FastTreeTweedieFeaturizationEstimator : IEstimator<FastTreeTweedieFeaturizationTransformer>
{
    public sealed class Options { public string OutputColumnName; public string InputColumnName; }
    public FastTreeTweedieFeaturizationTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class FastTreeTweedieFeaturizationTransformer : TransformerBase { }

public sealed class FastTreeRegressionTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<FastTreeRegressionTrainer.Model>, FastTreeRegressionTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; }
    public RegressionPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class GamRegressionTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<GamRegressionTrainer.Model>, GamRegressionTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int? MaximumNumberOfIterations; public float L2Regularization; }
    public RegressionPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class FastTreeTweedieTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<FastTreeTweedieTrainer.Model>, FastTreeTweedieTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; }
    public RegressionPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class FastForestRegressionTrainer : TrainerEstimatorBase<RegressionPredictionTransformer<FastForestRegressionTrainer.Model>, FastForestRegressionTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithWeight { public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; }
    public RegressionPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}

public sealed class FastTreeRankingTrainer : TrainerEstimatorBase<RankingPredictionTransformer<FastTreeRankingTrainer.Model>, FastTreeRankingTrainer.Model>
{
    public sealed class Model { }
    public sealed class Options : TrainerInputBaseWithGroupId { public double[] CustomGains; public int NumberOfLeaves; public int NumberOfTrees; public double LearningRate; }
    public RankingPredictionTransformer<Model> Fit(IDataView trainData, IDataView validationData) => default;
}
