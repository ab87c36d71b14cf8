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

namespace Microsoft.ML.Transforms.TimeSeries;

public sealed class IidChangePointEstimator : IEstimator<IidChangePointTransformer>
{
    public IidChangePointTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class IidChangePointTransformer : TransformerBase { }

public sealed class IidSpikeEstimator : IEstimator<IidSpikeTransformer>
{
    public IidSpikeTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class IidSpikeTransformer : TransformerBase { }

public sealed class SsaChangePointEstimator : IEstimator<SsaChangePointTransformer>
{
    public SsaChangePointTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class SsaChangePointTransformer : TransformerBase { }

public sealed class SsaSpikeEstimator : IEstimator<SsaSpikeTransformer>
{
    public SsaSpikeTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class SsaSpikeTransformer : TransformerBase { }

public sealed class SrCnnAnomalyEstimator : IEstimator<SrCnnAnomalyTransformer>
{
    public SrCnnAnomalyTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class SrCnnAnomalyTransformer : TransformerBase { }

public sealed class SsaForecastingEstimator : IEstimator<SsaForecastingTransformer>
{
    public SsaForecastingTransformer Fit(IDataView input) => default;
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => default;
}
public sealed class SsaForecastingTransformer : TransformerBase { }

public enum MartingaleType : byte { None = 0, Power = 1, Mixture = 2 }
public enum AnomalySide : byte { Positive = 0, Negative = 1, TwoSided = 2 }
public enum ErrorFunction : byte { SignedDifference = 0, AbsoluteDifference = 1 }
public enum RankSelectionMethod { Fixed = 0, Exact = 1, Fast = 2 }
public struct GrowthRatio { }
