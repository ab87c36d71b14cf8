#nullable disable
using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    public sealed class MLContext : IHostEnvironment
    {
        public MLContext(int? seed = null) { }
        public BinaryClassificationCatalog BinaryClassification => default;
        public MulticlassClassificationCatalog MulticlassClassification => default;
        public RegressionCatalog Regression => default;
        public ClusteringCatalog Clustering => default;
        public RankingCatalog Ranking => default;
        public AnomalyDetectionCatalog AnomalyDetection => default;
        public ForecastingCatalog Forecasting => default;
        public TransformsCatalog Transforms => default;
        public ModelOperationsCatalog Model => default;
        public DataOperationsCatalog Data => default;
        public ComponentCatalog ComponentCatalog => default;
        public int? GpuDeviceId { get; set; }
        public bool FallbackToCpu { get; set; }
        public event EventHandler<EventArgs> Log { add { } remove { } }
    }

    public sealed class ComponentCatalog
    {
        public void RegisterAssembly(System.Reflection.Assembly assembly, bool throwOnError = true) { }
    }

    public sealed class TransformsCatalog
    {
        public CategoricalTransforms Categorical => default;
        public ConversionTransforms Conversion => default;
        public TextTransforms Text => default;
        public FeatureSelectionTransforms FeatureSelection => default;
        public sealed class CategoricalTransforms { }
        public sealed class ConversionTransforms { }
        public sealed class TextTransforms { }
        public sealed class FeatureSelectionTransforms { }
    }

    public abstract class TrainCatalogBase
    {
        private protected TrainCatalogBase(Runtime.IHostEnvironment env = null, string registrationName = null) { }

        public sealed class CrossValidationResult<T> where T : class
        {
            public readonly T Metrics;
            public readonly ITransformer Model;
            public readonly IDataView ScoredHoldOutSet;
            public readonly int Fold;
        }
    }

    public interface ICanSaveModel { }

    public interface ITransformer : ICanSaveModel
    {
        bool IsRowToRowMapper { get; }
        DataViewSchema GetOutputSchema(DataViewSchema inputSchema);
        IDataView Transform(IDataView input);
    }

    public interface IEstimator<out TTransformer> where TTransformer : ITransformer
    {
        TTransformer Fit(IDataView input);
        SchemaShape GetOutputSchema(SchemaShape inputSchema);
    }

    public interface IDataLoader<in TSource> : ICanSaveModel
    {
        IDataView Load(TSource input);
        DataViewSchema GetOutputSchema();
    }

    public interface IPredictionTransformer<out TModel> : ITransformer where TModel : class
    {
        TModel Model { get; }
    }

    public interface ISingleFeaturePredictionTransformer<out TModel> : IPredictionTransformer<TModel> where TModel : class
    {
        string FeatureColumnName { get; }
    }

    public interface IDataView
    {
        bool CanShuffle { get; }
        DataViewSchema Schema { get; }
        long? GetRowCount();
    }

    public abstract class DataViewRowCursor { }

    public sealed class SchemaShape { }

    public sealed class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
    {
        public int Count => default;
        public Column this[string name] => default;
        public Column this[int columnIndex] => default;
        public Column? GetColumnOrNull(string name) => default;
        public IEnumerator<Column> GetEnumerator() => default;
        IEnumerator IEnumerable.GetEnumerator() => default;

        public struct Column
        {
            public string Name => default;
            public int Index => default;
            public bool IsHidden => default;
            public DataViewType Type => default;
        }
    }

    public sealed class PredictionEngineOptions
    {
        public bool IgnoreMissingColumns;
        public SchemaDefinition InputSchemaDefinition;
        public SchemaDefinition OutputSchemaDefinition;
        public bool OwnsTransformer;
    }

    public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable where TSrc : class where TDst : class, new()
    {
        public DataViewSchema OutputSchema => default;
        public void Dispose() { }
        public TDst Predict(TSrc example) => default;
        public abstract void Predict(TSrc example, ref TDst prediction);
    }

    public sealed class PredictionEngine<TSrc, TDst> : PredictionEngineBase<TSrc, TDst> where TSrc : class where TDst : class, new()
    {
        public override void Predict(TSrc example, ref TDst prediction) { }
    }

    public sealed class InputOutputColumnPair
    {
        public InputOutputColumnPair(string outputColumnName, string inputColumnName = null) { }
        public string InputColumnName => default;
        public string OutputColumnName => default;
    }
}

namespace Microsoft.ML.Runtime
{
    public interface IHostEnvironment { }
}
