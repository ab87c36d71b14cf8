#nullable disable
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers
{
    public interface ITrainerEstimator<out TTransformer, out TModel> : IEstimator<TTransformer> where TTransformer : ISingleFeaturePredictionTransformer<TModel> where TModel : class { }

    public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel> where TTransformer : ISingleFeaturePredictionTransformer<TModel> where TModel : class
    {
        public TTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }

    public abstract class TrainerInputBase
    {
        public string FeatureColumnName = "Features";
    }

    public abstract class TrainerInputBaseWithLabel : TrainerInputBase
    {
        public string LabelColumnName = "Label";
    }

    public abstract class TrainerInputBaseWithWeight : TrainerInputBaseWithLabel
    {
        public string ExampleWeightColumnName;
    }

    public abstract class TrainerInputBaseWithGroupId : TrainerInputBaseWithWeight
    {
        public string RowGroupColumnName;
    }

    public abstract class UnsupervisedTrainerInputBaseWithWeight : TrainerInputBase
    {
        public string ExampleWeightColumnName;
    }

    public sealed class LinearBinaryModelParameters
    {
        public System.Collections.Generic.IReadOnlyList<float> Weights => default;
        public float Bias => default;
    }
}

namespace Microsoft.ML.Calibrators
{
    public interface ICalibrator { }
    public sealed class PlattCalibrator : ICalibrator { }
    public abstract class CalibratedModelParametersBase<TSubModel, TCalibrator> where TSubModel : class where TCalibrator : class, ICalibrator
    {
        public TSubModel SubModel => default;
        public TCalibrator Calibrator => default;
    }
    public sealed class CalibratorTransformer : PredictionTransformer<ICalibrator> { }
    public abstract class CalibratorEstimatorBase : IEstimator<CalibratorTransformer>
    {
        public CalibratorTransformer Fit(IDataView input) => default;
        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    }
    public sealed class NaiveCalibratorEstimator : CalibratorEstimatorBase { }
    public sealed class PlattCalibratorEstimator : CalibratorEstimatorBase { }
    public sealed class FixedPlattCalibratorEstimator : CalibratorEstimatorBase { }
    public sealed class IsotonicCalibratorEstimator : CalibratorEstimatorBase { }
}
