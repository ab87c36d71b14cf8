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

namespace Microsoft.ML.Transforms;

public sealed class OneHotEncodingEstimator : IEstimator<OneHotEncodingTransformer>
{
    public enum OutputKind : byte { Bag = 1, Indicator = 2, Key = 3, Binary = 4 }
    public OneHotEncodingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class OneHotEncodingTransformer : TransformerBase { }

public sealed class OneHotHashEncodingEstimator : IEstimator<OneHotHashEncodingTransformer>
{
    public OneHotHashEncodingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class OneHotHashEncodingTransformer : TransformerBase { }

public sealed class KeyToBinaryVectorMappingEstimator : IEstimator<KeyToBinaryVectorMappingTransformer>
{
    public KeyToBinaryVectorMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class KeyToBinaryVectorMappingTransformer : TransformerBase { }

public sealed class TypeConvertingEstimator : IEstimator<TypeConvertingTransformer>
{
    public TypeConvertingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class TypeConvertingTransformer : TransformerBase { }

public sealed class KeyToValueMappingEstimator : IEstimator<KeyToValueMappingTransformer>
{
    public KeyToValueMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class KeyToValueMappingTransformer : TransformerBase { }

public sealed class KeyToVectorMappingEstimator : IEstimator<KeyToVectorMappingTransformer>
{
    public KeyToVectorMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class KeyToVectorMappingTransformer : TransformerBase { }

public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    public enum KeyOrdinality : byte { ByOccurrence = 0, ByValue = 1 }
    public ValueToKeyMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class ValueToKeyMappingTransformer : TransformerBase { }

public sealed class ValueMappingEstimator<TInputType, TOutputType> : IEstimator<ValueMappingTransformer>
{
    public ValueMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}

public sealed class ValueMappingEstimator : IEstimator<ValueMappingTransformer>
{
    public ValueMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class ValueMappingTransformer : TransformerBase { }

public sealed class HashingEstimator : IEstimator<HashingTransformer>
{
    public sealed class ColumnOptions { public ColumnOptions(string name, string inputColumnName = null, int numberOfBits = 31, uint seed = 314489979, bool useOrderedHashing = true, int maximumNumberOfInverts = 0, bool combine = false) { } }
    public HashingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class HashingTransformer : TransformerBase { }

public sealed class CustomMappingEstimator<TSrc, TDst> : IEstimator<CustomMappingTransformer> where TSrc : class, new() where TDst : class, new()
{
    public CustomMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class CustomMappingTransformer : TransformerBase { }

public abstract class CustomMappingFactory<TSrc, TDst> where TSrc : class, new() where TDst : class, new()
{
    public abstract Action<TSrc, TDst> GetMapping();
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute : Attribute
{
    public CustomMappingFactoryAttributeAttribute(string contractName) { }
}

public sealed class StatefulCustomMappingEstimator<TSrc, TDst, TState> : IEstimator<StatefulCustomMappingTransformer> where TSrc : class, new() where TDst : class, new() where TState : class, new()
{
    public StatefulCustomMappingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class StatefulCustomMappingTransformer : TransformerBase { }

public sealed class MissingValueIndicatorEstimator : IEstimator<MissingValueIndicatorTransformer>
{
    public MissingValueIndicatorTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class MissingValueIndicatorTransformer : TransformerBase { }

public sealed class MissingValueReplacingEstimator : IEstimator<MissingValueReplacingTransformer>
{
    public enum ReplacementMode : byte { DefaultValue = 0, Mean = 1, Minimum = 2, Maximum = 3, Mode = 4 }
    public MissingValueReplacingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class MissingValueReplacingTransformer : TransformerBase { }

public sealed class ExpressionEstimator : IEstimator<ExpressionTransformer>
{
    public ExpressionTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class ExpressionTransformer : TransformerBase { }

public sealed class MutualInformationFeatureSelectingEstimator : IEstimator<MutualInformationFeatureSelectingTransformer>
{
    public MutualInformationFeatureSelectingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class MutualInformationFeatureSelectingTransformer : TransformerBase { }

public sealed class CountFeatureSelectingEstimator : IEstimator<CountFeatureSelectingTransformer>
{
    public CountFeatureSelectingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class CountFeatureSelectingTransformer : TransformerBase { }

public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    public NormalizingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class NormalizingTransformer : TransformerBase { }

public sealed class LpNormNormalizingEstimator : IEstimator<LpNormNormalizingTransformer>
{
    public LpNormNormalizingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class LpNormNormalizingTransformer : TransformerBase { }

public sealed class GlobalContrastNormalizingEstimator : IEstimator<GlobalContrastNormalizingTransformer>
{
    public GlobalContrastNormalizingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class GlobalContrastNormalizingTransformer : TransformerBase { }

public sealed class ColumnCopyingEstimator : IEstimator<ColumnCopyingTransformer>
{
    public ColumnCopyingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class ColumnCopyingTransformer : TransformerBase { }

public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    public ColumnConcatenatingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class ColumnConcatenatingTransformer : TransformerBase { }

public sealed class ColumnSelectingEstimator : IEstimator<ColumnSelectingTransformer>
{
    public ColumnSelectingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class ColumnSelectingTransformer : TransformerBase { }

public sealed class VectorWhiteningEstimator : IEstimator<VectorWhiteningTransformer>
{
    public VectorWhiteningTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class VectorWhiteningTransformer : TransformerBase { }

public sealed class PrincipalComponentAnalyzer : IEstimator<PrincipalComponentAnalyzerTransformer>
{
    public PrincipalComponentAnalyzerTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class PrincipalComponentAnalyzerTransformer : TransformerBase { }

public abstract class LpNormNormalizingEstimatorBase
{
    public enum NormFunction : byte { L2 = 0, StandardDeviation = 1, L1 = 2, Infinity = 3 }
}
public enum WhiteningKind { ZeroPhaseComponentAnalysis = 0, PrincipalComponentAnalysis = 1 }
