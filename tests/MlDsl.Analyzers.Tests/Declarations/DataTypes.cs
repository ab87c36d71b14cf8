#nullable disable
using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public enum DataKind : byte { SByte = 1, Byte = 2, Int16 = 3, UInt16 = 4, Int32 = 5, UInt32 = 6, Int64 = 7, UInt64 = 8, Single = 9, Double = 10, String = 11, Boolean = 12, TimeSpan = 13, DateTime = 14, DateTimeOffset = 15 }

public enum TransformerScope { None = 0, Training = 1, Testing = 2, TrainTest = 3, Scoring = 4, Everything = 7 }

public abstract class DataViewType { }
public abstract class PrimitiveDataViewType : DataViewType { }
public sealed class VectorDataViewType : DataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0) { }
}
public sealed class NumberDataViewType : PrimitiveDataViewType
{
    public static NumberDataViewType Single => default;
}

public struct VBuffer<T>
{
    public readonly int Length;
    public T[] GetBuffer() => default;
    public IEnumerable<T> DenseValues() => default;
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true)]
public sealed class LoadColumnAttribute : Attribute
{
    public LoadColumnAttribute(int fieldIndex) { }
    public LoadColumnAttribute(int start, int end) { }
    public LoadColumnAttribute(int[] columnIndexes) { }
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ColumnNameAttribute : Attribute
{
    public ColumnNameAttribute(string name) { }
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NoColumnAttribute : Attribute { }

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class VectorTypeAttribute : Attribute
{
    public VectorTypeAttribute() { }
    public VectorTypeAttribute(int size) { }
    public VectorTypeAttribute(params int[] dimensions) { }
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class KeyTypeAttribute : Attribute
{
    public KeyTypeAttribute() { }
    public KeyTypeAttribute(ulong count) { }
}

public abstract class DataViewTypeAttribute : Attribute, IEquatable<DataViewTypeAttribute>
{
    public abstract void Register();
    public abstract bool Equals(DataViewTypeAttribute other);
}

public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    public Column this[string columnName] { get => default; set { } }
    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both) => default;
    public enum Direction { Read = 1, Write = 2, Both = 3 }
    public sealed class Column
    {
        public string MemberName => default;
        public string ColumnName { get; set; }
        public DataViewType ColumnType { get; set; }
    }
}

public interface IMultiStreamSource
{
    int Count { get; }
}

public sealed class MultiFileSource : IMultiStreamSource
{
    public MultiFileSource(params string[] paths) { }
    public int Count => default;
}

public sealed class TextLoader : IDataLoader<IMultiStreamSource>
{
    public DataViewSchema GetOutputSchema() => default;
    public IDataView Load(IMultiStreamSource source) => default;

    public class Options
    {
        public bool AllowQuoting;
        public bool AllowSparse;
        public int? InputSize;
        public char[] Separators;
        public char DecimalMarker;
        public Column[] Columns;
        public bool TrimWhitespace;
        public bool HasHeader;
        public long? MaxRows;
    }

    public sealed class Column
    {
        public string Name;
        public Range[] Source;
        public KeyCount KeyCount;
        public Column() { }
        public Column(string name, DataKind dataKind, int index) { }
        public Column(string name, DataKind dataKind, int minIndex, int maxIndex) { }
        public Column(string name, DataKind dataKind, Range[] source, KeyCount keyCount = null) { }
        public DataKind DataKind { get; set; }
    }

    public sealed class Range
    {
        public Range(int index) { }
        public Range(int min, int? max) { }
    }
}

public static class TextLoaderExtensions
{
    public static IDataView Load(this IDataLoader<IMultiStreamSource> loader, params string[] path) => default;
}

public sealed class KeyCount
{
    public KeyCount(ulong count) { }
}

public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>> where TLastTransformer : class, ITransformer
{
    public EstimatorChain() { }
    public readonly IEstimator<TLastTransformer> LastEstimator;
    public TransformerChain<TLastTransformer> Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything) where TNewTrans : class, ITransformer => default;
    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env) => default;
}

public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable where TLastTransformer : class, ITransformer
{
    public TransformerChain(params ITransformer[] transformers) { }
    public readonly TLastTransformer LastTransformer;
    public bool IsRowToRowMapper => default;
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => default;
    public IDataView Transform(IDataView input) => default;
    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything) where TNewLast : class, ITransformer => default;
    public IEnumerator<ITransformer> GetEnumerator() => default;
    IEnumerator IEnumerable.GetEnumerator() => default;
    public void Dispose() { }
}

public abstract class TransformerBase : ITransformer
{
    public bool IsRowToRowMapper => default;
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => default;
    public IDataView Transform(IDataView input) => default;
}

public abstract class PredictionTransformer<TModel> : TransformerBase, ISingleFeaturePredictionTransformer<TModel> where TModel : class
{
    public TModel Model => default;
    public string FeatureColumnName => default;
}

public sealed class BinaryPredictionTransformer<TModel> : PredictionTransformer<TModel> where TModel : class { }
public sealed class RegressionPredictionTransformer<TModel> : PredictionTransformer<TModel> where TModel : class { }
public sealed class MulticlassPredictionTransformer<TModel> : PredictionTransformer<TModel> where TModel : class { }
public sealed class RankingPredictionTransformer<TModel> : PredictionTransformer<TModel> where TModel : class { }
public sealed class ClusteringPredictionTransformer<TModel> : PredictionTransformer<TModel> where TModel : class { }
public sealed class AnomalyPredictionTransformer<TModel> : PredictionTransformer<TModel> where TModel : class { }

public sealed class MetricStatistics
{
    public double Mean => default;
    public double StandardDeviation => default;
    public int Count => default;
}

public sealed class RegressionMetricsStatistics
{
    public MetricStatistics RSquared => default;
    public MetricStatistics RootMeanSquaredError => default;
}

public sealed class MulticlassClassificationMetricsStatistics { }
public sealed class RankingMetricsStatistics { }
public sealed class BinaryClassificationMetricsStatistics { }
public sealed class DataDebuggerPreview { }
